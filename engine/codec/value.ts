/** Containers may nest this deep; one level more is refused, on both sides of the wire. */
export const MAX_DEPTH = 64;

/** An extension value that has no JavaScript counterpart. `type` is -128 to 127. */
export class Extension {
  readonly type: number;
  readonly data: Uint8Array;

  constructor(type: number, data: Uint8Array) {
    this.type = type;
    this.data = data;
  }
}

/** MessagePack's timestamp (extension -1): seconds since 1970, nanoseconds 0 to 999,999,999. */
export class Timestamp {
  readonly seconds: number | bigint;
  readonly nanoseconds: number;

  constructor(seconds: number | bigint, nanoseconds = 0) {
    this.seconds = seconds;
    this.nanoseconds = nanoseconds;
  }

  static fromDate(date: Date): Timestamp {
    const ms = date.getTime();
    const seconds = Math.floor(ms / 1000);
    return new Timestamp(seconds, (ms - seconds * 1000) * 1_000_000);
  }

  toDate(): Date {
    return new Date(Number(this.seconds) * 1000 + Math.floor(this.nanoseconds / 1_000_000));
  }
}

/**
 * What `Reader.value` gives: integers beyond 2^53 are bigint, a map with only string keys is a
 * plain object and any other map a Map.
 */
export type Value =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Extension
  | Timestamp
  | Value[]
  | { [key: string]: Value }
  | Map<Value, Value>;

/** A timestamp when `data` has one of its three layouts, else the extension as it came. */
export function readExtension(type: number, data: Uint8Array): Extension | Timestamp {
  if (type !== -1) return new Extension(type, data);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length === 4) return new Timestamp(view.getUint32(0));
  if (data.length !== 8 && data.length !== 12) return new Extension(type, data);
  const high = view.getUint32(0);
  const nanoseconds = data.length === 8 ? high >>> 2 : high;
  if (nanoseconds > 999_999_999) return new Extension(type, data);
  if (data.length === 8)
    return new Timestamp((high & 3) * 2 ** 32 + view.getUint32(4), nanoseconds);
  const seconds = view.getBigInt64(4);
  const small = Number(seconds);
  return new Timestamp(Number.isSafeInteger(small) ? small : seconds, nanoseconds);
}

/** The shortest of the three layouts that holds the timestamp. */
export function timestampBytes(time: Timestamp): Uint8Array {
  const { nanoseconds } = time;
  if (!(Number.isInteger(nanoseconds) && nanoseconds >= 0 && nanoseconds <= 999_999_999)) {
    throw new RangeError(`Cannot encode timestamp: ${nanoseconds} is no count of nanoseconds`);
  }
  const seconds = BigInt(time.seconds);
  const short = seconds >= 0n && seconds < 1n << 34n;
  const length = !short ? 12 : nanoseconds === 0 && seconds < 1n << 32n ? 4 : 8;
  const view = new DataView(new ArrayBuffer(length));
  if (length === 4) view.setUint32(0, Number(seconds));
  else if (length === 8) view.setBigUint64(0, (BigInt(nanoseconds) << 34n) | seconds);
  else {
    view.setUint32(0, nanoseconds);
    view.setBigInt64(4, seconds);
  }
  return new Uint8Array(view.buffer);
}
