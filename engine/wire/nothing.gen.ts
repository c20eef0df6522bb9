// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";

/** A map without keys. */
export type Nothing = Record<string, never>;

export function readNothing(r: Reader): Nothing {
  for (let left = r.map(); left > 0; left--) {
    r.key();
    r.skip();
  }
  return {};
}

export function writeNothing(w: Writer): void {
  w.map(0);
}
