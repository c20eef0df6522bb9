import { FAULT_DEPTH, FAULT_END, FAULT_NONE, FAULT_TYPE, MAX_DEPTH } from "./fault";
import { ARRAY, MAP, VALUE } from "./texts.gen";

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
    if (at == 0) return 0;
    if (size == 1) return load<u8>(at);
    if (size == 2) return bswap<u16>(load<u16>(at));
    return size == 4 ? bswap<u32>(load<u32>(at)) : bswap<u64>(load<u64>(at));
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
    return (head & 0xf0) == 0x80 || head == 0xde || head == 0xdf;
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
    else if (head == head16) size = this.number(2, wanted) as usize;
    else if (head == head16 + 1) size = this.number(4, wanted) as usize;
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
    if ((head & 0xf0) == 0x80 || head == 0xde || head == 0xdf) values = this.map() << 1;
    else if ((head & 0xf0) == 0x90 || head == 0xdc || head == 0xdd) values = this.array();
    else return this.skipScalar(at, head);
    if (depth == MAX_DEPTH) this.fail(FAULT_DEPTH, at, VALUE);
    else while (values-- > 0 && !this.failed) this.skipAt(depth + 1);
  }

  private skipScalar(at: usize, head: u32): void {
    let size: usize = 1;
    if (head < 0x80 || head >= 0xe0) size = 1;
    else if (head < 0xc0) size = 1 + (head & 0x1f);
    else if (head == 0xc1) {
      if (at < this.limit) this.refuse(at, VALUE);
      size = 1;
    } else if (head < 0xc4) size = 1;
    else if (head <= 0xc9) size = this.prefixed(head < 0xc7 ? head - 0xc4 : head - 0xc7, head >= 0xc7);
    else if (head <= 0xcb) size = head == 0xca ? 5 : 9;
    else if (head <= 0xd3) size = 1 + (1 << (head & 3));
    else if (head <= 0xd8) size = 2 + (1 << (head - 0xd4));
    else size = this.prefixed(head - 0xd9, false);
    this.take(size, VALUE);
  }

  /** Takes a type byte and a length of `1 << power` bytes, returns what follows. */
  private prefixed(power: u32, isExt: bool): usize {
    this.take(1, VALUE);
    return (this.number(1 << power, VALUE) as usize) + (isExt ? 1 : 0);
  }
}
