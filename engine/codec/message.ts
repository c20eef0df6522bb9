import { Reader } from "./reader.js";
import type { Value } from "./value.js";
import { Writer } from "./writer.js";

/** Kept for the next message; away while one is written, as a getter of the value may write another. */
let spare: Writer | undefined;

/** The MessagePack of a value. Throws as `Writer.value` does. */
export function encodeMessage(value: unknown): Uint8Array {
  const writer = spare ?? new Writer();
  spare = undefined;
  writer.reset();
  writer.value(value);
  const message = writer.take().slice();
  spare = writer;
  return message;
}

/** The one value that the bytes hold. Throws a DecodeError. */
export function decodeMessage(bytes: Uint8Array): Value {
  const reader = new Reader(bytes);
  const value = reader.value();
  reader.finish();
  return value;
}
