import { setImmediate } from "node:timers/promises";

/** How long work may go on before others on the thread get their turn. */
const MOST_MS = 5;

let sinceMs = 0;

/** Lets others run, now and then in a loop. */
export async function turn(): Promise<void> {
  if (performance.now() - sinceMs < MOST_MS) return;
  await setImmediate();
  sinceMs = performance.now();
}
