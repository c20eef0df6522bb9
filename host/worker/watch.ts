import type { ASK } from "./bridge.js";
import type { ANSWERED } from "./door.js";
import { word } from "./shared-words.js";

/*
 * How a thread tells the main thread something without a message, whose wake-up costs several times
 * what most calls take.
 *
 * While the main thread keeps looking, `watch` is WATCHING. The thread exchanges that for what it has
 * to tell; the main thread exchanges it for ASLEEP before it looks away. Only one exchange succeeds: a
 * thread that comes too late posts a message, a main thread that would leave too late finds what was told.
 */

/** What can be told. */
export type Told = typeof ASK | typeof ANSWERED;

const ASLEEP = 0;
const WATCHING = 1;
/** What is told stands above this. */
const TOLD = 2;

/** The skill's end. Gives false when nobody watches. */
export function tellWatcher(words: Int32Array, told: Told): boolean {
  return Atomics.compareExchange(words, word.watch, WATCHING, TOLD + told) === WATCHING;
}

/** The main thread's end. */
export class Watch {
  private readonly words: Int32Array;

  constructor(words: Int32Array) {
    this.words = words;
  }

  /** What was told before must have been taken. */
  begin(): void {
    Atomics.store(this.words, word.watch, WATCHING);
  }

  /** What was told meanwhile, which ends it. */
  take(): Told | undefined {
    const found = Atomics.load(this.words, word.watch);
    if (found < TOLD) return undefined;
    Atomics.store(this.words, word.watch, ASLEEP);
    return (found - TOLD) as Told;
  }

  /** Looks away; gives what was told just before. */
  end(): Told | undefined {
    Atomics.compareExchange(this.words, word.watch, WATCHING, ASLEEP);
    return this.take();
  }
}
