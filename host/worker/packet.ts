/** Texts and bytes that a message between threads consists of. */
export interface Packet<Head> {
  /** What JSON keeps. */
  readonly head: Head;
  readonly parts: readonly Uint8Array[];
}

/** Where the length of the head stands; the head is next, then the parts. */
const LENGTH_BYTES = 4;
/** A UTF-16 unit takes at most so many in UTF-8. */
const UTF8_BYTES = 3;

/** Shared bytes that hold one packet: several times as fast as a clone of the same. */
export class PacketBytes {
  private readonly buffer: Buffer;

  constructor(bytes: SharedArrayBuffer) {
    this.buffer = Buffer.from(bytes);
  }

  /** Gives false for what doesn't fit. */
  put<Head>({ head, parts }: Packet<Head>): boolean {
    const { buffer } = this;
    const text = JSON.stringify([head, ...parts.map((part) => part.length)]);
    let end = LENGTH_BYTES + text.length * UTF8_BYTES;
    for (const part of parts) end += part.length;
    if (end > buffer.length) return false;
    const length = buffer.write(text, LENGTH_BYTES);
    buffer.writeInt32LE(length);
    let at = LENGTH_BYTES + length;
    for (const part of parts) {
      buffer.set(part, at);
      at += part.length;
    }
    return true;
  }

  /** A copy of what was put last. */
  take<Head>(): Packet<Head> {
    const { buffer } = this;
    let at = LENGTH_BYTES + buffer.readInt32LE();
    const [head, ...lengths] = JSON.parse(buffer.toString("utf8", LENGTH_BYTES, at)) as [
      Head,
      ...number[],
    ];
    const parts = lengths.map((length) => {
      const part = new Uint8Array(length);
      part.set(buffer.subarray(at, at + length));
      at += length;
      return part;
    });
    return { head, parts };
  }
}
