const FIRST_BYTES = 4096;

/** Puts pieces together. A peer that sends byte by byte fills no more memory than its bytes. */
export class ByteCollector {
  private buffer: Uint8Array = new Uint8Array(0);
  size = 0;

  /** All of them; valid until the next piece. */
  get bytes(): Uint8Array {
    return this.buffer.subarray(0, this.size);
  }

  add(piece: Uint8Array): void {
    // The usual answer is one piece, which needs no copy.
    if (this.size === 0) this.buffer = piece;
    else {
      this.makeRoom(this.size + piece.length);
      this.buffer.set(piece, this.size);
    }
    this.size += piece.length;
  }

  private makeRoom(wanted: number): void {
    if (this.buffer.length >= wanted) return;
    const grown = new Uint8Array(Math.max(FIRST_BYTES, wanted, 2 * this.buffer.length));
    grown.set(this.bytes);
    this.buffer = grown;
  }
}
