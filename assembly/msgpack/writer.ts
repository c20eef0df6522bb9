import { MsgValue } from "./value";
import { decodeUtf8, encodeUtf8 } from "./utf8";

// A string's length in bytes stands in front of it. It's read there and strings are passed on by their
// address, since as managed values they would cost shadow stack.
// Every method makes room first and stores afterwards, so `pos <= limit` holds throughout.

/** Bytes of UTF-16 that are encoded at a time. */
const PART: usize = 8192;

/** Bytes of the head of a string of `size` bytes. */
function headSize(size: i32): i32 {
  if (size <= 31) return 1;
  return size <= 0xff ? 2 : size <= 0xffff ? 3 : 5;
}

/** Stores a big-endian number of `size` bytes behind the byte at `at`. */
function storeNumber(at: usize, value: u64, size: usize): void {
  for (; size > 0; size--) {
    store<u8>(at + size, value);
    value >>= 8;
  }
}

/**
 * Appends MessagePack values, each in its shortest form, to a buffer that grows as needed. Unmanaged:
 * who makes one owns its memory, and `resize` knows where its buffer comes from. For entry files.
 * @internal
 */
// @ts-ignore: decorator
@unmanaged
export class Writer {
  start: usize;
  pos: usize;
  limit: usize;
  /** Moves the buffer to one of at least `size` bytes. */
  resize: (out: Writer, size: usize) => void;
  /** Whatever `resize` needs to know. */
  owner: usize;

  /** Bytes written so far. */
  get length(): i32 {
    return (this.pos - this.start) as i32;
  }

  /** Goes on in another buffer of `size` bytes, to which what was written is copied. */
  moveTo(buffer: usize, size: usize): void {
    const used = this.pos - this.start;
    memory.copy(buffer, this.start, used);
    this.start = buffer;
    this.pos = buffer + used;
    this.limit = buffer + size;
  }

  private reserve(size: usize): void {
    if (this.limit - this.pos >= size) return;
    const capacity = this.limit - this.start;
    this.resize(this, max(this.pos - this.start + size, capacity + (capacity >> 1) + 64));
  }

  /** Makes room for `size` more bytes and returns where they go; `pos` already stands behind them. */
  private room(size: usize): usize {
    this.reserve(size);
    const at = this.pos;
    this.pos = at + size;
    return at;
  }

  /** Overwrites the byte at `at`. */
  patch(at: i32, byte: u32): void {
    store<u8>(this.start + at, byte);
  }

  /** One byte as it is. */
  rawByte(head: u32): void {
    store<u8>(this.room(1), head);
  }

  /** A type byte followed by a big-endian number of 1, 2, 4 or 8 bytes. */
  private tagged(head: u32, value: u64, size: usize): void {
    const at = this.room(size + 1);
    store<u8>(at, head);
    storeNumber(at, value, size);
  }

  /** A length in its shortest form; `head` is the 8-bit form's type byte (0 when there's none). */
  private sized(fix: u32, fixMax: u32, head8: u32, head16: u32, size: u32): void {
    if (size <= fixMax) this.rawByte(fix | size);
    else if (head8 != 0 && size <= 0xff) this.tagged(head8, size, 1);
    else if (size <= 0xffff) this.tagged(head16, size, 2);
    else this.tagged(head16 + 1, size, 4);
  }

  nil(): void {
    this.rawByte(0xc0);
  }

  bool(value: bool): void {
    this.rawByte(0xc2 | u32(value));
  }

  u64(value: u64): void {
    if (value < 0x80) this.rawByte(value as u32);
    else if (value <= 0xff) this.tagged(0xcc, value, 1);
    else if (value <= 0xffff) this.tagged(0xcd, value, 2);
    else if (value <= 0xffffffff) this.tagged(0xce, value, 4);
    else this.tagged(0xcf, value, 8);
  }

  i64(value: i64): void {
    if (value >= 0) this.u64(value as u64);
    else if (value >= -32) this.rawByte(value as u32 & 0xff);
    else if (value >= i8.MIN_VALUE) this.tagged(0xd0, value as u64, 1);
    else if (value >= i16.MIN_VALUE) this.tagged(0xd1, value as u64, 2);
    else if (value >= i32.MIN_VALUE) this.tagged(0xd2, value as u64, 4);
    else this.tagged(0xd3, value as u64, 8);
  }

  f32(value: f32): void {
    this.tagged(0xca, reinterpret<u32>(value), 4);
  }

  f64(value: f64): void {
    this.tagged(0xcb, reinterpret<u64>(value), 8);
  }

  /** UTF-8; a lone surrogate becomes U+FFFD. */
  string(value: string): void {
    // The head is written last, into the place that an ASCII text of this length leaves for it.
    const at = this.length;
    const units = changetype<usize>(value);
    const bytes = load<u32>(units - 4);
    const guess = headSize(bytes >> 1);
    this.room(guess);
    this.utf16(units, units + bytes);
    const size = this.length - at - guess;
    const more = headSize(size) - guess;
    this.room(more);
    const head = this.start + at;
    if (more > 0) memory.copy(head + guess + more, head + guess, size);
    const end = this.pos;
    this.pos = head;
    this.sized(0xa0, 31, 0xd9, 0xda, size);
    this.pos = end;
  }

  /** The pieces of a long string are appended between `beginText` and `endText`. */
  beginText(): i32 {
    this.tagged(0xdb, 0, 4);
    return this.length;
  }

  /** Appends text as UTF-8, without a head. */
  text(piece: string): void {
    this.literal(changetype<usize>(piece));
  }

  /** Appends the string at `units` as UTF-8, without a head. */
  literal(units: usize): void {
    this.utf16(units, units + load<u32>(units - 4));
  }

  private utf16(at: usize, end: usize): void {
    while (at < end) {
      // Room for three bytes a unit in this part and, so that ASCII needs no more, one in the rest.
      let stop = min(end, at + PART);
      this.reserve(((end - at) >> 1) + (stop - at) + 8);
      if (stop < end && (load<u16>(stop - 2) & 0xfc00) == 0xd800) stop -= 2;
      this.pos = encodeUtf8(at, stop, this.pos);
      at = stop;
    }
  }

  /** Appends a text of texts.gen. */
  ascii(text: usize): void {
    this.splice(text + 1, load<u8>(text));
  }

  /** Appends the text of `size` bytes at `ptr`; "?" when they aren't valid UTF-8. */
  textAt(ptr: usize, size: usize): void {
    if (decodeUtf8(ptr, size) == 0) this.rawByte(0x3f);
    else this.splice(ptr, size);
  }

  /** Appends a whole number in decimal digits. */
  decimal(value: u64): void {
    if (value > 9) this.decimal(value / 10);
    this.rawByte(48 + ((value % 10) as u32));
  }

  /** Ends the string, or the bin with a 32-bit length, whose content began at `at`. */
  endText(at: i32): void {
    storeNumber(this.start + at - 5, this.length - at, 4);
  }

  /** A map key. */
  key(name: string): void {
    this.string(name);
  }

  bytes(value: Uint8Array): void {
    this.bin(value.dataStart, value.length);
  }

  /** `size` raw bytes at `ptr` as bin. */
  bin(ptr: usize, size: u32): void {
    if (size <= 0xff) this.tagged(0xc4, size, 1);
    else this.sized(0, 0, 0, 0xc5, size);
    this.splice(ptr, size);
  }

  /** `size` bytes at `ptr` that already are MessagePack, copied as they are. */
  splice(ptr: usize, size: usize): void {
    memory.copy(this.room(size), ptr, size);
  }

  /** Starts an array of `size` values. */
  array(size: i32): void {
    this.sized(0x90, 15, 0, 0xdc, size);
  }

  /** Starts a map of `size` pairs. */
  map(size: i32): void {
    this.sized(0x80, 15, 0, 0xde, size);
  }

  /** An extension value of type `type` (-1 is a timestamp). */
  ext(type: i8, data: Uint8Array): void {
    const size = <u32>data.length;
    if (size != 0 && size <= 16 && popcnt(size) == 1) this.rawByte(0xd4 + ctz(size));
    else if (size <= 0xff) this.tagged(0xc7, size, 1);
    else this.sized(0, 0, 0, 0xc8, size);
    this.rawByte(type as u8);
    this.splice(data.dataStart, size);
  }

  value(value: MsgValue): void {
    switch (value.kind) {
      case 1:
        return this.bool(value.b);
      case 2:
        return value.isUnsigned ? this.u64(value.i as u64) : this.i64(value.i);
      case 3:
        return this.f64(value.f);
      case 4:
        return this.string(value.s);
      case 5:
        return this.bytes(value.bin);
      case 6:
        return this.values(value);
      case 7:
        return this.pairs(value);
      case 8:
        return this.ext(value.extType, value.bin);
      default:
        return this.nil();
    }
  }

  private values(value: MsgValue): void {
    const items = value.arr;
    this.array(items.length);
    for (let i = 0; i < items.length; i++) this.value(items[i]);
  }

  private pairs(value: MsgValue): void {
    const vals = value.vals;
    const keys = value.keyVals;
    this.map(vals.length);
    for (let i = 0; i < vals.length; i++) {
      this.value(keys[i]);
      this.value(vals[i]);
    }
  }
}
