import { SkillLoadError } from "../errors.js";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads the parts of a WebAssembly binary, never beyond its end. */
export class ByteSource {
  readonly bytes: Uint8Array;
  readonly end: number;
  offset: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = start;
    this.end = end;
  }

  get atEnd(): boolean {
    return this.offset >= this.end;
  }

  byte(): number {
    if (this.atEnd) this.malformed("ends early");
    return this.bytes[this.offset++] as number;
  }

  /** LEB128, at most 32 bits. */
  u32(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80)
        return value <= 0xffffffff ? value : this.malformed("holds a number too large");
    }
    return this.malformed("holds a number too large");
  }

  name(): string {
    const part = this.part(this.u32());
    try {
      return decoder.decode(part.bytes.subarray(part.offset, part.end));
    } catch {
      return this.malformed("holds a name that isn't UTF-8");
    }
  }

  /** The next `length` bytes, which are passed over. */
  part(length: number): ByteSource {
    if (length > this.end - this.offset) this.malformed("ends early");
    this.offset += length;
    return new ByteSource(this.bytes, this.offset - length, this.offset);
  }

  malformed(problem: string): never {
    const message = `Cannot load module: the binary ${problem} at byte ${this.offset}`;
    throw new SkillLoadError(message, { code: "malformed" });
  }
}

/** A number as LEB128. */
export function leb128(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return bytes;
}
