/** Below this many bytes a loop beats the call into TextDecoder (measured). */
const SHORT = 24;
const KEY_MAX = 24;
const KEY_SLOTS = 512;

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const units: number[] = [];

interface CachedKey {
  bytes: Uint8Array;
  text: string;
}

const keys: (CachedKey | undefined)[] = new Array(KEY_SLOTS).fill(undefined);

/** The text of these bytes, or undefined when they aren't UTF-8. */
export function decodeText(source: Uint8Array, from: number, to: number): string | undefined {
  if (to - from > SHORT) return decodeLong(source, from, to);
  const length = to - from;
  units.length = length;
  for (let i = 0; i < length; i++) {
    const byte = source[from + i] as number;
    if (byte >= 0x80) return decodeLong(source, from, to);
    units[i] = byte;
  }
  return String.fromCharCode.apply(null, units);
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
