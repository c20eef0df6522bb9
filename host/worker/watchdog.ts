import type { CallMeter } from "./call-meter.js";

/** How long a guest may go on after its deadline when a host call kept it: to take in the answer. */
const GRACE_MS = 100;
/** Within a host call the guest's time stands still; how long to look away at most. */
const HOST_CALL_MS = 50;

/** The devices of the skill's thread look at the clock themselves; one that forgot is ended with it. */
export const STUCK_MS = 40_000;

/** `stuck`: a device of the skill's own thread doesn't come to an end. */
export type Expiry = "guest" | "total" | "stuck";

export interface WatchdogOptions {
  readonly meter: CallMeter;
  /** Milliseconds that the guest's own code may run. */
  readonly guestMs: number;
  /** Milliseconds until the call's deadline; infinite without one. */
  readonly leftMs: () => number;
  /** Whether a device of the main thread is at work, whose end `resume` tells. */
  readonly isAsking: () => boolean;
  readonly onExpired: (expiry: Expiry) => void;
}

/** Ends one call that takes too long, with one timer that is set for when that could be. */
export class Watchdog {
  private readonly options: WatchdogOptions;
  private timer: NodeJS.Timeout | undefined;
  private graceUsed = false;
  /** Due while a device was at work. */
  private waits = false;
  /** Whether the last look found it stuck; a main thread that comes late may be mistaken once. */
  private wasStuck = false;

  constructor(options: WatchdogOptions) {
    this.options = options;
    const { guestMs, leftMs } = options;
    this.wait(Math.min(guestMs, leftMs()));
  }

  /** A device of the main thread has answered. */
  resume(): void {
    if (!this.waits) return;
    this.waits = false;
    clearTimeout(this.timer);
    this.look();
  }

  stop(): void {
    this.waits = false;
    clearTimeout(this.timer);
  }

  private look(): void {
    const expiry = this.expiry();
    if (expiry) this.options.onExpired(expiry);
  }

  /** Waits again unless it is time. */
  private expiry(): Expiry | undefined {
    const { meter, guestMs: most, leftMs, isAsking } = this.options;
    const { guestMs, hostCallMs } = meter.read();
    const left = leftMs();
    if (guestMs >= most) return "guest";
    if (left <= 0 && (hostCallMs === undefined || this.graceUsed)) return "total";
    const isStuck = hostCallMs !== undefined && hostCallMs > STUCK_MS && !isAsking();
    if (isStuck && this.wasStuck) return "stuck";
    this.wasStuck = isStuck;
    this.graceUsed = left <= 0;
    const untilTotal = left <= 0 ? GRACE_MS : left;
    this.waits = hostCallMs !== undefined && isAsking();
    const asLong = Math.min(hostCallMs ?? 0, HOST_CALL_MS);
    const untilGuest = this.waits ? Number.POSITIVE_INFINITY : Math.max(most - guestMs, asLong);
    this.wait(Math.min(untilTotal, untilGuest));
    return undefined;
  }

  /** Without an end, there is nothing to wait for. */
  private wait(ms: number): void {
    if (ms === Number.POSITIVE_INFINITY) return;
    // Beyond what timers take, it looks once and waits again.
    this.timer = setTimeout(() => this.look(), Math.min(Math.ceil(ms), 2 ** 31 - 1));
  }
}
