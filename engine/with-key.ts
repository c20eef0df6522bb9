import { Kind } from "./codec/kind.js";
import { Reader } from "./codec/reader.js";
import { Writer } from "./codec/writer.js";

/**
 * A MessagePack map with one more key, whose value is MessagePack too; unchanged when it has the key
 * already, or is no map. Empty and nil count as an empty map. Throws a DecodeError for what isn't
 * MessagePack.
 */
export function withKey(
  payload: Uint8Array,
  { key, value }: { key: string; value: Uint8Array },
): Uint8Array {
  const reader = new Reader(payload.length > 0 ? payload : Uint8Array.of(0x80));
  const kind = reader.peek();
  if (kind !== Kind.map && kind !== Kind.nil) return payload;
  const count = reader.map();
  const start = reader.offset;
  for (let left = count; left > 0; left--) {
    if (reader.key() === key) return payload;
    reader.skip();
  }
  const writer = new Writer(payload.length + key.length + value.length + 16);
  writer.map(count + 1);
  writer.raw(payload.subarray(start));
  writer.string(key);
  writer.raw(value);
  return writer.take().slice();
}
