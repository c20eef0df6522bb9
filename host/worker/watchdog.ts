import type { CallMeter, CallTimes } from "./call-meter.js";
import type { LazyTimer } from "./lazy-timer.js";

/** How long a host call under way at the deadline may take to say so, on a machine that is busy. */
const ANSWER_MS = 1000;
/** What the guest then has to make something of its answer, or of one that came just before. */
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
  /** Has `look` called when it is due. */
  readonly timer: Pick<LazyTimer, "set" | "clear">;
}

/** Ends one call that takes too long, with one timer that is set for when that could be. */
export class Watchdog {
  private readonly options: WatchdogOptions;
  /** Since the deadline was found to have passed; a timer that is late takes no grace. */
  private past: { readonly leftMs: number; readonly mostGuestMs: number } | undefined;
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
    this.look();
  }

  stop(): void {
    this.waits = false;
    this.options.timer.clear();
  }

  /** The timer is due. */
  look(): void {
    const expiry = this.expiry();
    if (expiry) this.options.onExpired(expiry);
  }

  /** Waits again unless it is time. */
  private expiry(): Expiry | undefined {
    const { meter, guestMs: most, isAsking } = this.options;
    const times = meter.read();
    const { guestMs, hostCallMs } = times;
    const untilTotal = this.untilTotal(times);
    if (guestMs >= most) return "guest";
    if (untilTotal <= 0) return "total";
    const isStuck = hostCallMs !== undefined && hostCallMs > STUCK_MS && !isAsking();
    if (isStuck && this.wasStuck) return "stuck";
    this.wasStuck = isStuck;
    this.waits = hostCallMs !== undefined && isAsking();
    const asLong = Math.min(hostCallMs ?? 0, HOST_CALL_MS);
    const untilGuest = this.waits ? Number.POSITIVE_INFINITY : Math.max(most - guestMs, asLong);
    this.wait(Math.min(untilTotal, untilGuest));
    return undefined;
  }

  /** Milliseconds until the call's deadline is over, with all grace, or until it is time to look. */
  private untilTotal({ guestMs, hostCallMs, answeredMs = GRACE_MS }: CallTimes): number {
    const leftMs = this.options.leftMs();
    if (leftMs > 0) return leftMs;
    const spentMs = hostCallMs === undefined ? answeredMs : 0;
    this.past ??= { leftMs, mostGuestMs: guestMs - spentMs + GRACE_MS };
    const untilGuest = this.past.mostGuestMs - guestMs;
    if (hostCallMs === undefined) return untilGuest;
    const untilAnswer = leftMs - this.past.leftMs + ANSWER_MS;
    return Math.min(untilAnswer, untilGuest, HOST_CALL_MS);
  }

  /** Without an end, there is nothing to wait for. */
  private wait(ms: number): void {
    const { timer } = this.options;
    if (ms === Number.POSITIVE_INFINITY) timer.clear();
    else timer.set(Math.ceil(ms));
  }
}
