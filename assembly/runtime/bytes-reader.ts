import { explain } from "../msgpack/explain";
import { Reader } from "../msgpack/reader";
import { CANNOT_DECODE } from "../msgpack/texts.gen";
import { acquire, releaseFrom } from "./memory";
import { newMessage, written } from "./message";

/** Reads the `size` bytes at `ptr`, which stay in place. */
export function openReaderAt(ptr: usize, size: usize): Reader {
  const r = changetype<Reader>(acquire(offsetof<Reader>()));
  r.reset(ptr, size);
  return r;
}

/** Reads `bytes`, which the caller keeps alive. Must be given to `closeReader`. */
export function openReader(bytes: Uint8Array): Reader {
  return openReaderAt(bytes.dataStart, bytes.length);
}

/** Reads static bytes. */
export function openStaticReader(bytes: StaticArray<u8>): Reader {
  return openReaderAt(changetype<usize>(bytes), bytes.length);
}

/** Ends reading; throws when a read failed or bytes are left over. */
export function closeReader(r: Reader, subject: string): void {
  r.end();
  if (r.failed) {
    const out = newMessage();
    out.ascii(CANNOT_DECODE);
    out.text(subject);
    explain(r, out);
    throw new Error(written(out));
  }
  releaseFrom(changetype<usize>(r));
}
