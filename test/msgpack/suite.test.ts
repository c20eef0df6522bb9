import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, test } from "vitest";
import type { RawHost } from "../support/raw-host.js";
import { fromHex, hex, openCodec } from "./codec-skill.js";

type Exam = Record<string, unknown> & { msgpack: string[] };

const path = createRequire(import.meta.url).resolve("msgpack-test-suite");
const suite = JSON.parse(readFileSync(path, "utf8")) as Record<string, Exam[]>;
const exams = Object.values(suite).flat();
const encodings = exams.flatMap((exam) =>
  exam.msgpack.map((text) => ({ text, bytes: fromHex(text), exam })),
);

let codec: RawHost;

beforeAll(async () => {
  codec = await openCodec();
});

describe("the public MessagePack test suite, in the guest", () => {
  test("holds 85 values in 233 encodings", () => {
    expect([exams.length, encodings.length]).toEqual([85, 233]);
  });

  test.each(encodings)("$text is read and written in its shortest form", ({ bytes, exam }) => {
    expect(hex(codec.bytes("echo", bytes))).toBe(shortest(bytes, exam));
    expect(hex(codec.bytes("decode", encodeBin(bytes)))).toBe(shortest(bytes, exam));
  });

  test.each(encodings)("$text has the value that the suite says", ({ bytes, exam }) => {
    expect(codec.value("shape", encodeBin(bytes))).toMatchObject(shape(exam));
  });

  test.each(encodings)("$text is passed over without a byte too many", ({ bytes }) => {
    const pair = Uint8Array.of(0x92, ...bytes, 0x2a);
    expect(hex(codec.bytes("skip", pair))).toBe("2a");
  });

  test.each(encodings)("$text cut short is refused", ({ bytes }) => {
    for (let size = 1; size < bytes.length; size++) {
      const { error } = codec.invoke("echo", bytes.subarray(0, size));
      expect(error).toMatch(/^Cannot decode parameter.* at offset \d+: found the end, expected /);
    }
    expect(hex(codec.bytes("echo", Uint8Array.of(7)))).toBe("07");
  });
});

function encodeBin(bytes: Uint8Array): Uint8Array {
  return Uint8Array.of(0xc6, 0, 0, bytes.length >> 8, bytes.length & 255, ...bytes);
}

/** The first encoding is the shortest (signed or not), but floats stay floats. */
function shortest(bytes: Uint8Array, exam: Exam): string {
  const first = fromHex(exam.msgpack[0] as string);
  if (bytes[0] === 0xcb) return hex(bytes);
  if (first[0] === 0xd3 && (first[1] as number) < 0x80) first[0] = 0xcf;
  if (bytes[0] !== 0xca) return hex(first);
  const wide = Buffer.alloc(9, 0xcb);
  wide.writeDoubleBE(Buffer.from(bytes).readFloatBE(1), 1);
  return hex(wide);
}

/** What the getters of MsgValue say of a value of the suite. */
function shape(exam: Exam): object {
  const [kind, given] = Object.entries(exam)[0] as [string, never];
  switch (kind) {
    case "nil":
      return { kind: 0 };
    case "bool":
      return { kind: 1, bool: given };
    case "number":
      return { float: given };
    case "bignum":
      return BigInt(given) >= 2n ** 63n ? { u64: BigInt(given) } : { int: narrow(BigInt(given)) };
    case "string":
      return { kind: 4, str: given };
    case "binary":
      return { kind: 5, bytes: fromHex(given) };
    case "array":
      return { kind: 6, length: (given as unknown[]).length, second: given[1] ?? null };
    case "map":
      return { kind: 7, keys: Object.keys(given), a: given["a" as never] ?? null };
    case "timestamp":
      return { kind: 8, time: [true, narrow(BigInt(given[0])), given[1]] };
    default:
      return { kind: 8, ext: [given[0], fromHex(given[1])] };
  }
}

/** As the library gives integers: bigint for 64 bits, number for fewer. */
function narrow(value: bigint): number | bigint {
  return value >= 2n ** 32n || value < -(2n ** 31n) ? value : Number(value);
}
