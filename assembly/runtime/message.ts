import { decodeUtf8 } from "../msgpack/utf8";
import { Writer } from "../msgpack/writer";
import { acquire } from "./memory";

/** Bytes that a small message fits in; they lie behind its writer, in the same block. */
const INLINE: usize = 224;

function moveToBlock(out: Writer, size: usize): void {
  out.moveTo(acquire(size), size);
}

/** A writer in a block of its own (see runtime/memory), whose bytes the host will read. */
export function newMessage(): Writer {
  const out = changetype<Writer>(acquire(offsetof<Writer>() + INLINE));
  out.start = changetype<usize>(out) + offsetof<Writer>();
  out.pos = out.start;
  out.limit = out.start + INLINE;
  out.resize = moveToBlock;
  return out;
}

/** Address and length of a message as the host takes them. */
export function pack(out: Writer): u64 {
  return ((<u64>out.start) << 32) | (<u64>out.length);
}

/** What was written as a string; it's text, not MessagePack. */
export function written(out: Writer): string {
  const text = decodeUtf8(out.start, out.length);
  return text == 0 ? "" : changetype<string>(text);
}

/** A text behind a byte with its length (see msgpack/texts) as a string. */
export function textOf(text: usize): string {
  const out = newMessage();
  out.ascii(text);
  return written(out);
}
