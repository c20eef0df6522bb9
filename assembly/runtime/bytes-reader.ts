import { Reader } from "../msgpack/reader";
import { explanation } from "./exchange";
import { acquire, releaseFrom } from "./memory";

/** Reads `bytes`, which the caller keeps alive. Must be given to `closeReader`. */
export function openReader(bytes: Uint8Array): Reader {
  const r = changetype<Reader>(acquire(offsetof<Reader>()));
  r.reset(bytes.dataStart, bytes.length);
  return r;
}

/** Reads static bytes. */
export function openStaticReader(bytes: StaticArray<u8>): Reader {
  const r = changetype<Reader>(acquire(offsetof<Reader>()));
  r.reset(changetype<usize>(bytes), bytes.length);
  return r;
}

/** Ends reading; throws when a read failed or bytes are left over. */
export function closeReader(r: Reader, subject: string): void {
  r.end();
  if (r.failed) throw new Error(explanation(r, subject));
  releaseFrom(changetype<usize>(r));
}
