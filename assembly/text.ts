import { decodeString } from "./msgpack/utf8";

/** `text` as UTF-8 bytes that own their buffer; a lone surrogate becomes U+FFFD. */
export function utf8(text: string): Uint8Array {
  return Uint8Array.wrap(String.UTF8.encode(text, false, String.UTF8.ErrorMode.REPLACE));
}

/** The text that `bytes` hold as UTF-8; throws when they don't. See `textOrNull`. */
export function text(bytes: Uint8Array): string {
  const decoded = decodeString(bytes.dataStart, bytes.length);
  if (decoded === null) throw new Error("Cannot decode text: found invalid UTF-8");
  return decoded;
}

/**
 * The text that `bytes` hold as UTF-8, or null when they don't: they are no text, or end within a
 * character.
 */
export function textOrNull(bytes: Uint8Array): string | null {
  return decodeString(bytes.dataStart, bytes.length);
}
