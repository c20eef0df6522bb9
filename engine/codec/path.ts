import { DecodeError } from "./decode-error.js";
import { Kind } from "./kind.js";
import { Reader } from "./reader.js";
import { MAX_DEPTH } from "./value.js";

/** Where in a message an error's offset lies, as `entries[3].name`; empty for the message itself. */
export function pathAt(message: Reader, offset: number): string {
  const reader = new Reader(message.source, message.start, message.end);
  try {
    return (walk(reader, message.start + offset, 0) ?? "").replace(/^\./, "");
  } catch (error) {
    if (error instanceof DecodeError) return "";
    throw error;
  }
}

/** The path to the target within the next value; undefined when it lies behind the value. */
function walk(reader: Reader, target: number, depth: number): string | undefined {
  if (reader.offset >= target || depth > MAX_DEPTH) return "";
  const kind = reader.peek();
  if (kind !== Kind.map && kind !== Kind.array) {
    reader.skip();
    return undefined;
  }
  const count = kind === Kind.map ? reader.map() : reader.array();
  for (let index = 0; index < count; index++) {
    if (reader.offset >= target && kind === Kind.map) return "";
    const step = kind === Kind.map ? `.${reader.key()}` : `[${index}]`;
    const rest = walk(reader, target, depth + 1);
    if (rest !== undefined) return step + rest;
  }
  return undefined;
}
