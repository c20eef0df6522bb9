import { Reader } from "./reader.js";
import type { Value } from "./value.js";
import { Writer } from "./writer.js";

/** The MessagePack of a value. Throws as `Writer.value` does. */
export function encodeMessage(value: unknown): Uint8Array {
  const writer = new Writer();
  writer.value(value);
  return writer.take().slice();
}

/** The one value that the bytes hold. Throws a DecodeError. */
export function decodeMessage(bytes: Uint8Array): Value {
  const reader = new Reader(bytes);
  const value = reader.value();
  reader.finish();
  return value;
}
