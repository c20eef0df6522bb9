import { isDeepStrictEqual } from "node:util";
import { decode, Encoder, ExtData } from "@msgpack/msgpack";
import { beforeAll, describe, expect, test } from "vitest";
import { Random } from "../support/random.js";
import type { RawHost } from "../support/raw-host.js";
import { openCodec } from "./codec-skill.js";

let codec: RawHost;

beforeAll(async () => {
  codec = await openCodec();
});

const scalars: ((random: Random) => unknown)[] = [
  () => null,
  (random) => random.below(2) === 1,
  (random) => random.below(256) - 128,
  (random) => random.next() - 2 ** 31,
  (random) => BigInt.asIntN(64, (BigInt(random.next()) << 32n) | BigInt(random.next())),
  (random) => BigInt.asUintN(64, (BigInt(random.next()) << 32n) | BigInt(random.next())),
  (random) => random.next() / (1 + random.below(1000)) + 0.1,
  (random) => random.pick([Number.NaN, Number.POSITIVE_INFINITY, -0.5, 1e300, 5e-324]),
  (random) => random.text(random.below(40)),
  (random) => random.text(random.below(400)),
  (random) => random.bytes(random.pick([0, 1, 31, 32, 255, 256, 300])),
  (random) =>
    new ExtData(random.below(128), random.bytes(random.pick([1, 2, 3, 4, 8, 16, 17, 260]))),
];

function value(random: Random, depth: number): unknown {
  const kind = random.below(depth > 0 ? 10 : 6);
  if (kind < 6) return random.pick(scalars)(random);
  const size = random.pick([0, 1, 2, 3, 5, 15, 16, 20]);
  if (kind < 8) return Array.from({ length: size }, () => value(random, depth - 1));
  const entries = Array.from({ length: size }, (_, i) => [
    `${i}${random.text(random.below(6))}`,
    value(random, depth - 1),
  ]);
  return Object.fromEntries(entries.map(([key, inner]) => [`k${key}`, inner]));
}

describe("random values that another library encodes", () => {
  test.each([1, 2, 3, 4, 5])("come back the same, seed %i", (seed) => {
    const random = new Random(seed);
    const encoder = new Encoder({ useBigInt64: true });
    const values = Array.from({ length: 400 }, () => value(random, 3));
    const wrong = values.filter((given) => {
      const back = codec.bytes("echo", encoder.encode(given));
      const again = codec.bytes("echo", back);
      const isSame = isDeepStrictEqual(decode(back, { useBigInt64: true }), narrow(given));
      return !isSame || Buffer.compare(again, back) !== 0;
    });
    expect(wrong).toEqual([]);
  });

  test("come back from values in values", () => {
    const random = new Random(6);
    let given: unknown = "core";
    for (let depth = 0; depth < 60; depth++) {
      given = depth % 2 === 0 ? [random.pick(scalars)(random), given] : { a: given, depth };
      const bytes = new Encoder({ useBigInt64: true }).encode(given);
      const back = decode(codec.bytes("echo", bytes), { useBigInt64: true });
      expect(back).toEqual(narrow(given));
    }
  });
});

/** The guest writes the shortest form, which the library reads as a number up to 32 bits. */
function narrow(given: unknown): unknown {
  if (typeof given === "bigint") {
    return given >= -(2n ** 31n) && given < 2n ** 32n ? Number(given) : given;
  }
  if (Array.isArray(given)) return given.map(narrow);
  if (typeof given !== "object" || given === null) return given;
  if (given instanceof Uint8Array || given instanceof ExtData) return given;
  return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, narrow(inner)]));
}
