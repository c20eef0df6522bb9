import { FAULT_END, FAULT_NONE, FAULT_TYPE } from "./fault";

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
  /** What the failed read wanted; a literal, which is never collected. */
  wanted: string;

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

  protected fail(fault: i32, at: usize, wanted: string): void {
    if (this.fault == FAULT_NONE) {
      this.fault = fault;
      this.faultAt = at;
      this.wanted = wanted;
    }
    this.pos = this.limit;
  }

  /** Takes `size` bytes and returns their address, or 0 when there are fewer. */
  protected take(size: usize, wanted: string): usize {
    const at = this.pos;
    if (this.limit - at < size) {
      this.fail(FAULT_END, at, wanted);
      return 0;
    }
    this.pos = at + size;
    return at;
  }

  /** Takes a big-endian number of 1, 2, 4 or 8 bytes; 0 after a fault. */
  protected number(size: usize, wanted: string): u64 {
    const at = this.take(size, wanted);
    if (at == 0) return 0;
    if (size == 1) return load<u8>(at);
    if (size == 2) return bswap<u16>(load<u16>(at));
    return size == 4 ? bswap<u32>(load<u32>(at)) : bswap<u64>(load<u64>(at));
  }

  /** Takes a type byte; nil after a fault. */
  protected head(wanted: string): u32 {
    const at = this.take(1, wanted);
    return at == 0 ? 0xc0 : load<u8>(at);
  }

  protected refuse(at: usize, wanted: string): void {
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
}
