import type { Clock } from "@luminarys/sdk-as/engine";

const REPORT_AFTER_MS = 1000;

export interface LogValveOptions {
  /** How many pass in a second, and at once after a quiet one; 0 is no limit. */
  readonly linesPerSecond: number;
  readonly clock: Clock;
  /** Told how many were dropped, before the next line that passes or a second later. */
  onDropped(count: number): void;
}

/** Lets as many log lines pass as a skill may write, and counts those that it drops. */
export class LogValve {
  private readonly options: LogValveOptions;
  /** Lines that may pass now; whole ones count. */
  private left: number;
  private filledMs: number;
  private dropped = 0;
  private cancelReport: (() => void) | undefined;

  constructor(options: LogValveOptions) {
    this.options = options;
    this.left = options.linesPerSecond;
    this.filledMs = options.clock.now();
  }

  /** Whether a line passes now. */
  pass(): boolean {
    if (this.options.linesPerSecond === 0) return true;
    this.fill();
    if (this.left < 1) {
      this.drop();
      return false;
    }
    this.left--;
    this.report();
    return true;
  }

  /** Tells of what was dropped since it was last told. */
  report(): void {
    this.cancelReport?.();
    this.cancelReport = undefined;
    const { dropped } = this;
    this.dropped = 0;
    if (dropped > 0) this.options.onDropped(dropped);
  }

  /** A clock that is set back fills nothing. */
  private fill(): void {
    const { linesPerSecond, clock } = this.options;
    const nowMs = clock.now();
    const added = (Math.max(0, nowMs - this.filledMs) * linesPerSecond) / 1000;
    this.left = Math.min(linesPerSecond, this.left + added);
    this.filledMs = nowMs;
  }

  private drop(): void {
    this.dropped++;
    this.cancelReport ??= this.options.clock.setTimer(REPORT_AFTER_MS, () => this.report());
  }
}
