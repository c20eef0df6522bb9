import type { CallMeter } from "./call-meter.js";
import type { Parcel, ThreadNews } from "./messages.js";
import { word } from "./shared-words.js";

/** Units that may be under way: what the main thread deals with in one turn, as calls of others wait. */
const MOST = 8;
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

  /** Whether the main thread has taken all of it. */
  get isEmpty(): boolean {
    return this.underWay === 0;
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

/**
 * Main thread: says that parcels have been dealt with, once a turn, so that a thread that sends without
 * end takes no more than its share of each.
 */
export class Receipts {
  private readonly words: Int32Array;
  private units = 0;

  constructor(words: Int32Array) {
    this.words = words;
  }

  add(units: number): void {
    if (this.units === 0) setImmediate(() => this.hand());
    this.units += units;
  }

  private hand(): void {
    Atomics.add(this.words, word.taken, this.units);
    Atomics.notify(this.words, word.taken);
    this.units = 0;
  }
}
