const SMALL = 64 * 1024;

/** Bytes that have come and aren't a frame yet. It grows with what came, whatever was announced. */
export class ByteBuffer {
  private bytes = Buffer.alloc(0);
  private start = 0;
  private end = 0;

  get size(): number {
    return this.end - this.start;
  }

  append(chunk: Uint8Array): void {
    if (this.end + chunk.length > this.bytes.length) this.makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  /** Where a byte is, counted from the first one; -1 when it isn't there. */
  find(byte: number, from: number): number {
    return this.bytes.subarray(this.start, this.end).indexOf(byte, from);
  }

  /** Takes the first ones out, as a copy. */
  take(count: number): Uint8Array {
    const taken = new Uint8Array(this.bytes.subarray(this.start, this.start + count));
    this.start += count;
    if (this.start === this.end) this.clear();
    return taken;
  }

  clear(): void {
    this.start = 0;
    this.end = 0;
    if (this.bytes.length > SMALL) this.bytes = Buffer.alloc(0);
  }

  private makeRoom(count: number): void {
    const { size } = this;
    const isWide = size + count <= this.bytes.length / 2;
    const room = isWide ? this.bytes : Buffer.allocUnsafeSlow(Math.max(2 * (size + count), 1024));
    this.bytes.copy(room, 0, this.start, this.end);
    this.bytes = room;
    this.start = 0;
    this.end = size;
  }
}
