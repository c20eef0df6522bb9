/** Bytes of base64 in either alphabet, with or without padding; undefined for anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={1,2}$/, "");
  const isPadded = digits.length === text.length || text.length % 4 === 0;
  if (!isPadded || digits.length % 4 === 1 || !/^[A-Za-z0-9+/_-]*$/.test(digits)) return undefined;
  return new Uint8Array(Buffer.from(digits, "base64"));
}
