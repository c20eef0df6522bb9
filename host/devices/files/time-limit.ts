import { type Clock, type HostCall, HostError, timeLeftMs } from "@luminarys/sdk-as/engine";

const DEFAULT_MS = 30_000;

/** The time that a host call on files has: 30 s, cut to what is left of its call. */
export class TimeLimit {
  private readonly clock: Clock;
  private readonly action: string;
  private readonly timeoutMs: number;
  private readonly endMs: number;

  /** `action` stands after `Cannot`. */
  constructor(clock: Clock, { call, action }: { call: HostCall; action: string }) {
    const startMs = clock.now();
    this.clock = clock;
    this.action = action;
    this.timeoutMs = Math.min(DEFAULT_MS, timeLeftMs(call, startMs));
    this.endMs = startMs + this.timeoutMs;
  }

  /** Throws a HostError once the time is up. */
  check(): void {
    if (this.clock.now() < this.endMs) return;
    const ms = Math.round(this.timeoutMs * 1000) / 1000;
    throw new HostError(`Cannot ${this.action}: not done within ${ms} ms`, { code: "timeout" });
  }
}
