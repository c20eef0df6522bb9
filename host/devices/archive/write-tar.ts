import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { type Pack, pack } from "tar-stream";
import type { PackItem } from "./pack-items.js";
import { writeChunk } from "./write-chunk.js";

/** Writes a tar.gz. Gives the number of files. Rejects with a HostError or the system's error. */
export async function writeTarGz(items: AsyncIterable<PackItem>, fd: number): Promise<number> {
  const tar = pack();
  const written = pipeline(tar, createGzip(), async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) await writeChunk(fd, chunk);
  });
  try {
    const files = await addAll(tar, items);
    tar.finalize();
    await written;
    return files;
  } catch (error) {
    tar.destroy(error as Error);
    await written.catch(() => {});
    throw error;
  }
}

async function addAll(tar: Pack, items: AsyncIterable<PackItem>): Promise<number> {
  let files = 0;
  for await (const { name, isDir, stats, content } of items) {
    const header = { name, mode: stats.mode & 0o777, mtime: stats.mtime };
    if (isDir) tar.entry({ ...header, name: `${name}/`, type: "directory" });
    else {
      const entry = tar.entry({ ...header, type: "file", size: stats.size });
      await pipeline(Readable.from(content()), entry);
      files++;
    }
  }
  return files;
}
