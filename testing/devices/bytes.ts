/** What levers take as bytes: text is UTF-8. */
export type Bytes = string | Uint8Array;

const encoder = new TextEncoder();

export function toBytes(bytes: Bytes): Uint8Array {
  return typeof bytes === "string" ? encoder.encode(bytes) : bytes;
}
