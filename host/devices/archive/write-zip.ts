import { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { HostError } from "@luminarys/sdk-as/engine";
import { ZipFile } from "yazl";
import type { PackItem } from "./pack-items.js";
import { writeChunk } from "./write-chunk.js";

const DIR = 0o040000;
const FILE = 0o100000;
/** Zip knows no other years. */
const YEAR_1980 = Date.UTC(1980, 0, 2);
const YEAR_2099 = Date.UTC(2099, 0, 1);

/** Writes a zip file. Gives the number of files. Rejects with a HostError or the system's error. */
export async function writeZip(items: AsyncIterable<PackItem>, fd: number): Promise<number> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const written = pipeline(output, async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) await writeChunk(fd, chunk);
  });
  const failed = new Promise<never>((_, reject) => zip.on("error", reject));
  try {
    const files = await Promise.race([addAll(zip, items), failed, failureOf(written)]);
    zip.end();
    await Promise.race([written, failed]);
    return files;
  } catch (error) {
    output.destroy();
    await written.catch(() => {});
    throw error;
  }
}

async function addAll(zip: ZipFile, items: AsyncIterable<PackItem>): Promise<number> {
  let files = 0;
  for await (const { name, isDir, stats, content } of items) {
    demandZipName(name);
    const mtime = new Date(Math.min(Math.max(stats.mtimeMs, YEAR_1980), YEAR_2099));
    const mode = (isDir ? DIR : FILE) | (stats.mode & 0o777);
    if (isDir) zip.addEmptyDirectory(name, { mtime, mode });
    else {
      const stream = Readable.from(content());
      zip.addReadStream(stream, name, { mtime, mode, size: stats.size });
      await finished(stream);
      files++;
    }
  }
  return files;
}

/** In a zip a backslash may be taken for the end of a directory's name. */
function demandZipName(name: string): void {
  if (!name.includes("\\")) return;
  const reason = "its name holds a backslash, which zip files can't hold";
  throw new HostError(`Cannot pack "${name}": ${reason}`, { code: "invalid" });
}

function failureOf(done: Promise<void>): Promise<never> {
  return new Promise((_, reject) => done.catch(reject));
}
