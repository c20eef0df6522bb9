import { DecodeError, type DecodeErrorCode } from "./decode-error.js";
import { kindName } from "./kind.js";

const scratch = new DataView(new ArrayBuffer(8));

/** A position in a message: bounds, raw numbers, and the errors that they end in. */
export class Cursor {
  readonly source: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Where the next value begins, as an index into `source`. */
  offset: number;

  constructor(source: Uint8Array, start = 0, end = source.length) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.offset = start;
  }

  get atEnd(): boolean {
    return this.offset >= this.end;
  }

  /** Consumes the byte that tells a value's format. */
  protected first(wanted: string): number {
    if (this.offset >= this.end) this.truncated(wanted, this.offset, 1);
    return this.source[this.offset++] as number;
  }

  /** Consumes a big-endian number of 1, 2 or 4 bytes. */
  protected unsigned(width: number, wanted: string, at: number): number {
    const { source, offset } = this;
    if (this.end - offset < width) this.truncated(wanted, at, width);
    this.offset = offset + width;
    if (width === 1) return source[offset] as number;
    const high = ((source[offset] as number) << 8) | (source[offset + 1] as number);
    if (width === 2) return high;
    const low = ((source[offset + 2] as number) << 8) | (source[offset + 3] as number);
    return high * 0x10000 + low;
  }

  /** Consumes what is left of any number; a bigint only when it isn't safe as a number. */
  protected number(format: number, wanted: string, at: number): number | bigint {
    if (format < 0x80) return format;
    if (format >= 0xe0) return format - 256;
    if (format >= 0xcc && format <= 0xce) return this.unsigned(1 << (format - 0xcc), wanted, at);
    if (format === 0xd0) return (this.unsigned(1, wanted, at) << 24) >> 24;
    if (format === 0xd1) return (this.unsigned(2, wanted, at) << 16) >> 16;
    if (format === 0xd2) return this.unsigned(4, wanted, at) | 0;
    if (format === 0xcf) return this.wide(wanted, at, false);
    if (format === 0xd3) return this.wide(wanted, at, true);
    if (format === 0xca) {
      scratch.setUint32(0, this.unsigned(4, wanted, at));
      return scratch.getFloat32(0);
    }
    if (format !== 0xcb) this.unexpected(wanted, at);
    scratch.setUint32(0, this.unsigned(4, wanted, at));
    scratch.setUint32(4, this.unsigned(4, wanted, at));
    return scratch.getFloat64(0);
  }

  private wide(wanted: string, at: number, signed: boolean): number | bigint {
    const top = this.unsigned(4, wanted, at);
    const low = this.unsigned(4, wanted, at);
    const high = signed ? top | 0 : top;
    const value = high * 0x100000000 + low;
    if (Number.isSafeInteger(value)) return value;
    return (BigInt(high) << 32n) | BigInt(low);
  }

  /** Refuses a length that the rest of the message can't hold. */
  protected fitting(wanted: string, at: number, length: number): number {
    if (length > this.end - this.offset) this.truncated(wanted, at, length);
    return length;
  }

  protected truncated(wanted: string, at: number, needed: number): never {
    const left = this.end - this.offset;
    this.fail("truncated", at, {
      wanted,
      reason: `${needed} more ${needed === 1 ? "byte" : "bytes"} needed, ${left} left`,
    });
  }

  protected unexpected(wanted: string, at: number): never {
    const byte = this.source[at] as number;
    const reason = `found 0x${byte.toString(16).padStart(2, "0")} (${kindName(byte)})`;
    this.fail("type", at, { wanted, reason });
  }

  protected outOfRange(wanted: string, at: number, value: number | bigint): never {
    this.fail("range", at, { wanted, reason: `${value} is out of range` });
  }

  protected badText(wanted: string, at: number): never {
    this.fail("utf8", at, { wanted, reason: "not UTF-8" });
  }

  protected fail(
    code: DecodeErrorCode,
    at: number,
    { wanted, reason }: { wanted: string; reason: string },
  ): never {
    throw new DecodeError({ code, offset: at - this.start, wanted, reason });
  }
}
