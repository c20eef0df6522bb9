import { ExtData, encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import type { RawHost } from "../support/raw-host.js";
import { fromHex, hex, openCodec } from "./codec-skill.js";

let codec: RawHost;

beforeAll(async () => {
  codec = await openCodec();
});

/** What an Encoder gives after these calls. */
function build(...steps: [name: string, value?: unknown][]): string {
  return hex(codec.bytes("script", encode(steps, { useBigInt64: true })));
}

const bin = (hexadecimal: string) => fromHex(hexadecimal);

describe("an Encoder writes", () => {
  test.each([
    ["nil", null, "c0"],
    ["bool", true, "c3"],
    ["bool", false, "c2"],
    ["u32", 0, "00"],
    ["u32", 127, "7f"],
    ["u32", 128, "cc80"],
    ["u32", 255, "ccff"],
    ["u32", 256, "cd0100"],
    ["u32", 65_535, "cdffff"],
    ["u32", 65_536, "ce00010000"],
    ["u32", 2 ** 32 - 1, "ceffffffff"],
    ["u64", 2n ** 32n, "cf0000000100000000"],
    ["u64", 2n ** 64n - 1n, "cfffffffffffffffff"],
    ["i64", 2n ** 63n - 1n, "cf7fffffffffffffff"],
    ["i64", -1, "ff"],
    ["i64", -32, "e0"],
    ["i64", -33, "d0df"],
    ["i64", -128, "d080"],
    ["i64", -129, "d1ff7f"],
    ["i64", -32_768, "d18000"],
    ["i64", -32_769, "d2ffff7fff"],
    ["i64", -(2 ** 31), "d280000000"],
    ["i64", -(2n ** 31n) - 1n, "d3ffffffff7fffffff"],
    ["i64", -(2n ** 63n), "d38000000000000000"],
    ["f32", 0.5, "ca3f000000"],
    ["f32", Number.NaN, "ca7fc00000"],
    ["f32", Number.NEGATIVE_INFINITY, "caff800000"],
    ["f64", 0.1, "cb3fb999999999999a"],
    ["f64", Number.NaN, "cb7ff8000000000000"],
    ["f64", 3, "cb4008000000000000"],
    ["str", "", "a0"],
    ["str", "ä", "a2c3a4"],
    ["bin", new Uint8Array(0), "c400"],
    ["bin", Uint8Array.of(0xc1), "c401c1"],
    ["map", 0, "80"],
    ["map", 15, "8f"],
    ["map", 16, "de0010"],
    ["map", 65_536, "df00010000"],
    ["array", 15, "9f"],
    ["array", 16, "dc0010"],
    ["array", 65_536, "dd00010000"],
    ["ext", new ExtData(5, bin("")), "c70005"],
    ["ext", new ExtData(5, bin("01")), "d40501"],
    ["ext", new ExtData(5, bin("0102")), "d5050102"],
    ["ext", new ExtData(5, bin("010203")), "c70305010203"],
    ["ext", new ExtData(5, bin("01020304")), "d60501020304"],
    ["ext", new ExtData(5, bin("0102030405060708")), "d7050102030405060708"],
    ["ext", new ExtData(-128, bin("00".repeat(16))), `d880${"00".repeat(16)}`],
    ["ext", new ExtData(5, bin("00".repeat(17))), `c71105${"00".repeat(17)}`],
    ["ext", new ExtData(5, bin("00".repeat(256))), `c8010005${"00".repeat(256)}`],
    ["raw", bin("c0c1"), "c0c1"],
  ])("%s of %s", (name, value, want) => {
    expect(build([name, value])).toBe(want);
  });

  test.each([
    [31, "bf"],
    [32, "d920"],
    [255, "d9ff"],
    [256, "da0100"],
    [65_535, "daffff"],
    [65_536, "db00010000"],
  ])("a text of %i bytes with the head %s", (size, head) => {
    expect(build(["str", "x".repeat(size)])).toBe(head + "78".repeat(size));
  });

  test.each([
    [255, "c4ff"],
    [256, "c50100"],
    [65_535, "c5ffff"],
    [65_536, "c600010000"],
  ])("%i bytes with the head %s", (size, head) => {
    expect(build(["bin", new Uint8Array(size)])).toBe(head + "00".repeat(size));
  });

  test("one value behind the other, in a buffer that grows with them", () => {
    const steps = Array.from({ length: 3_000 }, (_, i): [string, unknown] => ["u32", i]);
    const want = steps.map(([, value]) => hex(encode(value))).join("");
    expect(build(...steps)).toBe(want);
  });

  test("a whole tree", () => {
    const tree = { a: [1, null, { b: new Uint8Array(300) }], c: -5, d: "ж".repeat(40) };
    expect(build(["nil"], ["value", tree], ["bool", true])).toBe(`c0${hex(encode(tree))}c3`);
  });
});

test.each([
  [0n, false],
  [1n, false],
  [2n ** 63n - 1n, false],
  [2n ** 63n, true],
  [2n ** 64n - 1n, true],
])("MsgValue.uint(%s) is unsigned, for it is beyond an i64: %s", (value, isUnsigned) => {
  const [said, written] = codec.value("uint", value) as [boolean, number | bigint];
  expect([said, BigInt(written)]).toEqual([isUnsigned, value]);
});
