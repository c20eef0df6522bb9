/** Below this many bytes a loop beats the call of TextDecoder (measured). */
const SHORT = 32;
const KEY_MAX = 24;
const KEY_SLOTS = 512;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const char = String.fromCharCode;

interface CachedKey {
  bytes: Uint8Array;
  text: string;
}

const keys: (CachedKey | undefined)[] = new Array(KEY_SLOTS).fill(undefined);

/** The text of these bytes, or undefined when they aren't UTF-8. */
export function decodeText(source: Uint8Array, from: number, to: number): string | undefined {
  return to - from > SHORT ? decodeLong(source, from, to) : decodeShort(source, from, to);
}

function decodeShort(source: Uint8Array, from: number, to: number): string | undefined {
  let text = "";
  let at = from;
  for (; at + 8 <= to; at += 8) {
    const a = source[at] as number;
    const b = source[at + 1] as number;
    const c = source[at + 2] as number;
    const d = source[at + 3] as number;
    const e = source[at + 4] as number;
    const f = source[at + 5] as number;
    const g = source[at + 6] as number;
    const h = source[at + 7] as number;
    if ((a | b | c | d | e | f | g | h) >= 0x80) return decodeLong(source, from, to);
    text += char(a, b, c, d, e, f, g, h);
  }
  if (at + 4 <= to) {
    const a = source[at] as number;
    const b = source[at + 1] as number;
    const c = source[at + 2] as number;
    const d = source[at + 3] as number;
    if ((a | b | c | d) >= 0x80) return decodeLong(source, from, to);
    text += char(a, b, c, d);
    at += 4;
  }
  for (; at < to; at++) {
    const byte = source[at] as number;
    if (byte >= 0x80) return decodeLong(source, from, to);
    text += char(byte);
  }
  return text;
}

/** As `decodeText`; the same key gives the same string object again and again. */
export function decodeKey(source: Uint8Array, from: number, to: number): string | undefined {
  const length = to - from;
  if (length === 0 || length > KEY_MAX) return decodeText(source, from, to);
  const mix = length * 131 + (source[from] as number) * 7 + (source[to - 1] as number) * 31;
  const slot = (mix + (source[from + (length >> 1)] as number) * 3) & (KEY_SLOTS - 1);
  const cached = keys[slot];
  if (cached !== undefined && same(cached.bytes, source, from, length)) return cached.text;
  const text = decodeText(source, from, to);
  if (text !== undefined) keys[slot] = { bytes: source.slice(from, to), text };
  return text;
}

function same(bytes: Uint8Array, source: Uint8Array, from: number, length: number): boolean {
  if (bytes.length !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[i] !== source[from + i]) return false;
  return true;
}

function decodeLong(source: Uint8Array, from: number, to: number): string | undefined {
  try {
    return decoder.decode(source.subarray(from, to));
  } catch {
    return undefined;
  }
}
