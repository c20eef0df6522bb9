import { readSync } from "node:fs";
import type { Place } from "../files/locate.js";
import { beginReplacement } from "../files/replace-file.js";
import type { TimeLimit } from "../files/time-limit.js";
import { writeAll } from "../files/write-all.js";

const STEP = 1024 * 1024;

export interface CopyOptions {
  /** What is done with the copy, for messages: `write "/data/b"`. */
  readonly action: string;
  readonly limit: TimeLimit;
  /** Open for reading. */
  readonly source: number;
  /** Permission bits of the copy. */
  readonly mode: number;
}

/** The copy is seen when it is complete. Throws a HostError or the system's error. */
export function copyFile(dest: Place, { action, limit, source, mode }: CopyOptions): void {
  const file = beginReplacement(dest, { action, mode });
  try {
    const chunk = Buffer.allocUnsafe(STEP);
    for (let read = readSync(source, chunk); read > 0; read = readSync(source, chunk)) {
      limit.check();
      writeAll(file.fd, chunk.subarray(0, read));
    }
    file.commit();
  } finally {
    file.close();
  }
}
