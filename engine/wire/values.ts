import type { Reader } from "../codec/reader.js";

/** Reads a map from names to any values. */
export function readValues(r: Reader): Record<string, unknown> {
  const pairs: [string, unknown][] = [];
  for (let left = r.map(); left > 0; left--) pairs.push([r.key(), r.value()]);
  return Object.fromEntries(pairs);
}
