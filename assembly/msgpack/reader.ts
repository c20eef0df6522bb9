import { base64Size, decodeBase64 } from "./base64";
import { Cursor } from "./cursor";
import { FAULT_CHOICE, FAULT_DEPTH, FAULT_END, FAULT_MISSING, FAULT_RANGE, FAULT_UTF8, MAX_DEPTH } from "./fault";
import { isOption } from "./options";
import {
  BASE64,
  BOOLEAN,
  BYTES,
  EXT,
  I16,
  I32,
  I64,
  I8,
  NUMBER,
  STRING,
  THE_END,
  U16,
  U32,
  U64,
  U8,
  VALUE,
} from "./texts.gen";
import { decodeUtf8, isAscii } from "./utf8";
import { MsgValue } from "./value";
import { Writer } from "./writer";

/**
 * Reads MessagePack from raw memory, which the caller keeps in place. Strict on bounds, ranges and
 * UTF-8; tolerant where real hosts are loose: whole floats as integers, 0 and 1 as booleans, nil as
 * empty array, map or bytes, bytes as bin, string or array of small integers. For entry files.
 * @internal
 */
// @ts-ignore: decorator
@unmanaged
export class Reader extends Cursor {
  /** Address and length of the current key in bytes. */
  private keyAt: usize;
  private keySize: u32;
  /** Whether `integer` met a u64 beyond i64.MAX_VALUE. */
  unsigned: bool;
  /** The integer that was out of range. */
  found: i64;

  /** Takes a string's head and returns its size in bytes. */
  private stringSize(wanted: usize): u32 {
    const at = this.pos;
    const head = this.head(wanted);
    if ((head & 0xe0) == 0xa0) return head & 0x1f;
    if (head - 0xd9 < 3) return this.number(1 << (head - 0xd9), wanted) as u32;
    this.refuse(at, wanted);
    return 0;
  }

  /** Takes a map's next key, to be asked for with `is` or `has`. */
  nextKey(): void {
    const size = this.span();
    this.keySize = size;
    this.keyAt = this.pos - size;
  }

  /** Length of the current key in bytes. */
  get keyLength(): u32 {
    return this.keySize;
  }

  /** Whether the current key is `name`, whatever its value. */
  has(name: string): bool {
    return isAscii(changetype<usize>(name), this.keyAt, this.keySize);
  }

  /** Whether the current key is the `size` bytes at `ptr`. */
  hasKey(ptr: usize, size: u32): bool {
    if (size != this.keySize) return false;
    for (let i: usize = 0; i < size; i++) {
      if (load<u8>(ptr + i) != load<u8>(this.keyAt + i)) return false;
    }
    return true;
  }

  /** Whether the current key is `name` and its value isn't nil (which counts as absent). */
  is(name: string): bool {
    return isAscii(changetype<usize>(name), this.keyAt, this.keySize) && this.peek() != 0xc0;
  }

  /** Appends the current key to a text. */
  copyKey(out: Writer): void {
    out.textAt(this.keyAt, this.keySize);
  }

  /** Takes a string without looking into it and returns its size in bytes; it ends at `address`. */
  span(): u32 {
    const size = this.stringSize(STRING);
    return this.take(size, STRING) == 0 ? 0 : size;
  }

  string(): string {
    const at = this.pos;
    const size = this.stringSize(STRING);
    const data = this.take(size, STRING);
    if (data == 0) return "";
    const text = decodeUtf8(data, size);
    if (text != 0) return changetype<string>(text);
    this.fail(FAULT_UTF8, at, STRING);
    return "";
  }

  /** A string that is one of `options`, a literal that separates them by "|". */
  choice(options: string): string {
    const at = this.pos;
    const text = this.string();
    if (!isOption(text, options)) this.fail(FAULT_CHOICE, at, changetype<usize>(options));
    return text;
  }

  /** A boolean, or the integers 0 and 1. */
  bool(): bool {
    const head = this.peek();
    if (head == 0xc2 || head == 0xc3) {
      this.pos++;
      return head == 0xc3;
    }
    const at = this.pos;
    const value = this.integer(BOOLEAN);
    if (this.unsigned || (value as u64) > 1) this.refuse(at, BOOLEAN);
    return value == 1;
  }

  /** Any integer or whole float as 64 bits; sets `unsigned`. */
  private integer(wanted: usize): i64 {
    const at = this.pos;
    const head = this.head(wanted);
    this.unsigned = false;
    if (head < 0x80) return head;
    if (head >= 0xe0) return <i8>head;
    switch (head - 0xca) {
      case 0:
        return this.whole(reinterpret<f32>(this.number(4, wanted) as u32), at, wanted);
      case 1:
        return this.whole(reinterpret<f64>(this.number(8, wanted)), at, wanted);
      case 2:
      case 3:
      case 4:
        return this.number(1 << (head - 0xcc), wanted);
      case 5: {
        const value = this.number(8, wanted) as i64;
        this.unsigned = value < 0;
        return value;
      }
      case 6:
        return <i8>this.number(1, wanted);
      case 7:
        return <i16>this.number(2, wanted);
      case 8:
        return <i32>this.number(4, wanted);
      case 9:
        return this.number(8, wanted);
      default:
        this.refuse(at, wanted);
        return 0;
    }
  }

  private whole(value: f64, at: usize, wanted: usize): i64 {
    if (value >= -9223372036854775808.0 && value < 9223372036854775808.0) {
      if (nearest(value) == value) return value as i64;
    } else if (value > 0 && value < 18446744073709551616.0) {
      this.unsigned = true;
      return value as u64;
    }
    this.refuse(at, wanted);
    return 0;
  }

  private ranged(low: i64, high: i64, wanted: usize): i64 {
    const at = this.pos;
    const value = this.integer(wanted);
    if (!this.unsigned && value >= low && value <= high) return value;
    this.outOfRange(at, value, wanted);
    return 0;
  }

  i8(): i8 {
    return this.ranged(i8.MIN_VALUE, i8.MAX_VALUE, I8) as i8;
  }

  i16(): i16 {
    return this.ranged(i16.MIN_VALUE, i16.MAX_VALUE, I16) as i16;
  }

  i32(): i32 {
    return this.ranged(i32.MIN_VALUE, i32.MAX_VALUE, I32) as i32;
  }

  i64(): i64 {
    return this.ranged(i64.MIN_VALUE, i64.MAX_VALUE, I64);
  }

  u8(): u8 {
    return this.ranged(0, u8.MAX_VALUE, U8) as u8;
  }

  u16(): u16 {
    return this.ranged(0, u16.MAX_VALUE, U16) as u16;
  }

  u32(): u32 {
    return this.ranged(0, u32.MAX_VALUE, U32) as u32;
  }

  u64(): u64 {
    const at = this.pos;
    const value = this.integer(U64);
    if (this.unsigned || value >= 0) return value as u64;
    this.outOfRange(at, value, U64);
    return 0;
  }

  private outOfRange(at: usize, value: i64, wanted: usize): void {
    if (!this.failed) this.found = value;
    this.fail(FAULT_RANGE, at, wanted);
  }

  /** A float, or an integer as its nearest float. */
  f64(): f64 {
    const head = this.peek();
    if (head == 0xca) return this.f32Value();
    if (head == 0xcb) {
      this.pos++;
      return reinterpret<f64>(this.number(8, NUMBER));
    }
    const value = this.integer(NUMBER);
    return this.unsigned ? (value as u64 as f64) : (value as f64);
  }

  f32(): f32 {
    return this.peek() == 0xca ? this.f32Value() : (this.f64() as f32);
  }

  private f32Value(): f32 {
    this.pos++;
    return reinterpret<f32>(this.number(4, NUMBER) as u32);
  }

  /** Bytes that own their buffer, from bin, string, nil or an array of integers 0 to 255. */
  bytes(): Uint8Array {
    const head = this.peek();
    if ((head & 0xf0) == 0x90 || head == 0xdc || head == 0xdd) {
      const list = new Uint8Array(this.array());
      for (let i = 0; i < list.length && !this.failed; i++) unchecked((list[i] = this.u8()));
      return list;
    }
    const size = this.bin();
    const bytes = new Uint8Array(size);
    memory.copy(bytes.dataStart, this.pos - size, size);
    return bytes;
  }

  /** Takes a bin, string or nil (empty) and returns its size in bytes, which end at `address`. */
  bin(): u32 {
    if (this.isNil()) return 0;
    const power = this.peek() - 0xc4;
    let size: u32 = 0;
    if (power < 3) {
      this.pos++;
      size = this.number(1 << power, BYTES) as u32;
    } else size = this.stringSize(BYTES);
    return this.take(size, BYTES) == 0 ? 0 : size;
  }

  /** Bytes whose string form is base64 text (standard or URL alphabet, padding optional). */
  base64(): Uint8Array {
    const head = this.peek();
    if ((head & 0xe0) != 0xa0 && (head < 0xd9 || head > 0xdb)) return this.bytes();
    const at = this.pos;
    const size = this.stringSize(STRING);
    const text = this.take(size, BASE64);
    const bytes = new Uint8Array(text == 0 ? 0 : base64Size(text, size));
    if (text != 0 && !decodeBase64(text, size, bytes)) this.refuse(at, BASE64);
    return bytes;
  }

  /** Any value as a tree. */
  value(): MsgValue {
    return this.valueAt(0);
  }

  private valueAt(depth: i32): MsgValue {
    const at = this.pos;
    const head = this.peek();
    if (head < 0x80 || head >= 0xe0 || (head >= 0xcc && head <= 0xd3)) return this.integerValue();
    if (head < 0x90 || head == 0xde || head == 0xdf) return this.mapValue(depth);
    if (head < 0xa0 || head == 0xdc || head == 0xdd) return this.arrayValue(depth);
    if (head < 0xc0 || (head >= 0xd9 && head <= 0xdb)) return MsgValue.str(this.string());
    if (head == 0xc0) this.pos++;
    else if (head == 0xc2 || head == 0xc3) return MsgValue.bool(this.bool());
    else if (head >= 0xc4 && head <= 0xc6) return MsgValue.bin(this.bytes());
    else if (head == 0xca || head == 0xcb) return MsgValue.float(this.f64());
    else if (head != 0xc1) return this.extValue(head);
    else if (this.atEnd) this.fail(FAULT_END, at, VALUE);
    else this.refuse(at, VALUE);
    return MsgValue.nil();
  }

  private integerValue(): MsgValue {
    const value = this.integer(VALUE);
    return this.unsigned ? MsgValue.uint(value as u64) : MsgValue.int(value);
  }

  private extValue(head: u32): MsgValue {
    this.pos++;
    const size = head >= 0xd4 ? 1 << (head - 0xd4) : (this.number(1 << (head - 0xc7), EXT) as i32);
    const type = <i8>this.number(1, EXT);
    const at = this.take(size, EXT);
    const data = new Uint8Array(at == 0 ? 0 : size);
    memory.copy(data.dataStart, at, data.length);
    return MsgValue.ext(type, data);
  }

  private arrayValue(depth: i32): MsgValue {
    if (depth == MAX_DEPTH) this.fail(FAULT_DEPTH, this.pos, VALUE);
    const size = this.array();
    const items = new Array<MsgValue>();
    for (let i = 0; i < size && !this.failed; i++) items.push(this.valueAt(depth + 1));
    return MsgValue.array(items);
  }

  private mapValue(depth: i32): MsgValue {
    if (depth == MAX_DEPTH) this.fail(FAULT_DEPTH, this.pos, VALUE);
    const size = this.map();
    const map = MsgValue.map();
    const keys = new Array<MsgValue>();
    let plain = true;
    for (let i = 0; i < size && !this.failed; i++) {
      const key = this.valueAt(depth + 1);
      if (key.kind != 4) plain = false;
      keys.push(key);
      map.keys.push(key.s);
      map.vals.push(this.valueAt(depth + 1));
    }
    if (!plain) map.keyVals = keys;
    return map;
  }

  /** Faults when something follows the value that was read last. */
  end(): void {
    if (!this.atEnd) this.refuse(this.pos, THE_END);
  }

  /** Records that the map which starts at offset `at` lacks the required key `name`, a literal. */
  missing(name: string, at: i32 = 0): void {
    this.fail(FAULT_MISSING, this.begin + at, changetype<usize>(name));
  }
}
