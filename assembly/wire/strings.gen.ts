// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Writer } from "../msgpack/writer";

export function readStrings(r: Reader): string[] {
  const items: string[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(r.string());
  return items;
}

export function writeStrings(w: Writer, items: string[]): void {
  w.array(items.length);
  for (let i = 0; i < items.length; i++) w.string(items[i]);
}
