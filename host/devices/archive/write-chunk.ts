import { write } from "node:fs";
import { promisify } from "node:util";

const writeSome = promisify(write);

/** Writes without keeping the thread. Rejects with the system's error. */
export async function writeChunk(fd: number, chunk: Uint8Array): Promise<void> {
  let at = 0;
  while (at < chunk.length) at += (await writeSome(fd, chunk, at)).bytesWritten;
}
