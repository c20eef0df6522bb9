import { describe, expect, it } from "vitest";
import { ManualClock } from "../../engine/manual-clock.js";

describe("a manual clock", () => {
  it("stands still until it is moved", () => {
    const clock = new ManualClock(5);
    expect(clock.now()).toBe(5);
    clock.advance(10);
    expect(clock.now()).toBe(15);
  });

  it("runs timers in order of time, then of setting, each at its own time", () => {
    const clock = new ManualClock();
    const log: string[] = [];
    for (const [name, delay] of [
      ["c", 30],
      ["a", 10],
      ["b", 10],
      ["late", 31],
    ] as const) {
      clock.setTimer(delay, () => log.push(`${name} ${clock.now()}`));
    }
    clock.advance(30);
    expect(log).toEqual(["a 10", "b 10", "c 30"]);
    expect([clock.pending, clock.nextDueMs]).toEqual([1, 31]);
  });

  it("runs what a timer sets on the way", () => {
    const clock = new ManualClock();
    const log: number[] = [];
    const tick = () => {
      log.push(clock.now());
      clock.setTimer(10, tick);
    };
    clock.setTimer(10, tick);
    clock.advance(35);
    expect(log).toEqual([10, 20, 30]);
    expect(clock.now()).toBe(35);
  });

  it("may be moved by a timer that it runs", () => {
    const clock = new ManualClock();
    const log: string[] = [];
    clock.setTimer(10, () => {
      clock.advance(100);
      log.push(`slow ${clock.now()}`);
    });
    clock.setTimer(20, () => log.push(`inside ${clock.now()}`));
    clock.advance(50);
    expect(log).toEqual(["inside 20", "slow 110"]);
    expect(clock.now()).toBe(110);
  });

  it("forgets a timer that is cancelled", () => {
    const clock = new ManualClock();
    const cancel = clock.setTimer(1, () => expect.unreachable());
    cancel();
    cancel();
    clock.advance(10);
    expect([clock.pending, clock.runNext()]).toEqual([0, false]);
  });

  it("moves to the next timer when asked", () => {
    const clock = new ManualClock();
    clock.setTimer(7, () => {});
    expect([clock.runNext(), clock.now(), clock.runNext()]).toEqual([true, 7, false]);
  });

  it.each([-1, Number.NaN])("doesn't move by %d", (ms) => {
    const clock = new ManualClock(3);
    expect(() => clock.advance(ms)).toThrow(
      new RangeError(`Cannot advance clock: ${ms} ms isn't a wait`),
    );
    expect(clock.now()).toBe(3);
  });
});
