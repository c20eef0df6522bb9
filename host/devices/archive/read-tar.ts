import { constants, createReadStream } from "node:fs";
import { pipeline, Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import type { Anchor } from "../files/anchor.js";
import { type ArchiveEntry, withoutSlashes } from "./archive-entry.js";
import { archiveFailure, invalidArchive, readTranslated } from "./archive-failure.js";
import type { ArchiveMeter } from "./archive-meter.js";

/** Header and trailer of gzip: zlib takes less for an empty stream. */
const MIN_GZIP = 18;

/** The entries of a tar.gz in order. Rejects with a HostError. */
export async function* readTarGz(node: Anchor, meter: ArchiveMeter): AsyncGenerator<ArchiveEntry> {
  if (node.stats.size < MIN_GZIP) throw invalidArchive("gzip");
  const source = createReadStream("", { fd: node.open(constants.O_RDONLY) });
  const entries = extract(anyFormat);
  const done = new Promise<void>((resolve) => {
    // The loop below hears of a failure too: its error ends the last stream.
    pipeline(source, createGunzip(), counting(meter), asNodeStream(entries), () => resolve());
  });
  try {
    for await (const entry of entries) {
      meter.addEntry(entry.header.name);
      yield entryOf(entry.header, entry as AsyncIterable<Uint8Array>);
      entry.resume();
    }
  } catch (error) {
    throw archiveFailure(error, "tar file");
  } finally {
    source.destroy();
    await done;
  }
}

/** Old archives, too, which don't say what they are; the types don't know that option. */
const anyFormat = { allowUnknownFormat: true } as Parameters<typeof extract>[0];

/** The streams of tar-stream work with Node's, as its types don't say. */
function asNodeStream(stream: unknown): NodeJS.ReadWriteStream {
  return stream as NodeJS.ReadWriteStream;
}

/** What is skipped has been unpacked as well. */
function counting(meter: ArchiveMeter): Transform {
  return new Transform({
    transform(chunk: Uint8Array, _, done) {
      try {
        meter.addBytes(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
  });
}

function entryOf(header: Header, content: AsyncIterable<Uint8Array>): ArchiveEntry {
  const { name, size, mode, linkname } = header;
  const kind = kindOf(header);
  return {
    name: withoutSlashes(name),
    kind,
    size: kind === "file" ? size : 0,
    mode: mode & 0o777,
    target: async () => linkname ?? "",
    content: () => readTranslated(content, "tar file"),
  };
}

function kindOf({ type, name }: Header): ArchiveEntry["kind"] {
  if (type === "directory" || (type === "file" && name.endsWith("/"))) return "dir";
  if (type === "file" || type === "contiguous-file") return "file";
  if (type === "symlink") return "link";
  if (type === "link") return "hard link";
  const isSpecial = type === "character-device" || type === "block-device" || type === "fifo";
  return isSpecial ? "special" : "unknown";
}
