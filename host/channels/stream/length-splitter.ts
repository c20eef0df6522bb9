import { ChannelError } from "../channel-error.js";
import { ByteBuffer } from "./byte-buffer.js";
import type { Splitter } from "./splitter.js";

/** Of the length before each frame, big-endian. */
export const LENGTH_BYTES = 4;

/** Frames that follow their length. */
export class LengthSplitter implements Splitter<Uint8Array> {
  private readonly maxBytes: number;
  private readonly buffer = new ByteBuffer();
  /** Of the frame that comes. */
  private length: number | undefined;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  *push(chunk: Uint8Array): Iterable<Uint8Array> {
    this.buffer.append(chunk);
    while (this.readLength() && this.length !== undefined && this.length <= this.buffer.size) {
      const frame = this.buffer.take(this.length);
      this.length = undefined;
      yield frame;
    }
  }

  flush(): { frames: Uint8Array[]; reason?: string } {
    const isWhole = this.length === undefined && this.buffer.size === 0;
    return isWhole ? { frames: [] } : { frames: [], reason: "it ended inside of a frame" };
  }

  /** Whether a length is there. */
  private readLength(): boolean {
    if (this.length !== undefined) return true;
    if (this.buffer.size < LENGTH_BYTES) return false;
    const { buffer, byteOffset } = this.buffer.take(LENGTH_BYTES);
    this.length = new DataView(buffer, byteOffset).getUint32(0);
    if (this.length <= this.maxBytes) return true;
    const message = `Cannot read a frame: it has ${this.length} bytes, more than ${this.maxBytes}`;
    throw new ChannelError(message, { code: "too_large" });
  }
}
