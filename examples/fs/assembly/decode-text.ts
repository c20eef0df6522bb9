/** The text of bytes, or null when they aren't UTF-8, so that writing it back would change them. */
export function decodeText(bytes: Uint8Array): string | null {
  const text = String.UTF8.decode(bytes.buffer);
  const again = String.UTF8.encode(text);
  if (again.byteLength != bytes.length) return null;
  const same = memory.compare(changetype<usize>(again), bytes.dataStart, bytes.length) == 0;
  return same ? text : null;
}
