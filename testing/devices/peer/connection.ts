import type { Connection, ConnectionEvent } from "../../../engine/connection-events.js";
import type { HostCall } from "../../../engine/device.js";
import { HostError } from "../../../engine/errors.js";
import type { ManualClock } from "../../../engine/manual-clock.js";
import type { Surroundings } from "../surroundings.js";
import type { PeerRun } from "./peer-run.js";

export interface ConnectionParts<Inbox, Out> {
  readonly id: string;
  readonly callback: string;
  /** The call that opened it. */
  readonly call: HostCall;
  readonly clock: ManualClock;
  readonly run: PeerRun<Inbox, Out>;
  readonly deliver: Surroundings["deliver"];
  /** Milliseconds without data after which it times out; 0 = never. */
  readonly idleMs: number;
}

/** A connection that stays, between a skill and a scripted peer. What the peer does takes its time. */
export abstract class PeerConnection<Inbox, Out> implements Connection {
  readonly id: string;
  readonly call: HostCall;
  /** The method that hears of events; "" drops them. */
  callback: string;
  /** Whether both sides still hold it. */
  isOpen = true;
  /** Whether the skill has let go of it, and hears of it no more. */
  closed = false;
  /** Whether there is no peer for now. */
  protected isSuspended = false;
  protected run: PeerRun<Inbox, Out>;
  private readonly clock: ManualClock;
  private readonly deliver: Surroundings["deliver"];
  private readonly idleMs: number;
  private cancelNext: (() => void) | undefined;
  private cancelIdle: (() => void) | undefined;

  constructor(parts: ConnectionParts<Inbox, Out>) {
    this.id = parts.id;
    this.callback = parts.callback;
    this.call = parts.call;
    this.clock = parts.clock;
    this.run = parts.run;
    this.deliver = parts.deliver;
    this.idleMs = parts.idleMs;
  }

  /** Lets the peer begin, or go on with what has come in. Throws a HostError when that is unexpected. */
  proceed(): void {
    this.touch();
    const problem = this.schedule();
    if (problem !== undefined) throw new HostError(problem, { code: "unavailable" });
  }

  /** Ends it from the skill's side: nothing more is heard of it. */
  close(): void {
    this.closed = true;
    this.finish();
  }

  /** Ends it; what has been told is still heard. */
  protected finish(): void {
    this.isOpen = false;
    this.cancelNext?.();
    this.cancelIdle?.();
  }

  /** There is no peer until `resume`. */
  protected suspend(): void {
    this.isSuspended = true;
    this.cancelNext?.();
    this.cancelNext = undefined;
    this.cancelIdle?.();
  }

  /** Goes on with another peer. */
  protected resume(run: PeerRun<Inbox, Out>): void {
    this.run = run;
    this.isSuspended = false;
    this.proceed();
  }

  protected tell(event: ConnectionEvent): void {
    this.deliver({ connection: this, event });
  }

  /** The peer does something now. */
  protected act(out: Out): void {
    if (!this.isOpen || this.isSuspended) return;
    this.touch();
    this.apply(out);
  }

  /** Hands an event to the skill, or closes. */
  protected abstract apply(out: Out): void;
  /** Ends it with an event. */
  protected abstract drop(kind: "timeout" | "io", message: string): void;
  /** For messages: `connection to "redis:6379"`. */
  protected abstract describe(): string;

  /** Prepares what the peer does next. Gives what is wrong with what came in. */
  private schedule(): string | undefined {
    if (this.cancelNext || !this.isOpen || this.isSuspended) return undefined;
    const next = this.run.next();
    if (next.state === "waiting") return undefined;
    if (next.state === "wrong") {
      return `Cannot go on with the ${this.describe()}: the peer expects ${next.wanted}, found ${next.found}`;
    }
    this.cancelNext = this.clock.setTimer(next.delayMs, () => {
      this.cancelNext = undefined;
      this.act(next.out);
      const problem = this.schedule();
      if (problem !== undefined) this.drop("io", problem);
    });
    return undefined;
  }

  private touch(): void {
    this.cancelIdle?.();
    if (this.idleMs === 0 || !this.isOpen) return;
    const expire = () => this.drop("timeout", `nothing was sent for ${this.idleMs} ms`);
    this.cancelIdle = this.clock.setTimer(this.idleMs, expire);
  }
}
