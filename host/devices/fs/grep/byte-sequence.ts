/** A piece of a RegExp over bytes, and what is known of it. */
export interface ByteSequence {
  /** Source of a RegExp over text whose characters are bytes; without repetition. */
  readonly source: string;
  /** In how many ways it can be tried at one place. */
  readonly paths: number;
  /** The higher, the rarer it is in text. */
  readonly bits: number;
}

/** ASCII characters by their codes. */
export type AsciiSet = ReadonlySet<number>;

/** Non-ASCII letters that are a `k` or an `s` where case is ignored, as UTF-8. */
const foldsOfK = "\\xe2\\x84\\xaa";
const foldsOfS = "\\xc5\\xbf";

export function asciiRange(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

const digits = asciiRange(0x30, 0x39);
const letters = [...asciiRange(0x41, 0x5a), ...asciiRange(0x61, 0x7a)];

/** What `\d`, `\s` and `\w` stand for. */
export const perlSets: Readonly<Record<string, readonly number[]>> = {
  d: digits,
  s: [0x09, 0x0a, 0x0c, 0x0d, 0x20],
  w: [...digits, ...letters, 0x5f],
};

/** One character of a set. */
export function sequenceOfSet(set: AsciiSet, { ignoreCase }: { ignoreCase: boolean }) {
  const codes = ignoreCase ? new Set([...set].flatMap(bothCases)) : set;
  const more = [
    ...(ignoreCase && codes.has(0x6b) ? [foldsOfK] : []),
    ...(ignoreCase && codes.has(0x73) ? [foldsOfS] : []),
  ];
  const one = `[${[...codes].map(escapeByte).join("")}]`;
  const source = more.length > 0 ? `(?:${[one, ...more].join("|")})` : one;
  return { source, paths: 1 + more.length, bits: Math.log2(128 / Math.max(1, codes.size)) };
}

/** A character beyond ASCII, whose case counts. */
export function sequenceOfText(text: string): ByteSequence {
  const bytes = [...Buffer.from(text)];
  return { source: bytes.map(escapeByte).join(""), paths: 1, bits: 6 * bytes.length };
}

function bothCases(code: number): number[] {
  const char = String.fromCharCode(code);
  return [char.toLowerCase().charCodeAt(0), char.toUpperCase().charCodeAt(0)];
}

function escapeByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, "0")}`;
}
