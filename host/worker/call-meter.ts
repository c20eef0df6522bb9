import type { CallCounts } from "@luminarys/sdk-as/engine";
import { monotonicMs } from "./monotonic.js";
import { MOVED_BYTES, word } from "./shared-words.js";

/** A tick is a tenth of a millisecond: a call of two days still fits. */
const TICKS_PER_MS = 10;

export interface CallTimes {
  /** Milliseconds that the guest has run. */
  readonly guestMs: number;
  /** How long its host call takes already. */
  readonly hostCallMs: number | undefined;
  /** How long ago a host call ended, when none is under way. */
  readonly answeredMs: number | undefined;
}

/**
 * What the running call has used, in words that both threads see. Only the skill's thread writes the
 * times; the counts are written by the thread whose turn it is.
 *
 * A host call that ends adds its time before it clears its mark, so that whoever reads between sees
 * too much host time rather than too little: a guest is never ended early.
 */
export class CallMeter implements CallCounts {
  private readonly words: Int32Array;
  private readonly floats: Float64Array;
  /** When the call was handed over; times in the words count from here. */
  private epochMs = 0;
  private depth = 0;
  private hostMs = 0;
  private sinceMs = 0;

  constructor(words: SharedArrayBuffer) {
    this.words = new Int32Array(words);
    this.floats = new Float64Array(words);
  }

  get hostCalls(): number {
    return this.words[word.hostCalls] as number;
  }

  set hostCalls(count: number) {
    this.words[word.hostCalls] = count;
  }

  get bytes(): number {
    return this.floats[MOVED_BYTES] as number;
  }

  set bytes(count: number) {
    this.floats[MOVED_BYTES] = count;
  }

  /** Both guards count for the same call, which `begin` begins. */
  enter(): void {}

  /** Main thread: calls are about to be handed over. Gives the epoch of their times. */
  prepare(): number {
    this.epochMs = monotonicMs();
    this.store(word.begun, 0);
    return this.epochMs;
  }

  /** Skill's thread: a call begins. What the one before it has spent is too much rather than too little. */
  begin(epochMs: number): void {
    this.epochMs = epochMs;
    this.depth = 0;
    this.hostMs = 0;
    this.hostCalls = 0;
    this.bytes = 0;
    this.store(word.inHostCall, 0);
    this.store(word.answered, 0);
    // Two threads' clocks differ a little: a call that has begun is never taken for one that hasn't.
    this.store(word.begun, Math.max(1, this.ticks(monotonicMs()) + 1));
    this.store(word.spent, 0);
  }

  /** Skill's thread: runs what isn't the guest's own time. */
  asHost<T>(run: () => T): T {
    if (this.depth++ === 0) {
      this.sinceMs = monotonicMs();
      this.store(word.since, this.ticks(this.sinceMs));
      this.store(word.inHostCall, 1);
    }
    try {
      return run();
    } finally {
      if (--this.depth === 0) this.leave();
    }
  }

  /** Main thread: how far the call is. */
  read(): CallTimes {
    const now = this.ticks(monotonicMs());
    const begun = this.load(word.begun);
    if (begun === 0) return { guestMs: 0, hostCallMs: undefined, answeredMs: undefined };
    const isInHostCall = this.load(word.inHostCall) === 1;
    const hostCall = isInHostCall ? now - this.load(word.since) : 0;
    const guest = now - begun - this.load(word.spent) - hostCall;
    const answered = this.load(word.answered);
    return {
      guestMs: guest / TICKS_PER_MS,
      hostCallMs: isInHostCall ? hostCall / TICKS_PER_MS : undefined,
      answeredMs: isInHostCall || answered === 0 ? undefined : (now - answered) / TICKS_PER_MS,
    };
  }

  private leave(): void {
    const now = monotonicMs();
    this.hostMs += now - this.sinceMs;
    this.store(word.spent, Math.ceil(this.hostMs * TICKS_PER_MS));
    this.store(word.answered, this.ticks(now));
    this.store(word.inHostCall, 0);
  }

  private ticks(ms: number): number {
    return Math.floor((ms - this.epochMs) * TICKS_PER_MS);
  }

  private load(index: number): number {
    return Atomics.load(this.words, index);
  }

  private store(index: number, value: number): void {
    Atomics.store(this.words, index, value);
  }
}
