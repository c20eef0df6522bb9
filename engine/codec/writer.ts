import { Extension, MAX_DEPTH, Timestamp, timestampBytes } from "./value.js";

/** Up to this many characters a loop beats the call into TextEncoder (measured). */
const SHORT = 31;

/** A buffer larger than this isn't kept for the next message. */
const KEEP_BYTES = 4 * 1024 * 1024;

const encoder = new TextEncoder();
const scratch = new DataView(new ArrayBuffer(8));

/**
 * Writes MessagePack into a buffer that grows and is used again after `reset`. Throws a TypeError
 * for a value of another type than asked for, whatever the compiler was told.
 */
export class Writer {
  /** Valid up to `length`; replaced when it grows. */
  buffer: Uint8Array;
  length = 0;

  constructor(capacity = 1024) {
    this.buffer = new Uint8Array(capacity);
  }

  reset(): void {
    this.length = 0;
    if (this.buffer.length > KEEP_BYTES) this.buffer = new Uint8Array(1024);
  }

  /** What was written so far: a view, valid until the next reset or write. */
  take(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  nil(): void {
    this.byte(0xc0);
  }

  bool(value: boolean): void {
    if (typeof value !== "boolean") mistyped("boolean", value);
    this.byte(value ? 0xc3 : 0xc2);
  }

  map(count: number): void {
    if (count < 16) this.byte(0x80 | count);
    else if (count < 0x10000) this.head(0xde, count, 2);
    else this.head(0xdf, count, 4);
  }

  array(count: number): void {
    if (count < 16) this.byte(0x90 | count);
    else if (count < 0x10000) this.head(0xdc, count, 2);
    else this.head(0xdd, count, 4);
  }

  string(text: string): void {
    if (typeof text !== "string") mistyped("string", text);
    if (text.length <= SHORT && this.shortString(text)) return;
    this.longString(text);
  }

  /** False, with nothing written, when a character isn't ASCII. */
  private shortString(text: string): boolean {
    const length = text.length;
    this.reserve(length + 1);
    const { buffer } = this;
    let to = this.length;
    buffer[to++] = 0xa0 | length;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) return false;
      buffer[to++] = unit;
    }
    this.length = to;
    return true;
  }

  bytes(value: Uint8Array): void {
    if (!(value instanceof Uint8Array)) mistyped("bytes", value);
    const length = value.length;
    if (length < 0x100) this.head(0xc4, length, 1);
    else if (length < 0x10000) this.head(0xc5, length, 2);
    else this.head(0xc6, length, 4);
    this.raw(value);
  }

  /** Bytes that already are MessagePack. */
  raw(value: Uint8Array): void {
    const count = value.length;
    this.reserve(count);
    const { buffer, length } = this;
    if (count > SHORT) buffer.set(value, length);
    else for (let i = 0; i < count; i++) buffer[length + i] = value[i] as number;
    this.length = length + count;
  }

  /** Begins a bin whose content is written next; `closeBytes` takes what this returns. */
  openBytes(): number {
    this.head(0xc6, 0, 4);
    return this.length;
  }

  closeBytes(from: number): void {
    this.put32(from - 4, this.length - from);
  }

  /** A whole number from -2^63 to 2^64 - 1. */
  int(value: number | bigint): void {
    if (typeof value === "bigint") this.bigint(value);
    else if (value >= 0 && value < 0x80 && Number.isInteger(value)) this.byte(value);
    else if (typeof value !== "number") mistyped("integer", value);
    else if (!Number.isInteger(value)) {
      throw new RangeError(`Cannot encode integer: ${value} is no whole number`);
    } else if (value >= 0) this.positive(value);
    else this.negative(value);
  }

  f64(value: number): void {
    if (typeof value !== "number") mistyped("float", value);
    scratch.setFloat64(0, value);
    this.eight(0xcb, scratch.getUint32(0), scratch.getUint32(4));
  }

  /** An extension of a type from -128 to 127. */
  extension(type: number, data: Uint8Array): void {
    if (!(Number.isInteger(type) && type >= -128 && type <= 127)) {
      throw new RangeError(`Cannot encode extension: type ${type} isn't within -128 to 127`);
    }
    const length = data.length;
    const fixed = [1, 2, 4, 8, 16].indexOf(length);
    if (fixed >= 0) this.byte(0xd4 + fixed);
    else if (length < 0x100) this.head(0xc7, length, 1);
    else if (length < 0x10000) this.head(0xc8, length, 2);
    else this.head(0xc9, length, 4);
    this.byte(type & 0xff);
    this.raw(data);
  }

  /**
   * Any plain value: whole numbers as integers (-0 and those beyond 2^53 as floats), a Date as a
   * timestamp, undefined as nil, keys whose value is undefined left out.
   */
  value(value: unknown): void {
    this.valueAt(value, 0);
  }

  private valueAt(value: unknown, depth: number): void {
    if (typeof value === "string") this.string(value);
    else if (typeof value === "number") this.numeric(value);
    else if (typeof value === "boolean") this.bool(value);
    else if (value === undefined || value === null) this.nil();
    else if (typeof value === "bigint") this.bigint(value);
    else if (typeof value === "object") this.object(value, depth);
    else throw new TypeError(`Cannot encode value: a ${typeof value} has no MessagePack form`);
  }

  private numeric(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) this.int(value);
    else this.f64(value);
  }

  private object(value: object, depth: number): void {
    if (value instanceof Uint8Array) this.bytes(value);
    else if (value instanceof Extension) this.extension(value.type, value.data);
    else if (value instanceof Timestamp) this.extension(-1, timestampBytes(value));
    else if (value instanceof Date) this.object(Timestamp.fromDate(value), depth);
    else if (depth === MAX_DEPTH) {
      throw new RangeError(`Cannot encode value: nested deeper than ${MAX_DEPTH} levels`);
    } else this.container(value, depth + 1);
  }

  private container(value: object, depth: number): void {
    if (Array.isArray(value)) {
      this.array(value.length);
      for (let i = 0; i < value.length; i++) this.valueAt(value[i], depth);
    } else if (value instanceof Map) {
      this.map(value.size);
      for (const [key, item] of value) {
        this.valueAt(key, depth);
        this.valueAt(item, depth);
      }
    } else this.plainObject(value as Record<string, unknown>, depth);
  }

  private plainObject(value: Record<string, unknown>, depth: number): void {
    const keys = Object.keys(value);
    let count = 0;
    for (const key of keys) if (value[key] !== undefined) count++;
    this.map(count);
    for (const key of keys) {
      const item = value[key];
      if (item === undefined) continue;
      this.string(key);
      this.valueAt(item, depth);
    }
  }

  private positive(value: number): void {
    if (value < 0x100) this.head(0xcc, value, 1);
    else if (value < 0x10000) this.head(0xcd, value, 2);
    else if (value < 0x100000000) this.head(0xce, value, 4);
    else this.bigint(BigInt(value));
  }

  private negative(value: number): void {
    if (value >= -0x20) this.byte(value & 0xff);
    else if (value >= -0x80) this.head(0xd0, value & 0xff, 1);
    else if (value >= -0x8000) this.head(0xd1, value & 0xffff, 2);
    else if (value >= -0x80000000) this.head(0xd2, value >>> 0, 4);
    else this.bigint(BigInt(value));
  }

  private bigint(value: bigint): void {
    if (value >= -0x80000000n && value <= 0xffffffffn) this.int(Number(value));
    else if (value < -0x8000000000000000n || value > 0xffffffffffffffffn) {
      throw new RangeError(`Cannot encode integer: ${value} has more than 64 bits`);
    } else {
      const high = Number((value >> 32n) & 0xffffffffn);
      this.eight(value < 0n ? 0xd3 : 0xcf, high, Number(value & 0xffffffffn));
    }
  }

  private eight(format: number, high: number, low: number): void {
    this.reserve(9);
    this.buffer[this.length] = format;
    this.put32(this.length + 1, high);
    this.put32(this.length + 5, low);
    this.length += 9;
  }

  /** Guesses one byte for each character first, and moves the text when that was too few. */
  private longString(text: string): void {
    const units = text.length;
    this.reserve(units + 5);
    const from = this.length;
    const guess = headerWidth(units);
    let to = from + guess;
    const head = encoder.encodeInto(text, this.buffer.subarray(to));
    let { written } = head;
    to += written;
    if (head.read < units) {
      this.length = to;
      this.reserve((units - head.read) * 3 + 5);
      const rest = encoder.encodeInto(text.slice(head.read), this.buffer.subarray(to));
      written += rest.written;
      to += rest.written;
    }
    const width = headerWidth(written);
    if (width !== guess) {
      this.length = to;
      this.reserve(width - guess);
      this.buffer.copyWithin(from + width, from + guess, to);
    }
    this.length = from;
    this.stringHead(written);
    this.length = from + width + written;
  }

  private stringHead(length: number): void {
    if (length < 32) this.byte(0xa0 | length);
    else if (length < 0x100) this.head(0xd9, length, 1);
    else if (length < 0x10000) this.head(0xda, length, 2);
    else this.head(0xdb, length, 4);
  }

  private byte(value: number): void {
    if (this.length === this.buffer.length) this.reserve(1);
    this.buffer[this.length++] = value;
  }

  /** A format byte and a big-endian number of `width` bytes. */
  private head(format: number, value: number, width: 1 | 2 | 4): void {
    this.reserve(5);
    const { buffer, length } = this;
    buffer[length] = format;
    if (width === 1) buffer[length + 1] = value;
    else if (width === 2) {
      buffer[length + 1] = value >> 8;
      buffer[length + 2] = value;
    } else this.put32(length + 1, value);
    this.length = length + 1 + width;
  }

  private put32(at: number, value: number): void {
    const { buffer } = this;
    buffer[at] = value >>> 24;
    buffer[at + 1] = value >>> 16;
    buffer[at + 2] = value >>> 8;
    buffer[at + 3] = value;
  }

  private reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.buffer.length) return;
    const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2));
    grown.set(this.buffer.subarray(0, this.length));
    this.buffer = grown;
  }
}

function headerWidth(length: number): number {
  return length < 32 ? 1 : length < 0x100 ? 2 : length < 0x10000 ? 3 : 5;
}

function mistyped(wanted: string, value: unknown): never {
  const found = value === null ? "null" : typeof value;
  throw new TypeError(`Cannot encode ${wanted}: found ${found}`);
}
