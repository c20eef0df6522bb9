import { type Clock, HostError } from "@luminarys/sdk-as/engine";
import { TimeLimit } from "../../devices/network/time-limit.js";
import { unlessAborted } from "../../devices/network/unless-aborted.js";

export interface OpeningParts {
  readonly clock: Clock;
  /** Stands after `Cannot`. */
  readonly action: string;
  /** Connects within the limit. */
  readonly open: (limit: TimeLimit) => Promise<void>;
  /** Told once when nobody waits for it any more, before it has failed. */
  readonly onAbandoned: () => void;
}

/** One attempt to connect that several calls wait for. It goes on as long as one of them does. */
export class Opening {
  private readonly parts: OpeningParts;
  private readonly limit: TimeLimit;
  private readonly done: Promise<void>;
  private waiting = 0;
  private isDone = false;

  constructor(parts: OpeningParts) {
    const { clock, action, open } = parts;
    this.parts = parts;
    // Whoever waits has a limit of its own.
    this.limit = new TimeLimit({ clock, call: { deadlineNs: 0 }, timeoutMs: 0, action });
    this.done = open(this.limit).finally(() => {
      this.isDone = true;
      this.limit.end();
    });
    this.done.catch(() => {});
  }

  /** Rejects with what the attempt fails with, or the signal's reason. */
  async join(signal: AbortSignal): Promise<void> {
    this.waiting++;
    try {
      await unlessAborted(this.done, signal);
    } finally {
      this.waiting--;
      if (this.waiting === 0 && !this.isDone) this.abandon();
    }
  }

  /** Ends it. */
  abort(reason: HostError): void {
    if (!this.isDone) this.limit.abort(reason);
  }

  private abandon(): void {
    const { action, onAbandoned } = this.parts;
    onAbandoned();
    const reason = "nobody waits for it any more";
    this.abort(new HostError(`Cannot ${action}: ${reason}`, { code: "cancelled" }));
  }
}
