/*
 * What threads tell each other in shared bytes, value by value and without names: both ends know the
 * order. Without a clone's or JSON's work of finding out what stands there.
 */

/** Up to this many characters are copied in a loop, as the engine's codec does. */
const SHORT = 32;
/** In place of a text's length: there is none. */
const NONE = 0xffffffff;
/** Of 8 bits or of 16 each; a text that is no Unicode stays as it is. */
const WIDE = 0x80000000;
const BEYOND_LATIN_1 = /[^\0-\xff]/;

/** Writes one packet from the bytes' beginning on. */
export class PacketWriter {
  private readonly buffer: Buffer;
  private readonly view: DataView;
  private at = 0;
  private hasRoom = true;

  constructor(bytes: SharedArrayBuffer) {
    this.buffer = Buffer.from(bytes);
    this.view = new DataView(bytes);
  }

  begin(): void {
    this.at = 0;
    this.hasRoom = true;
  }

  /** Whether all of it fits. */
  end(): boolean {
    return this.hasRoom;
  }

  /** A whole number of 32 bits. */
  count(value: number): void {
    if (this.reserve(4)) this.view.setUint32(this.at - 4, value);
  }

  number(value: number): void {
    if (this.reserve(8)) this.view.setFloat64(this.at - 8, value);
  }

  /** Of 64 bits, unsigned. */
  bigint(value: bigint): void {
    if (this.reserve(8)) this.view.setBigUint64(this.at - 8, value);
  }

  text(text: string | undefined): void {
    if (text === undefined) this.count(NONE);
    else if (text.length <= SHORT) this.shortText(text);
    else if (BEYOND_LATIN_1.test(text)) this.wideText(text);
    else this.longText(text);
  }

  bytes(bytes: Uint8Array): void {
    const { length } = bytes;
    this.count(length);
    if (this.reserve(length)) this.buffer.set(bytes, this.at - length);
  }

  private shortText(text: string): void {
    const { length } = text;
    this.count(length);
    if (!this.reserve(length)) return;
    const { buffer } = this;
    const from = this.at - length;
    for (let i = 0; i < length; i++) {
      const unit = text.charCodeAt(i);
      if (unit > 0xff) {
        this.at = from - 4;
        this.wideText(text);
        return;
      }
      buffer[from + i] = unit;
    }
  }

  private longText(text: string): void {
    const { length } = text;
    this.count(length);
    if (this.reserve(length)) this.buffer.write(text, this.at - length, "latin1");
  }

  private wideText(text: string): void {
    const { length } = text;
    this.count(WIDE + length);
    if (this.reserve(length * 2)) this.buffer.write(text, this.at - length * 2, "utf16le");
  }

  /** Moves on by so many bytes if they are there. */
  private reserve(count: number): boolean {
    this.hasRoom &&= this.at + count <= this.buffer.length;
    if (this.hasRoom) this.at += count;
    return this.hasRoom;
  }
}

/** Reads the packet that was written last, in the same order. */
export class PacketReader {
  private readonly buffer: Buffer;
  private readonly view: DataView;
  private at = 0;

  constructor(bytes: SharedArrayBuffer) {
    this.buffer = Buffer.from(bytes);
    this.view = new DataView(bytes);
  }

  begin(): void {
    this.at = 0;
  }

  count(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4);
  }

  number(): number {
    this.at += 8;
    return this.view.getFloat64(this.at - 8);
  }

  bigint(): bigint {
    this.at += 8;
    return this.view.getBigUint64(this.at - 8);
  }

  /** For a text that is always there. */
  text(): string {
    return this.optionalText() ?? "";
  }

  optionalText(): string | undefined {
    const head = this.count();
    if (head === NONE) return undefined;
    const from = this.at;
    if (head >= WIDE) {
      this.at += (head - WIDE) * 2;
      return this.buffer.toString("utf16le", from, this.at);
    }
    this.at += head;
    return head > SHORT ? this.buffer.toString("latin1", from, this.at) : this.shortText(from);
  }

  /** A copy. */
  bytes(): Uint8Array {
    const length = this.count();
    const copy = new Uint8Array(length);
    copy.set(this.buffer.subarray(this.at, this.at + length));
    this.at += length;
    return copy;
  }

  private shortText(from: number): string {
    const { buffer } = this;
    let text = "";
    for (let i = from; i < this.at; i++) text += String.fromCharCode(buffer[i] as number);
    return text;
  }
}
