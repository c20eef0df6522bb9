/** The MessagePack bytes of a map's key, of at most 31 ASCII characters. */
export function key(name: string): Uint8Array {
  const text = new TextEncoder().encode(name);
  return Uint8Array.of(0xa0 | text.length, ...text);
}
