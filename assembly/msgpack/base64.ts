/** Sextet of a character of the standard or the URL alphabet, or 64. */
function sextet(char: u32): u32 {
  if (char >= 65 && char <= 90) return char - 65;
  if (char >= 97 && char <= 122) return char - 71;
  if (char >= 48 && char <= 57) return char + 4;
  if (char == 43 || char == 45) return 62;
  return char == 47 || char == 95 ? 63 : 64;
}

/** Length of the text at `ptr` without its padding. */
function unpadded(ptr: usize, size: usize): usize {
  if (size > 0 && load<u8>(ptr + size - 1) == 61) size--;
  if (size > 0 && load<u8>(ptr + size - 1) == 61) size--;
  return size;
}

/** Bytes that `size` characters of base64 text at `ptr` decode to. */
export function base64Size(ptr: usize, size: usize): i32 {
  return ((unpadded(ptr, size) * 3) >> 2) as i32;
}

/** Decodes base64 text into `to`, which holds `base64Size` bytes; false when the text is malformed. */
export function decodeBase64(ptr: usize, size: usize, to: Uint8Array): bool {
  const chars = unpadded(ptr, size);
  if ((chars & 3) == 1 || (chars != size && (size & 3) != 0)) return false;
  let out = to.dataStart;
  let bits: u32 = 0;
  for (let i: usize = 0; i < chars; i++) {
    const value = sextet(load<u8>(ptr + i));
    if (value == 64) return false;
    bits = (bits << 6) | value;
    if ((i & 3) == 0) continue;
    store<u8>(out++, bits >> (6 - (((i as u32) & 3) << 1)));
  }
  return true;
}
