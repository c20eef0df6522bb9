const encoder = new TextEncoder();

/** MessagePack of what a descriptor holds; always the shortest form. */
export function encodeText(text: string): number[] {
  const bytes = textHeader(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 0x80) return encodeWide(text);
    bytes.push(code);
  }
  return bytes;
}

/** Apart, for a buffer of its own for each of many short texts keeps the collector busy. */
function encodeWide(text: string): number[] {
  const body = encoder.encode(text);
  return [...textHeader(body.length), ...body];
}

function textHeader(length: number): number[] {
  if (length < 32) return [0xa0 | length];
  if (length < 0x100) return [0xd9, length];
  return length < 0x10000 ? [0xda, ...big(length, 2)] : [0xdb, ...big(length, 4)];
}

export function encodeMapHeader(pairs: number): number[] {
  if (pairs < 16) return [0x80 | pairs];
  return pairs < 0x10000 ? [0xde, ...big(pairs, 2)] : [0xdf, ...big(pairs, 4)];
}

export function encodeArrayHeader(items: number): number[] {
  if (items < 16) return [0x90 | items];
  return items < 0x10000 ? [0xdc, ...big(items, 2)] : [0xdd, ...big(items, 4)];
}

export function encodeBool(value: boolean): number[] {
  return [value ? 0xc3 : 0xc2];
}

export function encodeNumber(value: number | bigint): number[] {
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return encodeInt(BigInt(value));
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return [0xcb, ...new Uint8Array(view.buffer)];
}

function encodeInt(value: bigint): number[] {
  if (value >= -32n && value < 128n) return [Number(BigInt.asUintN(8, value))];
  for (const [index, bytes] of [1, 2, 4, 8].entries()) {
    const bits = bytes * 8;
    if (value > 0n && value === BigInt.asUintN(bits, value))
      return [0xcc + index, ...big(value, bytes)];
    if (value < 0n && value === BigInt.asIntN(bits, value))
      return [0xd0 + index, ...big(value, bytes)];
  }
  return encodeNumber(Number(value));
}

/** The lowest `length` bytes of a number, most significant first. */
function big(value: number | bigint, length: number): number[] {
  const bits = BigInt(value);
  return Array.from({ length }, (_, index) =>
    Number((bits >> BigInt(8 * (length - 1 - index))) & 0xffn),
  );
}
