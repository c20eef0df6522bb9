import { isDeepStrictEqual } from "node:util";
import { decode, encode } from "@msgpack/msgpack";
import { DecodeError } from "../../engine/codec/decode-error.js";
import { decodeMessage, encodeMessage } from "../../engine/codec/message.js";
import type { Value } from "../../engine/codec/value.js";
import { decodeAll } from "../../test/guest/foreign-reader.js";
import { type FuzzTarget, promise, unlessRefused } from "./fuzz-target.js";

const values = [
  null,
  { text: "größe 😀", count: -70_000, ratio: 0.25, flag: true, raw: Uint8Array.of(0, 1, 254) },
  { wide: 2n ** 63n + 5n, list: [1, "x", null, [true, { deep: [] }]], least: -(2n ** 63n) },
  Array.from({ length: 20 }, (_, i) => 2 ** (3 * i)),
  "x".repeat(300),
  new Date(1_700_000_000_123),
];

/** The engine's codec: a value or a DecodeError, and what another library reads. */
export function codecTarget(): FuzzTarget {
  return {
    name: "codec",
    corpus: values.map((value) => encode(value, { useBigInt64: true })),
    run: (input) => {
      const value = unlessRefused(() => decodeMessage(input), DecodeError);
      if (value === undefined) return;
      decodeAll(input);
      const again = encodeMessage(value);
      promise(isDeepStrictEqual(decodeMessage(again), value), "it doesn't come back the same");
      promise(agrees(value, again), "another library reads something else");
    },
  };
}

function agrees(value: Value, bytes: Uint8Array): boolean {
  if (!isJson(value)) return true;
  return isDeepStrictEqual(decode(bytes), value);
}

/** What both libraries show alike: no map with keys other than text, no time, no wide integer. */
function isJson(value: Value): boolean {
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== "object" || value === null) return typeof value !== "bigint";
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  return Object.entries(value).every(([key, each]) => key !== "__proto__" && isJson(each));
}
