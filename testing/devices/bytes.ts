import { argumentKind, isBytes } from "../../engine/argument-kind.js";

/** What levers take as bytes: text is UTF-8. */
export type Bytes = string | Uint8Array;

const encoder = new TextEncoder();

/** Throws a TypeError for anything else, which a test in JavaScript may give. */
export function toBytes(bytes: Bytes): Uint8Array {
  if (typeof bytes === "string") return encoder.encode(bytes);
  if (isBytes(bytes)) return bytes;
  throw new TypeError(`Cannot use ${argumentKind(bytes)} as bytes: expected a string or bytes`);
}
