import { explain } from "./explain";
import { Encoder } from "./encoder";
import { Reader } from "./reader";
import { CANNOT_DECODE, VALUE } from "./texts.gen";
import { decodeUtf8 } from "./utf8";
import { MsgValue } from "./value";

/** Reads MessagePack values from bytes, one after the other. */
export class Decoder {
  /** Memory of the reader, which is unmanaged: so both live as long as the decoder. */
  private storage: StaticArray<u8> = new StaticArray<u8>(offsetof<Reader>() as i32);

  constructor(private data: Uint8Array) {
    this.reader.reset(data.dataStart, data.length);
  }

  private get reader(): Reader {
    return changetype<Reader>(this.storage);
  }

  /** The next value; throws on bytes that aren't MessagePack or end early. */
  decode(): MsgValue {
    const value = this.reader.value();
    if (this.reader.failed) this.throwFault();
    return value;
  }

  private throwFault(): void {
    const text = new Encoder();
    text.out.ascii(CANNOT_DECODE);
    text.out.ascii(VALUE);
    explain(this.reader, text.out);
    const message = decodeUtf8(text.out.start, text.out.length);
    throw new Error(message == 0 ? "Cannot decode value" : changetype<string>(message));
  }

  /** Whether every byte has been read. */
  get atEnd(): bool {
    return this.reader.atEnd;
  }
}
