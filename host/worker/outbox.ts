import type { CallMeter } from "./call-meter.js";
import type { Parcel, ThreadNews } from "./messages.js";
import { word } from "./shared-words.js";

/** Units that may be under way. */
const MOST = 1024;
const CHARACTERS_PER_UNIT = 1024;

export interface OutboxOptions {
  readonly words: SharedArrayBuffer;
  readonly meter: CallMeter;
  readonly post: (parcel: Parcel) => void;
}

/**
 * News from a skill's thread. It waits when the main thread lags behind, so that a flood of them
 * slows the skill and never fills the process's memory.
 */
export class Outbox {
  private readonly options: OutboxOptions;
  private readonly words: Int32Array;
  private sent = 0;

  constructor(options: OutboxOptions) {
    this.options = options;
    this.words = new Int32Array(options.words);
  }

  /** `characters` is about how long it is. */
  send(news: ThreadNews, characters = 0): void {
    const units = Math.min(MOST, 1 + Math.ceil(characters / CHARACTERS_PER_UNIT));
    const { meter } = this.options;
    if (this.underWay + units > MOST) meter.asHost(() => this.awaitRoom(units));
    this.sent = (this.sent + units) | 0;
    this.options.post({ units, news });
  }

  private get underWay(): number {
    return (this.sent - Atomics.load(this.words, word.taken)) | 0;
  }

  private awaitRoom(units: number): void {
    for (;;) {
      const taken = Atomics.load(this.words, word.taken);
      if (((this.sent - taken) | 0) + units <= MOST) return;
      Atomics.wait(this.words, word.taken, taken);
    }
  }
}

/** Main thread: a parcel has been dealt with. */
export function acknowledge(words: Int32Array, units: number): void {
  Atomics.add(words, word.taken, units);
  Atomics.notify(words, word.taken);
}
