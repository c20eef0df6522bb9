import { Cursor } from "./cursor.js";
import { Kind, kindOfByte } from "./kind.js";
import { decodeKey, decodeText } from "./text.js";
import { MAX_DEPTH, readExtension, type Value } from "./value.js";

const NO_BYTES = new Uint8Array(0);

/**
 * What one message may cost to decode: a value is 1, a map 4 more, copied bytes 16 more. Without it
 * a few megabytes of empty maps would fill the host's heap.
 */
const BUDGET = 2 ** 24;

/**
 * Reads one MessagePack message with the tolerance of the wire contract: whole floats pass for
 * integers, 0 and 1 for booleans, nil for an empty array, map or bytes. Whatever else doesn't fit
 * throws a DecodeError.
 */
export class Reader extends Cursor {
  /** Whether bytes are views into the message instead of copies; for who is done before it changes. */
  borrows = false;
  /** What decoding the rest may cost. */
  budget = BUDGET;

  /** The kind of the next value, which stays unread. */
  peek(): Kind {
    if (this.offset >= this.end) this.truncated("value", this.offset, 1);
    return kindOfByte[this.source[this.offset] as number] as Kind;
  }

  /** Consumes the next value when it is nil. */
  isNil(): boolean {
    if (this.offset >= this.end || this.source[this.offset] !== 0xc0) return false;
    this.offset++;
    return true;
  }

  /** How many pairs follow; nil counts as an empty map. */
  map(): number {
    const at = this.offset;
    const byte = this.first("map");
    let count = 0;
    if (byte >= 0x80 && byte < 0x90) count = byte - 0x80;
    else if (byte === 0xde || byte === 0xdf)
      count = this.unsigned(byte === 0xde ? 2 : 4, "map", at);
    else if (byte !== 0xc0) this.unexpected("map", at);
    this.fitting("map", at, count * 2);
    this.spend("map", at, count + 4);
    return count;
  }

  /** How many values follow; nil counts as an empty array. */
  array(): number {
    const at = this.offset;
    const byte = this.first("array");
    let count = 0;
    if (byte >= 0x90 && byte < 0xa0) count = byte - 0x90;
    else if (byte === 0xdc || byte === 0xdd) {
      count = this.unsigned(byte === 0xdc ? 2 : 4, "array", at);
    } else if (byte !== 0xc0) this.unexpected("array", at);
    this.fitting("array", at, count);
    this.spend("array", at, count);
    return count;
  }

  /** A map's key. */
  key(): string {
    const at = this.offset;
    const length = this.stringLength("key", at);
    this.offset += length;
    const text = decodeKey(this.source, this.offset - length, this.offset);
    return text ?? this.badText("key", at);
  }

  string(): string {
    const at = this.offset;
    const length = this.stringLength("string", at);
    this.offset += length;
    const text = decodeText(this.source, this.offset - length, this.offset);
    return text ?? this.badText("string", at);
  }

  bool(): boolean {
    const at = this.offset;
    const byte = this.first("boolean");
    if (byte === 0xc3) return true;
    if (byte === 0xc2) return false;
    const value = this.number(byte, "boolean", at);
    if (value !== 0 && value !== 1) this.outOfRange("boolean", at, value);
    return value === 1;
  }

  i32(): number {
    return this.within("i32", -0x80000000, 0x7fffffff);
  }

  u32(): number {
    return this.within("u32", 0, 0xffffffff);
  }

  /** A number when it is safe, else a bigint. */
  i64(): number | bigint {
    const at = this.offset;
    const value = this.integer("i64", at);
    if (typeof value === "number" || BigInt.asIntN(64, value) === value) return value;
    this.outOfRange("i64", at, value);
  }

  /** A number when it is safe, else a bigint. */
  u64(): number | bigint {
    const at = this.offset;
    const value = this.integer("u64", at);
    const fits = typeof value === "number" ? value >= 0 : BigInt.asUintN(64, value) === value;
    return fits ? value : this.outOfRange("u64", at, value);
  }

  f64(): number {
    const at = this.offset;
    return Number(this.number(this.first("float"), "float", at));
  }

  /** The bytes of bin or str, of an array of integers 0 to 255, or nothing for nil. */
  bytes(): Uint8Array {
    const at = this.offset;
    const byte = this.first("bytes");
    const kind = kindOfByte[byte];
    if (kind === Kind.bytes) return this.copy(this.unsigned(1 << (byte - 0xc4), "bytes", at), at);
    if (kind === Kind.nil) return NO_BYTES;
    this.offset = at;
    if (kind === Kind.string) return this.copy(this.stringLength("bytes", at), at);
    if (kind !== Kind.array) this.unexpected("bytes", at);
    const out = new Uint8Array(this.array());
    for (let i = 0; i < out.length; i++) out[i] = this.within("byte", 0, 255);
    return out;
  }

  /** Any value. */
  value(): Value {
    return this.valueAt(0);
  }

  /** Passes over any value. */
  skip(): void {
    this.skipAt(0);
  }

  /** The bytes of the next value, whatever it is. */
  spliced(): Uint8Array {
    const from = this.offset;
    this.skip();
    return this.taken(from);
  }

  /** The bytes of the next value; of a bin, what it holds. */
  args(): Uint8Array {
    return this.peek() === Kind.bytes ? this.bytes() : this.spliced();
  }

  /** Fails when anything is left. */
  finish(): void {
    const left = this.end - this.offset;
    if (left === 0) return;
    const reason = `${left} more ${left === 1 ? "byte" : "bytes"} than the value has`;
    this.fail("trailing", this.offset, { wanted: "message", reason });
  }

  /** Fails because the map that began at `at` lacks a required key. */
  missing(name: string, at: number): never {
    this.fail("missing", at, { wanted: "map", reason: `"${name}" is missing` });
  }

  private within(wanted: string, min: number, max: number): number {
    const at = this.offset;
    const value = this.integer(wanted, at);
    return value >= min && value <= max ? (value as number) : this.outOfRange(wanted, at, value);
  }

  private integer(wanted: string, at: number): number | bigint {
    const value = this.number(this.first(wanted), wanted, at);
    if (Number.isSafeInteger(value) || typeof value === "bigint") return value;
    if (!Number.isInteger(value)) this.unexpected(wanted, at);
    return BigInt(value);
  }

  private stringLength(wanted: string, at: number): number {
    const byte = this.first(wanted);
    let length = byte - 0xa0;
    if (byte >= 0xd9 && byte <= 0xdb) length = this.unsigned(1 << (byte - 0xd9), wanted, at);
    else if (byte < 0xa0 || byte >= 0xc0) this.unexpected(wanted, at);
    return this.fitting(wanted, at, length);
  }

  private copy(length: number, at: number): Uint8Array {
    this.fitting("bytes", at, length);
    const from = this.offset;
    this.offset = from + length;
    return this.taken(from);
  }

  private taken(from: number): Uint8Array {
    if (from === this.offset) return NO_BYTES;
    this.spend("bytes", from, 16);
    return this.borrows
      ? this.source.subarray(from, this.offset)
      : this.source.slice(from, this.offset);
  }

  private spend(wanted: string, at: number, cost: number): void {
    this.budget -= cost;
    if (this.budget >= 0) return;
    this.fail("too_many", at, { wanted, reason: "the message holds too many values" });
  }

  private valueAt(depth: number): Value {
    const at = this.offset;
    const byte = this.first("value");
    switch (kindOfByte[byte]) {
      case Kind.nil:
        return null;
      case Kind.boolean:
        return byte === 0xc3;
      case Kind.integer:
      case Kind.float:
        return this.number(byte, "value", at);
      case Kind.extension:
        return this.extension(byte, at);
      case Kind.reserved:
        this.unexpected("value", at);
    }
    this.offset = at;
    switch (kindOfByte[byte]) {
      case Kind.string:
        return this.string();
      case Kind.bytes:
        return this.bytes();
      case Kind.array:
        return this.arrayAt(this.deeper(depth));
      default:
        return this.mapAt(this.deeper(depth));
    }
  }

  private arrayAt(depth: number): Value[] {
    const list: Value[] = [];
    for (let left = this.array(); left > 0; left--) list.push(this.valueAt(depth));
    return list;
  }

  private mapAt(depth: number): Value {
    const object: { [key: string]: Value } = {};
    for (let left = this.map(); left > 0; left--) {
      if (this.peek() !== Kind.string) {
        return this.pairs(new Map<Value, Value>(Object.entries(object)), left, depth);
      }
      const key = this.key();
      const value = this.valueAt(depth);
      if (key !== "__proto__") object[key] = value;
      else
        Object.defineProperty(object, key, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
    }
    return object;
  }

  private pairs(map: Map<Value, Value>, count: number, depth: number): Map<Value, Value> {
    for (let left = count; left > 0; left--) {
      const key = this.valueAt(depth);
      map.set(key, this.valueAt(depth));
    }
    return map;
  }

  private extension(byte: number, at: number): Value {
    const fixed = byte >= 0xd4;
    const width = 1 << (byte - (fixed ? 0xd4 : 0xc7));
    const length = fixed ? width : this.unsigned(width, "extension", at);
    const type = (this.unsigned(1, "extension", at) << 24) >> 24;
    this.fitting("extension", at, length);
    return readExtension(type, this.copy(length, at));
  }

  private skipAt(depth: number): void {
    const at = this.offset;
    const byte = this.first("value");
    const kind = kindOfByte[byte] as Kind;
    if (kind === Kind.integer || kind === Kind.float) this.number(byte, "value", at);
    else if (kind === Kind.reserved) this.unexpected("value", at);
    else if (kind === Kind.extension) this.extension(byte, at);
    else if (kind > Kind.float) {
      this.offset = at;
      this.skipLong(kind, depth);
    }
  }

  private skipLong(kind: Kind, depth: number): void {
    const at = this.offset;
    if (kind === Kind.string) {
      const length = this.stringLength("string", at);
      this.offset += length;
    } else if (kind === Kind.bytes) {
      const width = 1 << (this.first("bytes") - 0xc4);
      const length = this.fitting("bytes", at, this.unsigned(width, "bytes", at));
      this.offset += length;
    } else {
      const deeper = this.deeper(depth);
      const count = kind === Kind.map ? this.map() * 2 : this.array();
      for (let left = count; left > 0; left--) this.skipAt(deeper);
    }
  }

  private deeper(depth: number): number {
    if (depth < MAX_DEPTH) return depth + 1;
    this.fail("depth", this.offset, {
      wanted: "value",
      reason: `nested deeper than ${MAX_DEPTH} levels`,
    });
  }
}
