/** Where an IPv6 prefix (in bytes) carries an IPv4 address that packets end at. */
const carriers: readonly { prefix: readonly number[]; at: number; flip?: boolean }[] = [
  // IPv4-compatible (RFC 4291, deprecated); `::` and `::1` are told apart below.
  { prefix: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], at: 12 },
  // IPv4-translated (RFC 2765).
  { prefix: [0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0], at: 12 },
  // NAT64 (RFC 6052); the local-use prefix (RFC 8215) counts as private instead.
  { prefix: [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0], at: 12 },
  // 6to4 (RFC 3056).
  { prefix: [0x20, 0x02], at: 2 },
  // Teredo (RFC 4380) inverts the client's address.
  { prefix: [0x20, 0x01, 0, 0], at: 12, flip: true },
];

/** The IPv4 address inside an IPv6 address that only wraps it. */
export function embeddedAddress(bytes: readonly number[]): number[] | undefined {
  if (bytes.length === 4 || isUnspecifiedOrLoopback(bytes)) return undefined;
  const carrier =
    carriers.find(({ prefix }) => prefix.every((byte, i) => byte === bytes[i])) ?? isatap(bytes);
  return (
    carrier && bytes.slice(carrier.at, carrier.at + 4).map((b) => (carrier.flip ? b ^ 0xff : b))
  );
}

/** ISATAP (RFC 5214) tunnels from any prefix to the address after `0:5efe`. */
function isatap(bytes: readonly number[]): { at: number; flip?: boolean } | undefined {
  const isTunnel = ((bytes[8] as number) & 0xfd) === 0 && bytes[9] === 0;
  return isTunnel && bytes[10] === 0x5e && bytes[11] === 0xfe ? { at: 12 } : undefined;
}

function isUnspecifiedOrLoopback(bytes: readonly number[]): boolean {
  return bytes.every((byte, i) => byte === 0 || (i === 15 && byte === 1));
}
