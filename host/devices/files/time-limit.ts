import { type Clock, HostError, timeLeftMs } from "@luminarys/sdk-as/engine";
import { endedError, type ThreadCall } from "../thread-call.js";

const DEFAULT_MS = 30_000;

/** The time that a host call on files has: 30 s, cut to what is left of its call. */
export class TimeLimit {
  private readonly clock: Clock;
  private readonly action: string;
  private readonly timeoutMs: number;
  private readonly endMs: number;
  private readonly ended: AbortSignal | undefined;

  /** `action` stands after `Cannot`. */
  constructor(clock: Clock, { call, action }: { call: ThreadCall; action: string }) {
    const startMs = clock.now();
    this.clock = clock;
    this.action = action;
    this.timeoutMs = Math.min(DEFAULT_MS, timeLeftMs(call, startMs));
    this.endMs = startMs + this.timeoutMs;
    this.ended = call.ended;
  }

  /** Throws a HostError once the time is up, or the call's thread has been ended. */
  check(): void {
    if (this.ended?.aborted) throw endedError(this.action);
    if (this.clock.now() < this.endMs) return;
    const ms = Math.round(this.timeoutMs * 1000) / 1000;
    throw new HostError(`Cannot ${this.action}: not done within ${ms} ms`, { code: "timeout" });
  }
}
