import { type Clock, HostError, timeLeftMs } from "@luminarys/sdk-as/engine";
import { endedError, type ThreadCall, whenEnded } from "../thread-call.js";

const DEFAULT_TIMEOUT_MS = 30_000;

export interface TimeLimitOptions {
  readonly clock: Clock;
  readonly call: Pick<ThreadCall, "deadlineNs" | "ended">;
  /** 0 = 30 s; the call's deadline cuts it. */
  readonly timeoutMs: number | bigint;
  /** Stands after `Cannot`. */
  readonly action: string;
  /** What there is none of when it is over. Default: answer. */
  readonly missing?: string;
}

/** The time that a host call has for all it does. `end` must be called when it is done. */
export class TimeLimit {
  private readonly controller = new AbortController();
  private readonly clock: Clock;
  private readonly endMs: number;
  private readonly cancel: () => void;
  private readonly forget: () => void;

  constructor({ clock, call, timeoutMs, action, missing = "answer" }: TimeLimitOptions) {
    const wanted = Number(timeoutMs) > 0 ? Number(timeoutMs) : DEFAULT_TIMEOUT_MS;
    const startMs = clock.now();
    const limitMs = Math.max(0, Math.min(wanted, timeLeftMs(call, startMs)));
    this.clock = clock;
    this.endMs = startMs + limitMs;
    const run = () => this.abort(timeoutError(limitMs, { action, missing }));
    this.cancel = clock.setTimer(limitMs, run);
    this.forget = whenEnded(call, () => this.abort(endedError(action)));
  }

  /** Aborted when the time is over, with the HostError to answer with as its reason. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get leftMs(): number {
    return Math.max(0, this.endMs - this.clock.now());
  }

  /** Ends it early, as when the skill is closed. */
  abort(reason: HostError): void {
    this.cancel();
    this.controller.abort(reason);
  }

  end(): void {
    this.cancel();
    this.forget();
  }
}

function timeoutError(
  timeoutMs: number,
  { action, missing }: Pick<Required<TimeLimitOptions>, "action" | "missing">,
): HostError {
  const ms = Math.round(timeoutMs * 1000) / 1000;
  return new HostError(`Cannot ${action}: no ${missing} within ${ms} ms`, { code: "timeout" });
}
