// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";

export function readStrings(r: Reader): string[] {
  const items: string[] = [];
  for (let left = r.array(); left > 0; left--) items.push(r.string());
  return items;
}

export function writeStrings(w: Writer, items: readonly string[]): void {
  w.array(items.length);
  for (const item of items) w.string(item);
}
