import { writeSync } from "node:fs";

/** Throws the system's error. */
export function writeAll(fd: number, content: Uint8Array): void {
  let at = 0;
  while (at < content.length) at += writeSync(fd, content, at);
}
