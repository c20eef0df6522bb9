import type { Clock } from "./clock.js";

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved. Timers run in order of their time, then of setting. */
export class ManualClock implements Clock {
  private nowMs: number;
  /** Sorted. */
  private readonly timers: Timer[] = [];

  /** `nowMs` is Unix time in milliseconds. */
  constructor(nowMs = 0) {
    this.nowMs = nowMs;
  }

  now(): number {
    return this.nowMs;
  }

  setTimer(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.nowMs + Math.max(0, delayMs || 0), run };
    this.timers.splice(this.placeOf(timer.dueMs), 0, timer);
    return () => {
      const at = this.timers.indexOf(timer);
      if (at >= 0) this.timers.splice(at, 1);
    };
  }

  /** When the next timer is due; undefined when none is set. */
  get nextDueMs(): number | undefined {
    return this.timers[0]?.dueMs;
  }

  /** How many timers are set. */
  get pending(): number {
    return this.timers.length;
  }

  /** Moves the time on and runs what falls due on the way, including what that sets. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError(`Cannot advance clock: ${ms} ms isn't a wait`);
    const target = this.nowMs + ms;
    while ((this.nextDueMs ?? Number.POSITIVE_INFINITY) <= target) this.runNext();
    this.nowMs = Math.max(this.nowMs, target);
  }

  /** Moves to the next timer and runs it; false when none is set. */
  runNext(): boolean {
    const timer = this.timers.shift();
    if (!timer) return false;
    this.nowMs = Math.max(this.nowMs, timer.dueMs);
    timer.run();
    return true;
  }

  private placeOf(dueMs: number): number {
    let low = 0;
    let high = this.timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.timers[middle] as Timer).dueMs <= dueMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
