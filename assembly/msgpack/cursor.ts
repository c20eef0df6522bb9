import { FAULT_DEPTH, FAULT_END, FAULT_NONE, FAULT_TYPE, MAX_DEPTH } from "./fault";
import { ARRAY, MAP, VALUE } from "./texts.gen";

/**
 * How long the values with type bytes 0xc0 to 0xdf are: the bytes of the value or, where a length comes
 * first, of what follows beside it; and from bit 5 on the bytes of that length.
 */
const SHAPES: usize = memory.data<u8>([
  1, 1, 1, 1, 0x20, 0x40, 0x80, 0x21, 0x41, 0x81, 5, 9, 2, 3, 5, 9, // nil to u64
  2, 3, 5, 9, 3, 4, 6, 10, 18, 0x20, 0x40, 0x80, 0, 0, 0, 0, // i8 to map
]);

// Invariants: `pos <= limit`, and every load is checked against `limit` first. After a fault `pos` is
// `limit`, so every later read fails too, gives a zero value and leaves the first fault in place.
// Unmanaged, so that reading costs no garbage and no shadow stack; who makes one owns its memory.

/** A place in MessagePack bytes that stay where they are, and the first fault met while reading. */
// @ts-ignore: decorator
@unmanaged
export class Cursor {
  protected pos: usize;
  limit: usize;
  begin: usize;
  fault: i32;
  /** Address of the value that couldn't be read. */
  faultAt: usize;
  /** What the failed read wanted: a text of texts.gen, or for a missing key and a choice a literal. */
  wanted: usize;

  /** Reads the `size` bytes at `ptr` from now on. */
  reset(ptr: usize, size: usize): void {
    this.pos = ptr;
    this.begin = ptr;
    this.limit = ptr + size;
    this.fault = FAULT_NONE;
  }

  /** Goes back to a place that was read before. */
  goTo(address: usize): void {
    this.pos = address;
  }

  /** Position from the start of the data, in bytes. */
  get offset(): i32 {
    return (this.pos - this.begin) as i32;
  }

  /** Address of the next byte. */
  get address(): usize {
    return this.pos;
  }

  get atEnd(): bool {
    return this.pos >= this.limit;
  }

  /** Whether a read failed; everything read since is a zero value. */
  get failed(): bool {
    return this.fault != FAULT_NONE;
  }

  protected fail(fault: i32, at: usize, wanted: usize): void {
    if (this.fault == FAULT_NONE) {
      this.fault = fault;
      this.faultAt = at;
      this.wanted = wanted;
    }
    this.pos = this.limit;
  }

  /** Takes `size` bytes and returns their address, or 0 when there are fewer. */
  protected take(size: usize, wanted: usize): usize {
    const at = this.pos;
    if (this.limit - at < size) {
      this.fail(FAULT_END, at, wanted);
      return 0;
    }
    this.pos = at + size;
    return at;
  }

  /** Takes a big-endian number of 1, 2, 4 or 8 bytes; 0 after a fault. */
  protected number(size: usize, wanted: usize): u64 {
    const at = this.take(size, wanted);
    let value: u64 = 0;
    if (at != 0) for (let i: usize = 0; i < size; i++) value = (value << 8) | load<u8>(at + i);
    return value;
  }

  /** Takes a type byte; nil after a fault. */
  protected head(wanted: usize): u32 {
    const at = this.take(1, wanted);
    return at == 0 ? 0xc0 : load<u8>(at);
  }

  protected refuse(at: usize, wanted: usize): void {
    this.fail(FAULT_TYPE, at, wanted);
  }

  /** The next type byte without taking it; 0xc1, which is no type, at the end. */
  protected peek(): u32 {
    return this.pos < this.limit ? load<u8>(this.pos) : 0xc1;
  }

  /** Takes a nil; false, and nothing taken, when something else comes. */
  isNil(): bool {
    if (this.peek() != 0xc0) return false;
    this.pos++;
    return true;
  }

  /** Whether a map comes next. */
  isMap(): bool {
    const head = this.peek();
    return (head & 0xf0) == 0x80 || (head & 0xfe) == 0xde;
  }

  /** Whether an array comes next. */
  isArray(): bool {
    const head = this.peek();
    return (head & 0xf0) == 0x90 || (head & 0xfe) == 0xdc;
  }

  /** Starts an array and returns its length, never more than the bytes that are left; nil is empty. */
  array(): i32 {
    return this.container(0x90, 0xdc, 1, ARRAY);
  }

  /** Starts a map and returns its number of pairs; nil is empty. */
  map(): i32 {
    return this.container(0x80, 0xde, 2, MAP);
  }

  private container(fix: u32, head16: u32, each: usize, wanted: usize): i32 {
    const at = this.pos;
    const head = this.head(wanted);
    let size: usize = 0;
    if ((head & 0xf0) == fix) size = head & 0x0f;
    else if ((head & 0xfe) == head16) size = this.number(2 << (head & 1), wanted) as usize;
    else if (head != 0xc0) this.refuse(at, wanted);
    if (size > (this.limit - this.pos) / each) {
      this.fail(FAULT_END, at, wanted);
      return 0;
    }
    return size as i32;
  }

  /** Passes over one value. */
  skip(): void {
    this.skipAt(0);
  }

  private skipAt(depth: i32): void {
    const at = this.pos;
    const head = this.peek();
    let values = 0;
    if (this.isMap()) values = this.map() << 1;
    else if ((head & 0xf0) == 0x90 || (head & 0xfe) == 0xdc) values = this.array();
    else return this.skipScalar(at, head);
    if (depth == MAX_DEPTH) this.fail(FAULT_DEPTH, at, VALUE);
    else while (values-- > 0 && !this.failed) this.skipAt(depth + 1);
  }

  private skipScalar(at: usize, head: u32): void {
    let size: usize = 1;
    if (head >> 5 == 5) size += head & 0x1f;
    else if (head >> 5 == 6) {
      const shape = <u32>load<u8>(SHAPES + (head & 0x1f));
      size = shape & 0x1f;
      if (shape > 0x1f) {
        this.pos++;
        // Taken apart, because the sum of both might not fit.
        const length = this.number(shape >> 5, VALUE) as usize;
        this.take(size, VALUE);
        size = length;
      } else if (head == 0xc1 && at < this.limit) this.refuse(at, VALUE);
    }
    this.take(size, VALUE);
  }
}
