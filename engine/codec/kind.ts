/** What a value's first byte says it is; the numbers are those of the guest's MsgValue. */
export const Kind = {
  nil: 0,
  boolean: 1,
  integer: 2,
  float: 3,
  string: 4,
  bytes: 5,
  array: 6,
  map: 7,
  extension: 8,
  reserved: 9,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

const names = Object.keys(Kind);

/** The kind of every possible first byte. */
export const kindOfByte = Uint8Array.from({ length: 256 }, (_, byte) => classify(byte));

export function kindName(byte: number): string {
  return names[kindOfByte[byte] as number] as string;
}

function classify(byte: number): Kind {
  if (byte < 0x80 || byte >= 0xe0) return Kind.integer;
  if (byte < 0x90) return Kind.map;
  if (byte < 0xa0) return Kind.array;
  if (byte < 0xc0) return Kind.string;
  if (byte === 0xc0) return Kind.nil;
  if (byte === 0xc1) return Kind.reserved;
  if (byte < 0xc4) return Kind.boolean;
  if (byte < 0xc7) return Kind.bytes;
  if (byte < 0xca) return Kind.extension;
  if (byte < 0xcc) return Kind.float;
  if (byte < 0xd4) return Kind.integer;
  if (byte < 0xd9) return Kind.extension;
  if (byte < 0xdc) return Kind.string;
  return byte < 0xde ? Kind.array : Kind.map;
}
