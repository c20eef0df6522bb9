import { MsgValue } from "./value";
import { Writer } from "./writer";

function moveToBuffer(out: Writer, size: usize): void {
  const buffer = new ArrayBuffer(size as i32);
  out.moveTo(changetype<usize>(buffer), size);
  changetype<Encoder>(out.owner).buffer = buffer;
}

/** Builds MessagePack bytes, each value in its shortest form. */
export class Encoder {
  /** Memory of the writer, which is unmanaged: so both live as long as the encoder. */
  private storage: StaticArray<u8> = new StaticArray<u8>(offsetof<Writer>() as i32);
  /** Keeps the bytes alive that the writer points to. */
  buffer: ArrayBuffer | null = null;

  constructor() {
    this.out.resize = moveToBuffer;
    this.out.owner = changetype<usize>(this);
  }

  /** What was appended so far. */
  get out(): Writer {
    return changetype<Writer>(this.storage);
  }

  /** Appends nil. */
  encode_nil(): void {
    this.out.nil();
  }

  /** Appends a boolean. */
  encode_bool(v: bool): void {
    this.out.bool(v);
  }

  /** Appends an integer in its shortest form. */
  encode_u32(v: u32): void {
    this.out.u64(v);
  }

  /** Appends an integer in its shortest form. */
  encode_u64(v: u64): void {
    this.out.u64(v);
  }

  /** Appends an integer in its shortest form. */
  encode_i64(v: i64): void {
    this.out.i64(v);
  }

  /** Appends a float of 4 bytes. */
  encode_f32(v: f32): void {
    this.out.f32(v);
  }

  /** Appends a float of 8 bytes. */
  encode_f64(v: f64): void {
    this.out.f64(v);
  }

  /** UTF-8; a lone surrogate becomes U+FFFD. */
  encode_str(v: string): void {
    this.out.string(v);
  }

  /** Appends bytes. */
  encode_bin(v: Uint8Array): void {
    this.out.bytes(v);
  }

  /** Starts a map; `size` keys and values must follow in turn. */
  encode_map_header(size: i32): void {
    this.out.map(size);
  }

  /** Starts an array; `size` values must follow. */
  encode_array_header(size: i32): void {
    this.out.array(size);
  }

  /** An extension value; type -1 is a timestamp. */
  encode_ext(type: i8, data: Uint8Array): void {
    this.out.ext(type, data);
  }

  /** Appends bytes that already are MessagePack. */
  encode_raw(bytes: Uint8Array): void {
    this.out.splice(bytes.dataStart, bytes.length);
  }

  /** Appends a whole value. */
  encode_value(value: MsgValue): void {
    this.out.value(value);
  }

  /** The bytes so far. */
  finish(): Uint8Array {
    const bytes = new Uint8Array(this.out.length);
    memory.copy(bytes.dataStart, this.out.start, bytes.length);
    return bytes;
  }
}
