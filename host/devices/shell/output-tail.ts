const LF = 0x0a;
const FIRST_BYTES = 64 * 1024;

export interface KeptOutput {
  /** From the start of a line on when some was left out, unless there is only one line. */
  readonly bytes: Uint8Array;
  /** How many bytes came before. */
  readonly leftOut: number;
  /** Whether the first line isn't whole. */
  readonly cutsLine: boolean;
}

/** The end of an output, in bounded memory. */
export class OutputTail {
  private readonly maxBytes: number;
  /** Once it is as large as it gets, the oldest bytes are written over. */
  private ring: Buffer;
  private total = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
    this.ring = Buffer.alloc(Math.min(FIRST_BYTES, maxBytes));
  }

  add(chunk: Uint8Array): void {
    this.grow(this.total + chunk.length);
    const { length } = this.ring;
    const kept = chunk.subarray(Math.max(0, chunk.length - length));
    const at = (this.total + chunk.length - kept.length) % length;
    const first = kept.subarray(0, length - at);
    this.ring.set(first, at);
    this.ring.set(kept.subarray(first.length), 0);
    this.total += chunk.length;
  }

  take(): KeptOutput {
    if (this.total <= this.ring.length) {
      return { bytes: this.ring.subarray(0, this.total), leftOut: 0, cutsLine: false };
    }
    const at = this.total % this.ring.length;
    const all = Buffer.concat([this.ring.subarray(at), this.ring.subarray(0, at)]);
    const start = lineStart(all);
    const bytes = all.subarray(start);
    return { bytes, leftOut: this.total - bytes.length, cutsLine: start === 0 };
  }

  private grow(wanted: number): void {
    if (wanted <= this.ring.length || this.ring.length === this.maxBytes) return;
    const larger = Buffer.alloc(Math.min(this.maxBytes, Math.max(wanted, this.ring.length * 2)));
    larger.set(this.ring);
    this.ring = larger;
  }
}

/** A text of one line has no other start. */
function lineStart(bytes: Uint8Array): number {
  const end = bytes.indexOf(LF);
  return end < 0 || end === bytes.length - 1 ? 0 : end + 1;
}
