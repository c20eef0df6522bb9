import { ManualClock } from "@luminarys/sdk-as/engine";
import { describe, expect, it } from "vitest";
import { LazyTimer } from "../../worker/lazy-timer.js";

function open() {
  const clock = new ManualClock(0);
  let timers = 0;
  const counted = {
    now: () => clock.now(),
    setTimer: (delayMs: number, run: () => void) => {
      timers++;
      return clock.setTimer(delayMs, run);
    },
  };
  const ranAt: number[] = [];
  const timer = new LazyTimer({ clock: counted, run: () => ranAt.push(clock.now()) });
  return { clock, timer, ranAt, timers: () => timers };
}

describe("a lazy timer", () => {
  it("runs once, at the time that was set last, though it was set for earlier and for later before", () => {
    const { clock, timer, ranAt } = open();
    for (const delayMs of [500, 2000, 300, 900]) timer.set(delayMs);
    clock.advance(5000);
    expect(ranAt).toEqual([900]);
  });

  it("is put off 1,000 times with two timers of the clock", () => {
    const { clock, timer, ranAt, timers } = open();
    for (let i = 0; i < 1000; i++) {
      timer.set(1000);
      clock.advance(1);
    }
    clock.advance(999);
    expect([ranAt, timers()]).toEqual([[1999], 2]);
  });

  it.each(["clear", "close"] as const)(
    "doesn't run after %s, and does when it's set again",
    (end) => {
      const { clock, timer, ranAt } = open();
      timer.set(100);
      timer[end]();
      clock.advance(200);
      expect(ranAt).toEqual([]);
      timer.set(300);
      clock.advance(300);
      expect(ranAt).toEqual([500]);
    },
  );

  it("leaves nothing with the clock once it's closed", () => {
    const { clock, timer } = open();
    timer.set(100);
    timer.close();
    expect(clock.pending).toBe(0);
  });
});
