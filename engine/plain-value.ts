import { Buffer } from "node:buffer";
import { Extension, Timestamp } from "./codec/value.js";

/** What JSON.stringify and JSON.parse give back unchanged. */
export type PlainValue =
  | null
  | boolean
  | number
  | string
  | PlainValue[]
  | { [key: string]: PlainValue };

export interface PlainLimits {
  /** Characters of a text and bytes of a byte array that are kept. */
  readonly maxLength: number;
  /** Items of a list or map that are kept. */
  readonly maxItems: number;
}

/**
 * A value of the wire as JSON-able data. Bytes become `{ $bytes: <length>, base64 }`, integers beyond
 * 2^53 `{ $integer }`, NaN and infinities `{ $number }`, times `{ $time }`. What is longer than the
 * limits is cut: a text becomes `{ $text: <length>, start }`, a list ends with `{ $more: <items> }`.
 */
export function toPlain(value: unknown, limits: PlainLimits): PlainValue {
  switch (typeof value) {
    case "string":
      return plainText(value, limits);
    case "number":
      return Number.isFinite(value) ? value : { $number: String(value) };
    case "bigint":
      return { $integer: value.toString() };
    case "boolean":
      return value;
    case "object":
      return value === null ? null : plainObject(value, limits);
    default:
      return null;
  }
}

function plainText(text: string, { maxLength }: PlainLimits): PlainValue {
  if (text.length <= maxLength) return text;
  return { $text: text.length, start: text.slice(0, maxLength) };
}

function plainObject(value: object, limits: PlainLimits): PlainValue {
  if (value instanceof Uint8Array) return plainBytes(value, limits);
  if (Array.isArray(value)) return plainList(value, limits);
  if (value instanceof Timestamp) {
    return { $time: `${value.seconds}.${String(value.nanoseconds).padStart(9, "0")}` };
  }
  if (value instanceof Extension) {
    return { $extension: value.type, data: plainBytes(value.data, limits) };
  }
  if (value instanceof Map) return { $map: plainList([...value], limits) };
  return plainRecord(Object.entries(value), limits);
}

function plainBytes(bytes: Uint8Array, { maxLength }: PlainLimits): PlainValue {
  return { $bytes: bytes.length, base64: base64(bytes, maxLength) };
}

function plainList(items: readonly unknown[], limits: PlainLimits): PlainValue[] {
  const kept = items.slice(0, limits.maxItems).map((item) => toPlain(item, limits));
  const more = items.length - kept.length;
  return more > 0 ? [...kept, { $more: more }] : kept;
}

function plainRecord(entries: [string, unknown][], limits: PlainLimits): PlainValue {
  const kept = entries
    .filter(([, value]) => value !== undefined)
    .slice(0, limits.maxItems)
    .map(([key, value]): [string, PlainValue] => [key, toPlain(value, limits)]);
  const more = entries.length - kept.length;
  if (entries.length > limits.maxItems) kept.push(["$more", more]);
  return Object.fromEntries(kept);
}

function base64({ buffer, byteOffset, length }: Uint8Array, maxLength: number): string {
  return Buffer.from(buffer, byteOffset, Math.min(length, maxLength)).toString("base64");
}
