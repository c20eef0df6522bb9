import type { Clock } from "@luminarys/sdk-as/engine";

export interface LazyTimerOptions {
  readonly clock: Clock;
  readonly run: () => void;
}

/**
 * A timer for what is put off far more often than it comes: putting it off is a note, and a timer that
 * fires before its time waits for the rest.
 */
export class LazyTimer {
  private readonly options: LazyTimerOptions;
  private dueMs = Number.POSITIVE_INFINITY;
  private firesMs = Number.POSITIVE_INFINITY;
  private cancel: (() => void) | undefined;

  constructor(options: LazyTimerOptions) {
    this.options = options;
  }

  /** Runs it once after so many milliseconds, in place of when it would have run. */
  set(delayMs: number): void {
    this.dueMs = this.options.clock.now() + delayMs;
    if (this.dueMs < this.firesMs) this.wait();
  }

  /** It won't run. */
  clear(): void {
    this.dueMs = Number.POSITIVE_INFINITY;
  }

  /** Nothing of it stays with the clock. */
  close(): void {
    this.clear();
    this.cancel?.();
    this.firesMs = Number.POSITIVE_INFINITY;
  }

  private wait(): void {
    const { clock } = this.options;
    this.cancel?.();
    this.firesMs = this.dueMs;
    this.cancel = clock.setTimer(this.dueMs - clock.now(), () => this.fire());
  }

  private fire(): void {
    const { clock, run } = this.options;
    this.firesMs = Number.POSITIVE_INFINITY;
    if (this.dueMs === Number.POSITIVE_INFINITY) return;
    if (this.dueMs > clock.now()) {
      this.wait();
      return;
    }
    this.clear();
    run();
  }
}
