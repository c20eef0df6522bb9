import { Gunzip, gzipSync } from "fflate";
import type { ArchiveItem } from "./entry.js";
import { joinBytes } from "./join-bytes.js";
import { readTar, writeTar } from "./tar.js";

/** A slice can't become more than about 1,000 times as long: the limit is met before memory is gone. */
const SLICE = 16_384;
/** Header and trailer of gzip. */
const MIN_GZIP = 18;

export function writeTarGz(items: readonly ArchiveItem[]): Uint8Array {
  return gzipSync(writeTar(items), { mtime: 0 });
}

/** Throws a SyntaxError, or a RangeError above `maxBytes` unpacked. */
export function readTarGz(bytes: Uint8Array, maxBytes: number): ArchiveItem[] {
  return readTar(gunzip(bytes, maxBytes));
}

function gunzip(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Gunzip((part, final) => {
    size += part.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    parts.push(part);
    ended ||= final;
  });
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      stream.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
    }
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    throw new SyntaxError("Cannot read archive: it isn't valid gzip", { cause });
  }
  if (!ended || bytes.length < MIN_GZIP)
    throw new SyntaxError("Cannot read archive: it isn't valid gzip");
  return joinBytes(parts);
}

export function tooLarge(maxBytes: number): RangeError {
  return new RangeError(`Cannot read archive: unpacked it has more than ${maxBytes} bytes`);
}
