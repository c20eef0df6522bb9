import type { Frame } from "./link.js";

/** So many messages are read while an earlier one is with its method, and so many bytes. */
const MOST_AHEAD = 16;
const MOST_AHEAD_BYTES = 64 * 1024;

/**
 * What is done with the messages of one connection, one after the other. A few are read ahead,
 * lest a method that waits for the same connection's next message waits for itself.
 */
export class MessageLine {
  private tail: Promise<unknown> = Promise.resolve();
  private ahead = 0;
  private aheadBytes = 0;
  private resume = () => {};

  /** Resolves when all that was added so far is done. */
  get settled(): Promise<unknown> {
    return this.tail;
  }

  /** Resolves when the next message may be read. `run` never rejects. */
  add({ length }: Frame, run: () => Promise<void>): Promise<void> | undefined {
    this.ahead++;
    this.aheadBytes += length;
    this.tail = this.tail.then(() => {
      this.ahead--;
      this.aheadBytes -= length;
      if (this.hasRoom) this.resume();
      return run();
    });
    if (this.hasRoom) return undefined;
    return new Promise((resolve) => {
      this.resume = resolve;
    });
  }

  private get hasRoom(): boolean {
    return this.ahead < MOST_AHEAD && this.aheadBytes <= MOST_AHEAD_BYTES;
  }
}
