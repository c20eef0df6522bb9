import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { decode } from "@msgpack/msgpack";
import { describe, expect, it } from "vitest";
import { Reader } from "../../../engine/codec/reader.js";
import { Extension, Timestamp } from "../../../engine/codec/value.js";
import { Writer } from "../../../engine/codec/writer.js";

type Exam = Record<string, unknown> & { msgpack: string[] };

const path = createRequire(import.meta.url).resolve("msgpack-test-suite");
const suite = JSON.parse(readFileSync(path, "utf8")) as Record<string, Exam[]>;
const exams = Object.values(suite).flat();
const encodings = exams.flatMap((exam) =>
  exam.msgpack.map((hex) => ({ hex, bytes: fromHex(hex), want: wanted(exam) })),
);

describe("the public MessagePack test suite", () => {
  it("holds 85 values in 233 encodings", () => {
    expect([exams.length, encodings.length]).toEqual([85, 233]);
  });

  it.each(encodings)("decodes $hex", ({ bytes, want }) => {
    const reader = new Reader(bytes);
    expect(reader.value()).toEqual(want);
    expect(reader.atEnd).toBe(true);
  });

  it.each(encodings)("skips $hex", ({ bytes }) => {
    const reader = new Reader(bytes);
    reader.skip();
    expect(reader.atEnd).toBe(true);
  });

  it.each(exams)("encodes what another library reads as $msgpack.0", (exam) => {
    const writer = new Writer();
    writer.value(wanted(exam));
    const bytes = writer.take();
    const other = decode(fromHex(exam.msgpack[0] as string), { useBigInt64: true });
    expect(decode(bytes, { useBigInt64: true })).toEqual(other);
  });
});

function wanted(exam: Exam): unknown {
  const [kind, given] = Object.entries(exam)[0] as [string, never];
  switch (kind) {
    case "binary":
      return fromHex(given);
    case "bignum": {
      const big = BigInt(given);
      return Number.isSafeInteger(Number(big)) ? Number(big) : big;
    }
    case "timestamp":
      return new Timestamp(given[0], given[1]);
    case "ext":
      return new Extension(given[0], fromHex(given[1]));
    default:
      return given;
  }
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.split("-").filter(Boolean), (byte) => Number.parseInt(byte, 16));
}
