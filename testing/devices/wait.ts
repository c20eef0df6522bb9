import { timeLeftMs } from "../../engine/deadline.js";
import type { HostCall } from "../../engine/device.js";
import { HostError } from "../../engine/errors.js";
import type { ManualClock } from "../../engine/manual-clock.js";

const DEFAULT_TIMEOUT_MS = 30_000;

/** The time that a host call has, on the virtual clock. */
export class Wait {
  private readonly clock: ManualClock;
  private readonly action: string;
  private readonly missing: string;
  private readonly endMs: number;
  private readonly startMs: number;

  /**
   * `timeoutMs` 0 = 30 s; the call's deadline cuts it. `action` stands after `Cannot`, `missing` is what
   * doesn't come in time: an answer.
   */
  constructor(
    clock: ManualClock,
    request: { call: HostCall; timeoutMs: number | bigint; action: string; missing?: string },
  ) {
    const timeoutMs = Number(request.timeoutMs) || DEFAULT_TIMEOUT_MS;
    this.clock = clock;
    this.action = request.action;
    this.missing = request.missing ?? "answer";
    this.startMs = clock.now();
    this.endMs = this.startMs + Math.min(timeoutMs, timeLeftMs(request.call, this.startMs));
  }

  get leftMs(): number {
    return Math.max(0, this.endMs - this.clock.now());
  }

  /** Lets time pass. Throws a HostError when that takes longer than there is left. */
  spend(ms: number): void {
    if (ms <= 0) return;
    const fits = ms < this.leftMs;
    this.pass(ms);
    if (!fits) throw this.timedOut();
  }

  /** Lets time pass, as far as there is any left. */
  pass(ms: number): void {
    this.clock.advance(Math.min(ms, this.leftMs));
  }

  /** Lets time pass until something happens, as far as there is any left. */
  passToNext(): void {
    const { nextDueMs } = this.clock;
    this.pass(nextDueMs === undefined ? this.leftMs : Math.max(0, nextDueMs - this.clock.now()));
  }

  /** Lets all the time pass that is left. Gives what to throw. */
  exhaust(): HostError {
    this.clock.advance(this.leftMs);
    return this.timedOut();
  }

  private timedOut(): HostError {
    const ms = Math.round((this.endMs - this.startMs) * 1000) / 1000;
    const message = `Cannot ${this.action}: no ${this.missing} within ${ms} ms`;
    return new HostError(message, { code: "timeout" });
  }
}
