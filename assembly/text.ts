import { decodeUtf8, encodeUtf8, utf8Size } from "./msgpack/utf8";

/** `text` as UTF-8 bytes that own their buffer; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Size(text) as i32);
  encodeUtf8(text, bytes.dataStart, bytes.dataStart + bytes.length);
  return bytes;
}

/** The text that `bytes` hold as UTF-8; throws when they don't. */
export function text(bytes: Uint8Array): string {
  const decoded = decodeUtf8(bytes.dataStart, bytes.length);
  if (decoded === null) throw new Error("Cannot decode text: found invalid UTF-8");
  return decoded;
}
