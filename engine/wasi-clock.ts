const REALTIME = 0;
const CLOCK_EVENT = 0;
const INVALID = 28;
const NOT_SUPPORTED = 58;
const SUBSCRIPTION_BYTES = 48;
const EVENT_BYTES = 32;
const MAX_SUBSCRIPTIONS = 1024;

interface Subscription {
  userdata: bigint;
  type: number;
  /** Nanoseconds to wait. */
  wait: bigint;
}

/**
 * The clocks of one WASI guest. Sleeping doesn't block: the guest's clocks run ahead by the time
 * that it slept, so that a host without a moving clock doesn't hang.
 */
export class WasiClock {
  private readonly now: () => number;
  private readonly view: () => DataView;
  private readonly first: number;
  private ahead = 0n;

  constructor(now: () => number, view: () => DataView) {
    this.now = now;
    this.view = view;
    this.first = now();
  }

  getTime(clock: number, pointer: number): number {
    this.view().setBigUint64(pointer >>> 0, this.read(clock), true);
    return 0;
  }

  /** Answers the clocks that are due first; anything but a clock isn't supported. */
  poll(from: number, to: number, count: number, countTo: number): number {
    if (count === 0 || count >>> 0 > MAX_SUBSCRIPTIONS) return INVALID;
    const all = Array.from({ length: count }, (_, index) =>
      this.readSubscription((from >>> 0) + index * SUBSCRIPTION_BYTES),
    );
    let least = all[0]?.wait ?? 0n;
    for (const { wait } of all) if (wait < least) least = wait;
    const due = all.filter(({ wait }) => wait <= least);
    if (least > 0n) this.ahead += least;
    due.forEach((event, index) => {
      this.writeEvent((to >>> 0) + index * EVENT_BYTES, event);
    });
    this.view().setUint32(countTo >>> 0, due.length, true);
    return 0;
  }

  private read(clock: number): bigint {
    const ms = clock === REALTIME ? this.now() : this.now() - this.first;
    return BigInt(Math.round(ms * 1000)) * 1000n + this.ahead;
  }

  private readSubscription(at: number): Subscription {
    const view = this.view();
    const userdata = view.getBigUint64(at, true);
    const type = view.getUint8(at + 8);
    if (type !== CLOCK_EVENT) return { userdata, type, wait: 0n };
    const timeout = view.getBigUint64(at + 24, true);
    const absolute = (view.getUint16(at + 40, true) & 1) === 1;
    const wait = absolute ? timeout - this.read(view.getUint32(at + 16, true)) : timeout;
    return { userdata, type, wait };
  }

  private writeEvent(at: number, { userdata, type }: Subscription): void {
    const view = this.view();
    view.setBigUint64(at, userdata, true);
    view.setUint16(at + 8, type === CLOCK_EVENT ? 0 : NOT_SUPPORTED, true);
    view.setUint8(at + 10, type);
  }
}
