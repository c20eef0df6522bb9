/**
 * Keeps skills from running inside each other: what is started while a call runs begins when the
 * outermost one has ended. So a chain of calls never grows the stack, however long it is.
 */
export class Agenda {
  private readonly jobs: (() => void)[] = [];
  private depth = 0;

  /** Runs it, and then whatever was added meanwhile. */
  enter<T>(run: () => T): T {
    this.depth++;
    try {
      return run();
    } finally {
      if (this.depth === 1) this.drain();
      this.depth--;
    }
  }

  /** Runs it now, or as soon as nothing else does. Mustn't throw. */
  add(job: () => void): void {
    this.jobs.push(job);
    if (this.depth === 0) this.enter(() => {});
  }

  private drain(): void {
    for (let job = this.jobs.shift(); job; job = this.jobs.shift()) job();
  }
}
