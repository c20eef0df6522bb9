import type { Random } from "../support/random.js";

/** Type bytes and sizes at their edges. */
export const telling = [
  0x00, 0x01, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0x9f, 0xa0, 0xa4, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4,
  0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd9, 0xda,
  0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xe0, 0xff,
];

type Change = (bytes: number[], at: number, random: Random) => void;

const changes: Change[] = [
  (bytes, at, random) => bytes.splice(at, 1, random.below(256)),
  (bytes, at, random) => bytes.splice(at, 1, random.pick(telling)),
  (bytes, at, random) => bytes.splice(at, 1, ((bytes[at] as number) + random.pick([-1, 1])) & 255),
  (bytes, at, random) => bytes.splice(at, 1, (bytes[at] as number) ^ (1 << random.below(8))),
  (bytes, at, random) => bytes.splice(at, 0, random.pick(telling)),
  (bytes, at, random) => bytes.splice(at, 1 + random.below(4)),
  (bytes, at, random) => bytes.splice(at, 0, ...bytes.slice(at, at + 1 + random.below(12))),
  (bytes, at) => bytes.splice(at),
];

/** A copy with one to three changes. */
export function mutate(given: Uint8Array, random: Random): Uint8Array {
  const bytes = Array.from(given);
  for (let left = 1 + random.below(3); left > 0 && bytes.length > 0; left--) {
    random.pick(changes)(bytes, random.below(bytes.length), random);
  }
  return Uint8Array.from(bytes);
}
