import { decode, encode } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import type { RawHost } from "../support/raw-host.js";
import { fromHex, hex, openCodec } from "./codec-skill.js";

let codec: RawHost;

beforeAll(async () => {
  codec = await openCodec();
});

/** Asks the guest to read a value, given in hexadecimal, as one of its types. */
function read(type: string, value: string): Uint8Array {
  return Uint8Array.of(0x92, ...encode(type), ...fromHex(value));
}

const max = 2n ** 64n - 1n;

describe("a value of a type", () => {
  test.each([
    ["i8", "7f", 127],
    ["i8", "e0", -32],
    ["i8", "d080", -128],
    ["i8", "cb405fc00000000000", 127],
    ["i8", "d3ffffffffffffff80", -128],
    ["i16", "d18000", -32768],
    ["i16", "cd7fff", 32767],
    ["i32", "d280000000", -(2 ** 31)],
    ["i32", "ce7fffffff", 2 ** 31 - 1],
    ["i32", "cac2f60000", -123],
    ["i64", "d38000000000000000", -(2n ** 63n)],
    ["i64", "cf7fffffffffffffff", 2n ** 63n - 1n],
    ["i64", "cbc3e0000000000000", -(2n ** 63n)],
    ["i64", "cb8000000000000000", 0],
    ["u8", "ccff", 255],
    ["u8", "ca437f0000", 255],
    ["u16", "cdffff", 65535],
    ["u32", "ceffffffff", 2 ** 32 - 1],
    ["u64", "cfffffffffffffffff", max],
    ["u64", "cb43efffffffffffff", max - 2047n],
    ["u64", "d300000000000000ff", 255],
    ["f32", "ca3f000000", 0.5],
    ["f32", "cb3fb999999999999a", Math.fround(0.1)],
    ["f32", "03", 3],
    ["f64", "cb3fb999999999999a", 0.1],
    ["f64", "ca3f000000", 0.5],
    ["f64", "ca7f800000", Number.POSITIVE_INFINITY],
    ["f64", "cb7ff8000000000000", Number.NaN],
    ["f64", "ca7fc00000", Number.NaN],
    ["f64", "cb8000000000000000", -0],
    ["f64", "d0ff", -1],
    ["f64", "cfffffffffffffffff", 2 ** 64],
    ["bool", "c3", true],
    ["bool", "c2", false],
    ["bool", "01", true],
    ["bool", "00", false],
    ["string", "a0", ""],
    ["string", "d903c3a478", "äx"],
    ["bytes", "c403010203", [1, 2, 3]],
    ["bytes", "c5000101", [1]],
    ["bytes", "c600000000", []],
    ["bytes", "a2c328", [0xc3, 0x28]],
    ["bytes", "d90141", [0x41]],
    ["bytes", "c0", []],
    ["bytes", "93007fccff", [0, 127, 255]],
    ["bytes", "dc000107", [7]],
    ["bytes", "dd00000000", []],
    ["base64", "a0", []],
    ["base64", "a8".concat(hex(Buffer.from("AAEC/w=="))), [0, 1, 2, 255]],
    ["base64", "a6".concat(hex(Buffer.from("AAEC_w"))), [0, 1, 2, 255]],
    ["base64", "a4".concat(hex(Buffer.from("-_+/"))), [251, 255, 191]],
    ["base64", "c403010203", [1, 2, 3]],
    ["base64", "9101", [1]],
    ["choice", "a3626967", "big"],
    ["choice", "a8".concat(hex(Buffer.from("größte"))), "größte"],
    ["array", "c0", 0],
    ["map", "c0", 0],
  ] as [string, string, unknown][])("%s of %s", (type, value, want) => {
    const bytes = Array.isArray(want) ? Uint8Array.from(want as number[]) : want;
    expect(codec.value("typed", read(type, value))).toEqual(bytes);
  });

  test.each([
    ["i8", "ccff", "255, expected i8"],
    ["i8", "d1ff7f", "-129, expected i8"],
    ["i16", "cd8000", "32768, expected i16"],
    ["i32", "ce80000000", "2147483648, expected i32"],
    ["i32", "d3ffffffff7fffffff", "-2147483649, expected i32"],
    ["i32", "cb41e0000000000000", "2147483648, expected i32"],
    ["i32", "cb3ff8000000000000", "0xcb (float), expected i32"],
    ["i64", "cf8000000000000000", "9223372036854775808, expected i64"],
    ["i64", "cb43e0000000000000", "9223372036854775808, expected i64"],
    ["i64", "cbc3e0000000000001", "0xcb (float), expected i64"],
    ["i64", "cb7ff0000000000000", "0xcb (float), expected i64"],
    ["i64", "ca7fc00000", "0xca (float), expected i64"],
    ["i64", "c3", "0xc3 (boolean), expected i64"],
    ["u8", "cd0100", "256, expected u8"],
    ["u8", "ff", "-1, expected u8"],
    ["u16", "ce00010000", "65536, expected u16"],
    ["u32", "cf0000000100000000", "4294967296, expected u32"],
    ["u32", "d38000000000000000", "-9223372036854775808, expected u32"],
    ["u64", "d0ff", "-1, expected u64"],
    ["u64", "cb43f0000000000000", "0xcb (float), expected u64"],
    ["u64", "a131", "0xa1 (string), expected u64"],
    ["f64", "a0", "0xa0 (string), expected number"],
    ["f64", "c0", "0xc0 (nil), expected number"],
    ["f32", "c400", "0xc4 (binary), expected number"],
    ["bool", "02", "0x02 (integer), expected boolean"],
    ["bool", "ca40000000", "0xca (float), expected boolean"],
    ["bool", "c0", "0xc0 (nil), expected boolean"],
    ["string", "c0", "0xc0 (nil), expected string"],
    ["string", "c40141", "0xc4 (binary), expected string"],
    ["string", "a2c328", "invalid UTF-8, expected string"],
    ["bytes", "07", "0x07 (integer), expected bytes"],
    ["bytes", "80", "0x80 (map), expected bytes"],
    ["base64", "a141", "0xa1 (string), expected base64"],
    ["base64", "a3412d20", "0xa3 (string), expected base64"],
    ["choice", "a462696767", '"bigg", expected one of small|big|größte'],
    ["choice", "a162", '"b", expected one of small|big|größte'],
    ["array", "80", "0x80 (map), expected array"],
    ["array", "ddffffffff00", "the end, expected array"],
    ["map", "90", "0x90 (array), expected map"],
    ["map", "dfffffffff00", "the end, expected map"],
    ["map", "82a16101", "the end, expected map"],
    ["i8", "c1", "0xc1 (reserved), expected i8"],
    ["i8", "d40102", "0xd4 (ext), expected i8"],
  ])("%s isn't %s", (type, value, found) => {
    const { error } = codec.invoke("typed", read(type, value));
    const text = `Cannot decode parameter "[1]" at offset ${encode(type).length + 1}: found ${found}`;
    expect(error).toBe(text);
    expect(hex(codec.bytes("echo", fromHex("2a")))).toBe("2a");
  });

  test.each([
    ["i8", "", 4, "i8"],
    ["i8", "d0", 5, "i8"],
    ["u64", "cf00", 6, "u64"],
    ["f64", "ca0000", 6, "number"],
    ["bool", "", 6, "boolean"],
    ["string", "d9", 9, "string"],
    ["string", "dbffffffff41", 13, "string"],
    ["bytes", "c6ffffffff00", 12, "bytes"],
    ["base64", "a241", 9, "base64"],
  ])("%s of %s ends early", (type, value, offset, wanted) => {
    const { error } = codec.invoke("typed", read(type, value));
    const text = `Cannot decode parameter "[1]" at offset ${offset}: found the end, expected`;
    expect(error).toBe(`${text} ${wanted}`);
  });

  test("a wrong element of a byte list is named", () => {
    const { error } = codec.invoke("typed", read("bytes", "930102cd0100"));
    const text = 'Cannot decode parameter "[1][2]" at offset 10: found 256, expected u8';
    expect(error).toBe(text);
  });
});

describe("any value", () => {
  test.each([
    ["c1", "at offset 0: found 0xc1 (reserved), expected value"],
    ["93c0c1c0", '"[1]" at offset 2: found 0xc1 (reserved), expected value'],
    ["82a16181a162c1c0c0", '"a.b" at offset 6: found 0xc1 (reserved), expected value'],
    ["81a161a2c328", '"a" at offset 3: found invalid UTF-8, expected string'],
    ["81c1c0", "at offset 1: found 0xc1 (reserved), expected value"],
    ["c702ff01", "at offset 3: found the end, expected ext"],
    ["c9ffffffff05", "at offset 6: found the end, expected ext"],
    ["dd00000002c0", "at offset 0: found the end, expected array"],
  ])("%s is refused", (bytes, reason) => {
    expect(codec.invoke("echo", fromHex(bytes)).error).toContain(reason);
    expect(hex(codec.bytes("echo", fromHex("2a")))).toBe("2a");
  });

  test("what follows the value is refused", () => {
    const { error } = codec.invoke("echo", fromHex("0102"));
    expect(error).toBe(
      "Cannot decode parameter at offset 1: found 0x02 (integer), expected the end",
    );
  });

  test.each([
    ["81a161c1", 'Cannot decode value "a" at offset 3: found 0xc1 (reserved), expected value'],
    ["", "Cannot decode value at offset 0: found the end, expected value"],
    ["c40500", "Cannot decode value at offset 2: found the end, expected bytes"],
  ])("a Decoder throws on %s and says where", (bytes, message) => {
    const bin = encode(fromHex(bytes));
    expect(() => codec.bytes("decode", bin)).toThrow(new Error(message));
    expect(hex(codec.bytes("echo", fromHex("2a")))).toBe("2a");
  });

  test("a Decoder reads one value after the other", () => {
    expect(codec.value("decode_all", encode(fromHex("01a16192c0c2c700ffcb0000000000000000")))).toBe(
      5,
    );
  });

  test("keys that aren't strings stay, in their order", () => {
    const bytes = fromHex("86 01a16f 07c0 a161 0a c3 91c2 c0a0 c40109 d40102");
    expect(hex(codec.bytes("echo", bytes))).toBe(hex(bytes));
    expect(codec.value("shape", encode(bytes))).toMatchObject({
      kind: 7,
      keys: ["", "", "a", "", "", ""],
      keyVals: [1, 7, "a", true, null, Uint8Array.of(9)],
      a: 10,
    });
  });

  test.each(["d6ff00000001", "d7ff0000000500000001", "c70cff0000000affffffffffffffff"])(
    "timestamp %s keeps its bytes",
    (bytes) => {
      expect(hex(codec.bytes("echo", fromHex(bytes)))).toBe(bytes);
    },
  );

  test("a timestamp of another length is an ext like any other", () => {
    expect(codec.value("shape", encode(fromHex("c702ff0102")))).toMatchObject({
      kind: 8,
      ext: [-1, Uint8Array.of(1, 2)],
      time: [false, 0, 0],
    });
  });

  test.each([
    ["cfffffffffffffffff", { int: 2n ** 63n - 1n, u64: max, float: 2 ** 64, bool: true }],
    ["ff", { int: -1, u64: 0, float: -1, bool: true }],
    ["00", { int: 0, bool: false }],
    ["cb4004000000000000", { int: 2, u64: 0, float: 2.5, bool: false }],
    ["cb7ff8000000000000", { int: 0, float: Number.NaN }],
    ["cb7e37e43c8800759c", { int: 2n ** 63n - 1n }],
    ["cbfe37e43c8800759c", { int: -(2n ** 63n) }],
    ["a161", { int: 0, float: 0, str: "a", bytes: new Uint8Array(0), length: 0 }],
    ["9301a16103", { kind: 6, length: 3, second: "a", str: "" }],
    ["c0", { kind: 0, second: null, a: null, keys: [], keyVals: [] }],
  ])("the getters of %s", (bytes, want) => {
    expect(codec.value("shape", encode(fromHex(bytes)))).toMatchObject(want);
  });
});

test("a value that was decoded lives on when its bytes are gone", () => {
  const value = { text: "kept", list: [1, 2.5, null, new Uint8Array(40)], map: { a: { b: "c" } } };
  expect(decode(codec.bytes("echo", encode(value)))).toEqual(value);
});
