import { isUtf8 } from "node:buffer";
import { decode, ExtData } from "@msgpack/msgpack";

// What the contract says about bytes, worked out without any code of ours but this: another library
// decodes, and these rules say what a reader tolerates.

/** Thrown for bytes that must be refused. */
export class Refusal extends Error {}

/** A string as bytes, so that it can be told from a bin and be checked. */
export class Text {
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

type Pairs = [key: unknown, value: unknown][];

/**
 * A key byte by byte, as latin1. The library's own reader of keys reads past the end of a key that breaks
 * off within a character, and keeps what it read in a cache of random content: the same bytes are another
 * key in another run.
 */
const keyDecoder = {
  canBeCached: () => true,
  decode: (bytes: Uint8Array, at: number, size: number) =>
    Buffer.from(bytes.subarray(at, at + size)).toString("latin1"),
};

const extensionCodec = {
  tryToEncode: () => null,
  decode: (data: Uint8Array, type: number) => new ExtData(type, data),
};

/** Decodes exactly one value. A map is a list of its pairs, so that none gets lost. */
export function decodeAll(bytes: Uint8Array): unknown {
  try {
    return merge(decodeOnce(bytes, true), decodeOnce(bytes, false));
  } catch (cause) {
    throw new Refusal("not one MessagePack value", { cause });
  }
}

function decodeOnce(bytes: Uint8Array, rawStrings: boolean): unknown {
  let count = 0;
  return decode(bytes, {
    useBigInt64: true,
    rawStrings,
    extensionCodec,
    keyDecoder,
    maxArrayLength: bytes.length,
    maxMapLength: bytes.length,
    mapKeyConverter: (key) => `${count++}${typeof key === "string" ? `=${key}` : "?"}`,
  });
}

/** What is bytes here and a string there is a string. */
function merge(raw: unknown, plain: unknown): unknown {
  if (raw instanceof Uint8Array) return typeof plain === "string" ? new Text(raw) : raw;
  if (Array.isArray(raw)) return raw.map((item, i) => merge(item, (plain as unknown[])[i]));
  if (typeof raw !== "object" || raw === null || raw instanceof ExtData) return raw;
  const values = Object.values(plain as object);
  const pairs = Object.entries(raw).map(([key, value], i) => [keyOf(key), merge(value, values[i])]);
  return new Map(pairs.map((pair, i) => [i, pair]));
}

function keyOf(key: string): unknown {
  const at = key.indexOf("=");
  return at < 0 ? undefined : key.slice(at + 1);
}

export function pairsOf(value: unknown): Pairs {
  if (value === null) return [];
  if (!(value instanceof Map)) throw new Refusal("no map");
  return [...(value as Map<number, Pairs[number]>).values()];
}

/** Reads the fields of a map; of equal keys the last one that isn't nil counts. */
export function readFields(value: unknown, readers: Record<string, (value: unknown) => unknown>) {
  const fields: Record<string, unknown> = {};
  for (const [key, inner] of pairsOf(value)) {
    if (typeof key !== "string") throw new Refusal("a key that is no string");
    const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (read !== undefined && inner !== null) fields[key] = read(inner);
    else if (levels(inner) > 64) throw new Refusal("nested too deep");
  }
  return fields;
}

export function levels(value: unknown): number {
  if (Array.isArray(value)) return 1 + Math.max(0, ...value.map(levels));
  if (value instanceof Map) return 1 + Math.max(0, ...pairsOf(value).map(([, v]) => levels(v)));
  return 0;
}

export function integer(low: bigint, high: bigint) {
  return (value: unknown): bigint => {
    if (typeof value !== "bigint" && !Number.isInteger(value)) throw new Refusal("no integer");
    const wide = BigInt(value as number | bigint);
    if (wide < low || wide > high) throw new Refusal("out of range");
    return wide;
  };
}

const u8 = integer(0n, 255n);

export function text(value: unknown): string {
  if (!(value instanceof Text) || !isUtf8(value.bytes)) throw new Refusal("no text");
  return Buffer.from(value.bytes).toString("utf8");
}

export function float(value: unknown): number {
  if (typeof value !== "number" && typeof value !== "bigint") throw new Refusal("no number");
  return Number(value);
}

export function flag(value: unknown): boolean {
  return typeof value === "boolean" ? value : integer(0n, 1n)(value) === 1n;
}

/** Bytes whose text form is base64. */
export function bytes(value: unknown): Uint8Array {
  if (!(value instanceof Text)) return rawBytes(value);
  return base64(Buffer.from(value.bytes).toString("latin1"));
}

/** Bytes whose text form is what they are. */
export function rawBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (Array.isArray(value)) return Uint8Array.from(value, (item) => Number(u8(item)));
  if (value instanceof Text) return Uint8Array.from(value.bytes);
  throw new Refusal("no bytes");
}

function base64(given: string): Uint8Array {
  const chars = given.replace(/={1,2}$/, "");
  const isPadded = chars.length !== given.length;
  const fits = chars.length % 4 !== 1 && !(isPadded && given.length % 4 !== 0);
  if (!fits || !/^[A-Za-z0-9+/_-]*$/.test(chars)) throw new Refusal("no base64");
  return Uint8Array.from(Buffer.from(chars, "base64"));
}

export function bin(value: unknown): Uint8Array {
  if (value instanceof Text) return value.bytes;
  if (!(value instanceof Uint8Array)) throw new Refusal("no bytes");
  return value;
}
