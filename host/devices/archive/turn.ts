import { setImmediate } from "node:timers/promises";

/** How much is done before others on the thread get their turn. */
const EVERY = 64;

/** Lets others run, now and then in a loop that counts. */
export async function turn(count: number): Promise<void> {
  if (count % EVERY === EVERY - 1) await setImmediate();
}
