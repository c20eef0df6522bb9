import { expect, test } from "vitest";
import { HostError } from "../../engine/errors.js";
import { ManualClock } from "../../engine/manual-clock.js";
import { Reconnector } from "../../engine/reconnector.js";

const failure = () => {
  throw new Error("nobody listens");
};

/** A reconnector whose attempts do what `tries` say, one after the other, and then succeed. */
function reconnector(...tries: (() => number | Promise<number>)[]) {
  const clock = new ManualClock();
  const seen: string[] = [];
  let attempts = 0;
  const made = new Reconnector<number>({
    delays: { min_ms: 100, max_ms: 1000 },
    clock,
    random: () => 0.5,
    open: () => {
      const attempt = attempts++;
      seen.push(`try at ${clock.now()}`);
      return tries[attempt]?.() ?? attempt;
    },
    onOpen: (link) => seen.push(`open ${link}`),
    onDenied: (error) => seen.push(error.message),
    discard: (link) => seen.push(`discard ${link}`),
  });
  return { made, clock, seen };
}

/** Runs timer after timer. */
function advance(clock: ManualClock, untilMs: number): void {
  clock.advance(untilMs - clock.now());
}

test("a lost connection is made again after waits that grow", () => {
  const { made, clock, seen } = reconnector(failure, failure);
  made.start();
  advance(clock, 5000);
  const times = seen.filter((line) => line.startsWith("try")).map((line) => Number(line.slice(7)));
  const [first = 0, second = 0, third = 0] = times;
  expect(seen.at(-1)).toBe("open 2");
  expect(times).toHaveLength(3);
  expect(second - first).toBeGreaterThan(first);
  expect(third - second).toBeGreaterThan(second - first);
  expect(clock.pending).toBe(0);
});

test("the waits begin anew after a connection that lasted the longest wait", () => {
  const { made, clock, seen } = reconnector(failure);
  made.start();
  advance(clock, 5000);
  const [first] = seen;
  seen.length = 0;
  made.start();
  advance(clock, 10_000);
  expect([first, ...seen]).toEqual(["try at 150", "try at 5150", "open 2"]);
});

test("a denied attempt is the last, and told", () => {
  const denied = () => {
    throw new HostError("Cannot connect: denied", { code: "denied" });
  };
  const { made, clock, seen } = reconnector(denied);
  made.start();
  advance(clock, 60_000);
  expect(seen.slice(1)).toEqual(["Cannot connect: denied"]);
  expect(clock.pending).toBe(0);
});

test("nothing is tried once it's stopped", () => {
  const { made, clock, seen } = reconnector(failure);
  made.start();
  made.stop();
  advance(clock, 60_000);
  expect(seen).toEqual([]);
  expect(clock.pending).toBe(0);
});

test("a connection that came after the stop is got rid of, and a failure after it ends all", async () => {
  for (const [late, want] of [
    [() => Promise.resolve(7), ["discard 7"]],
    [() => Promise.reject(new Error("too late")), []],
  ] as const) {
    const { made, clock, seen } = reconnector(late);
    made.start();
    advance(clock, 1000);
    made.stop();
    await new Promise(setImmediate);
    expect(seen.slice(1)).toEqual(want);
    expect(clock.pending).toBe(0);
  }
});
