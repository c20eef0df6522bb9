/** At once in the queue of one skill, which takes them one by one. */
const MOST_AT_ONCE = 32;

/**
 * Lets the messages of many connections wait here for a skill instead of in its queue, which
 * refuses calls when it is full.
 */
export class Turns {
  private readonly most: number;
  private readonly waiting = new Set<() => void>();
  private running = 0;

  /** `queue` is how many calls of the skill may wait. */
  constructor(queue: number) {
    this.most = Math.min(MOST_AT_ONCE, Math.ceil(queue / 2));
  }

  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.running < this.most) this.running++;
    else await new Promise<void>((resolve) => this.waiting.add(resolve));
    try {
      return await job();
    } finally {
      this.passOn();
    }
  }

  private passOn(): void {
    const [next] = this.waiting;
    if (!next) this.running--;
    else {
      this.waiting.delete(next);
      next();
    }
  }
}
