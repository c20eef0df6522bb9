import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CallMeter } from "../../worker/call-meter.js";
import { type Expiry, STUCK_MS, Watchdog } from "../../worker/watchdog.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A call of a guest that may run for 1,000 ms, and what is known of it. */
function watch({ totalMs = Number.POSITIVE_INFINITY } = {}) {
  const begun = Date.now();
  const facts = { hostMs: 0, since: undefined as number | undefined, asking: false };
  let answeredAt: number | undefined;
  const expiries: [expiry: Expiry, atMs: number][] = [];
  const now = () => Date.now() - begun;
  const read = () => {
    const hostCallMs = facts.since === undefined ? undefined : now() - facts.since;
    const isAnswered = hostCallMs === undefined && answeredAt !== undefined;
    const answeredMs = isAnswered ? now() - (answeredAt as number) : undefined;
    return { guestMs: now() - facts.hostMs - (hostCallMs ?? 0), hostCallMs, answeredMs };
  };
  let handle: NodeJS.Timeout | undefined;
  const clear = () => clearTimeout(handle);
  const set = (ms: number) => {
    clear();
    handle = setTimeout(() => watchdog.look(), ms);
  };
  const watchdog: Watchdog = new Watchdog({
    timer: { set, clear },
    meter: { read } as CallMeter,
    guestMs: 1000,
    leftMs: () => totalMs - now(),
    isAsking: () => facts.asking,
    onExpired: (expiry) => expiries.push([expiry, now()]),
  });
  /** The thread goes on by itself, before or after the main thread hears of it. */
  const enterGuest = () => {
    facts.hostMs += now() - (facts.since ?? now());
    facts.since = undefined;
    facts.asking = false;
    answeredAt = now();
  };
  const leaveHost = () => {
    enterGuest();
    watchdog.resume();
  };
  const enterHost = ({ asking }: { asking: boolean }) => {
    facts.since = now();
    facts.asking = asking;
  };
  return { watchdog, expiries, enterHost, enterGuest, leaveHost };
}

describe("the watchdog", () => {
  it("ends a guest that has run for its time, once, with one timer", () => {
    const { expiries } = watch();
    vi.advanceTimersByTime(999);
    expect([expiries, vi.getTimerCount()]).toEqual([[], 1]);
    vi.advanceTimersByTime(5000);
    expect([expiries, vi.getTimerCount()]).toEqual([[["guest", 1000]], 0]);
  });

  it("doesn't count what the main thread's devices take, however long, and sets no timer meanwhile", () => {
    const { expiries, enterHost, leaveHost } = watch();
    vi.advanceTimersByTime(400);
    enterHost({ asking: true });
    vi.advanceTimersByTime(60_000);
    expect([expiries, vi.getTimerCount()]).toEqual([[], 0]);
    leaveHost();
    vi.advanceTimersByTime(599);
    expect(expiries).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expiries).toEqual([["guest", 61_000]]);
  });

  it("doesn't count what the thread's own devices take", () => {
    const { expiries, enterHost, leaveHost } = watch();
    vi.advanceTimersByTime(999);
    enterHost({ asking: false });
    vi.advanceTimersByTime(5000);
    expect(expiries).toEqual([]);
    leaveHost();
    vi.advanceTimersByTime(51);
    expect(expiries.map(([expiry]) => expiry)).toEqual(["guest"]);
  });

  it("ends what a device of the thread itself never ends", () => {
    const { expiries, enterHost } = watch();
    enterHost({ asking: false });
    vi.advanceTimersByTime(STUCK_MS);
    expect(expiries).toEqual([]);
    vi.advanceTimersByTime(2000);
    expect(expiries.map(([expiry]) => expiry)).toEqual(["stuck"]);
  });

  it("ends a guest at the call's deadline, when that comes first", () => {
    const { expiries } = watch({ totalMs: 300 });
    vi.advanceTimersByTime(1000);
    expect(expiries).toEqual([["total", 300]]);
  });

  it("gives a host call that the deadline cuts the time to answer, and no more", () => {
    const { expiries, enterHost } = watch({ totalMs: 300 });
    enterHost({ asking: true });
    vi.advanceTimersByTime(1299);
    expect(expiries).toEqual([]);
    vi.advanceTimersByTime(1);
    expect([expiries, vi.getTimerCount()]).toEqual([[["total", 1300]], 0]);
  });

  it("gives the guest its time also when that answer is late", () => {
    const { expiries, enterHost, leaveHost } = watch({ totalMs: 300 });
    enterHost({ asking: true });
    vi.advanceTimersByTime(1200);
    leaveHost();
    vi.advanceTimersByTime(99);
    expect(expiries).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expiries).toEqual([["total", 1300]]);
  });

  it("gives the guest the time to make something of what a host call answers at the deadline", () => {
    const { expiries, enterHost, leaveHost } = watch({ totalMs: 300 });
    enterHost({ asking: true });
    vi.advanceTimersByTime(300);
    leaveHost();
    vi.advanceTimersByTime(99);
    expect(expiries).toEqual([]);
    vi.advanceTimersByTime(1);
    expect([expiries, vi.getTimerCount()]).toEqual([[["total", 400]], 0]);
  });

  it("gives it that also when the answer came before the deadline was noticed", () => {
    const { expiries, enterHost, leaveHost } = watch({ totalMs: 300 });
    enterHost({ asking: true });
    vi.advanceTimersByTime(299);
    leaveHost();
    vi.advanceTimersByTime(99);
    expect(expiries).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expiries).toEqual([["total", 399]]);
  });

  it("gives it that also when its thread wakes up after the main thread has answered", () => {
    const { watchdog, expiries, enterHost, enterGuest } = watch({ totalMs: 300 });
    enterHost({ asking: true });
    vi.advanceTimersByTime(300);
    watchdog.resume();
    vi.advanceTimersByTime(20);
    enterGuest();
    vi.advanceTimersByTime(99);
    expect(expiries).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expiries).toEqual([["total", 420]]);
  });

  it("gives it that after a device of the thread itself, too", () => {
    const { expiries, enterHost, enterGuest } = watch({ totalMs: 300 });
    enterHost({ asking: false });
    vi.advanceTimersByTime(310);
    enterGuest();
    vi.advanceTimersByTime(99);
    expect(expiries).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(expiries).toEqual([["total", 410]]);
  });

  it("gives no more than that to a guest that goes on asking after its deadline", () => {
    const { expiries, enterHost, leaveHost } = watch({ totalMs: 300 });
    vi.advanceTimersByTime(250);
    for (let i = 0; i < 40; i++) {
      enterHost({ asking: true });
      leaveHost();
      vi.advanceTimersByTime(10);
    }
    expect(expiries).toEqual([["total", 390]]);
  });

  it("ends a guest at the deadline that was answered long before", () => {
    const { expiries, enterHost, leaveHost } = watch({ totalMs: 300 });
    enterHost({ asking: true });
    vi.advanceTimersByTime(200);
    leaveHost();
    vi.advanceTimersByTime(200);
    expect(expiries).toEqual([["total", 300]]);
  });

  it("never ends a call that has ended", () => {
    const { watchdog, expiries } = watch({ totalMs: 300 });
    watchdog.stop();
    watchdog.resume();
    vi.advanceTimersByTime(5000);
    expect([expiries, vi.getTimerCount()]).toEqual([[], 0]);
  });
});
