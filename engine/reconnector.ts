import type { Clock } from "./clock.js";
import { backoffMs } from "./cores/backoff.js";
import { HostError } from "./errors.js";
import type { Reconnect } from "./manifest/model.js";
import { attempt, chain, type Maybe } from "./maybe.js";

export interface ReconnectorParts<Link> {
  readonly delays: Reconnect;
  readonly clock: Clock;
  /** Gives numbers from 0 up to 1. */
  readonly random: () => number;
  /** Tries once. Throws or rejects when it fails; a HostError with code `denied` ends all attempts. */
  readonly open: () => Maybe<Link>;
  readonly onOpen: (link: Link) => void;
  readonly onDenied: (error: HostError) => void;
  /** Gets rid of a link that came after `stop`. */
  readonly discard: (link: Link) => void;
}

/**
 * Makes a lost connection again and again until it holds. The waits grow while connections last less
 * than the longest wait, also when they could be made.
 */
export class Reconnector<Link> {
  private readonly parts: ReconnectorParts<Link>;
  private openedMs: number;
  private failed = 0;
  private isStopped = false;
  private cancel = () => {};

  constructor(parts: ReconnectorParts<Link>) {
    this.parts = parts;
    this.openedMs = parts.clock.now();
  }

  /** Begins, as the connection was lost now. */
  start(): void {
    const { clock, delays } = this.parts;
    if (clock.now() - this.openedMs >= delays.max_ms) this.failed = 0;
    this.wait();
  }

  /** Gives up. */
  stop(): void {
    this.isStopped = true;
    this.cancel();
  }

  private wait(): void {
    const { clock, random, delays } = this.parts;
    const limits = { minMs: delays.min_ms, maxMs: delays.max_ms };
    const waitMs = backoffMs(limits, { failed: this.failed++, random: random() });
    this.cancel = clock.setTimer(waitMs, () => this.attempt());
  }

  private attempt(): void {
    const { open, onOpen, onDenied, discard, clock } = this.parts;
    chain(attempt(open), (outcome) => {
      if (!outcome.ok) this.goOn(outcome.error, onDenied);
      else if (this.isStopped) discard(outcome.value);
      else {
        this.openedMs = clock.now();
        onOpen(outcome.value);
      }
    });
  }

  private goOn(error: unknown, onDenied: (error: HostError) => void): void {
    if (this.isStopped) return;
    if (error instanceof HostError && error.code === "denied") onDenied(error);
    else this.wait();
  }
}
