import { decode, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../../../engine/codec/decode-error.js";
import { decodeMessage, encodeMessage } from "../../../engine/codec/message.js";
import { Reader } from "../../../engine/codec/reader.js";

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
  fc.bigInt({ min: -(2n ** 63n), max: -(2n ** 53n) }),
  fc.double().map((number) => number || 0),
  fc.string(),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }),
);
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, scalar, tie("list"), tie("map")),
  list: fc.array(tie("value"), { maxLength: 20 }),
  map: fc.dictionary(fc.string(), tie("value"), { maxKeys: 20 }),
}));
const settings = { seed: 1, numRuns: 500 };

describe("any value", () => {
  it("comes back from its own bytes", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decodeMessage(encodeMessage(value))).toEqual(value);
      }),
      settings,
    );
  });

  it("is read by another library", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(decode(encodeMessage(value))).toEqual(decode(encode(value, { useBigInt64: true })));
      }),
      settings,
    );
  });

  it("is read from another library's bytes", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const reader = new Reader(encode(value, { useBigInt64: true }));
        expect(reader.value()).toEqual(value);
        expect(reader.atEnd).toBe(true);
      }),
      settings,
    );
  });
});

describe("bytes that aren't whole", () => {
  it("are refused wherever they are cut", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = encodeMessage(value);
        for (let length = 0; length < Math.min(bytes.length, 200); length++) {
          expect(() => new Reader(bytes, 0, length).value()).toThrow(DecodeError);
          expect(() => new Reader(bytes, 0, length).skip()).toThrow(DecodeError);
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it("give a value or a DecodeError when some are changed", () => {
    const samples = fc.sample(anyValue, { seed: 3, numRuns: 100 }).map(encodeMessage);
    const next = random(3);
    const outcomes = new Set<string>();
    for (let round = 0; round < 40_000; round++) {
      const bytes = (samples[round % samples.length] as Uint8Array).slice(0, 512);
      for (let left = 1 + (next() % 4); left > 0; left--) bytes[next() % bytes.length] = next();
      outcomes.add(outcome(bytes));
    }
    expect([...outcomes].sort()).toEqual(["refused", "value"]);
  });

  it("give a value or a DecodeError when they are random", () => {
    const next = random(4);
    const outcomes = new Set<string>();
    for (let round = 0; round < 40_000; round++) {
      outcomes.add(outcome(Uint8Array.from({ length: next() % 40 }, next)));
    }
    expect([...outcomes].sort()).toEqual(["refused", "value"]);
  });
});

/** Whole numbers from 0 to 65,535, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 16;
  };
}

function outcome(bytes: Uint8Array): "value" | "refused" | "crash" {
  try {
    new Reader(bytes).value();
    return "value";
  } catch (error) {
    return error instanceof DecodeError ? "refused" : "crash";
  }
}
