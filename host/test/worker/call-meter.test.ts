import { expect, test } from "vitest";
import { CallMeter } from "../../worker/call-meter.js";
import { monotonicMs } from "../../worker/monotonic.js";
import { createWords } from "../../worker/shared-words.js";

/** Both ends of a meter, as the main thread and a skill's have them. */
function ends(): { main: CallMeter; thread: CallMeter } {
  const words = createWords();
  return { main: new CallMeter(words), thread: new CallMeter(words) };
}

function waitMs(ms: number): void {
  const end = monotonicMs() + ms;
  while (monotonicMs() < end);
}

test("a call that begins by a clock that is behind has begun, so that its deadline comes", () => {
  for (const aheadMs of [0.05, 0.15, 1, 20]) {
    const { main, thread } = ends();
    const epochMs = main.prepare();
    thread.begin(epochMs + aheadMs);
    waitMs(5);
    expect(main.read().guestMs).toBeGreaterThan(4);
  }
});

test("a call that hasn't begun has run for no time", () => {
  const { main } = ends();
  main.prepare();
  waitMs(2);
  expect(main.read()).toEqual({ guestMs: 0, hostCallMs: undefined, answeredMs: undefined });
});
