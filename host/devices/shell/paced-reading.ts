import type { Readable } from "node:stream";

/** After so much work in one go others get as much time. */
const WORK_MS = 5;

/**
 * Gives a stream's chunks until it ends, and takes no more than half of the thread's time: a flood
 * waits in its pipe. Never rejects.
 */
export function readPaced(stream: Readable, take: (chunk: Uint8Array) => void): Promise<void> {
  let since = performance.now();
  let pause: NodeJS.Timeout | undefined;
  stream.on("data", (chunk: Uint8Array) => {
    take(chunk);
    if (pause !== undefined || performance.now() - since < WORK_MS) return;
    stream.pause();
    pause = setTimeout(() => {
      pause = undefined;
      since = performance.now();
      stream.resume();
    }, WORK_MS);
  });
  return new Promise((resolve) => {
    stream.once("close", () => {
      clearTimeout(pause);
      resolve();
    });
    stream.once("error", () => stream.destroy());
    stream.once("end", () => stream.destroy());
  });
}
