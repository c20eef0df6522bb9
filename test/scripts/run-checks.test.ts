import { expect, test } from "vitest";
import { type Check, type Finished, runChecks } from "../../scripts/check/run-checks.js";

/** Checks that end when they are told to. */
class Bench {
  readonly running: string[] = [];
  readonly finished: Finished[] = [];
  private readonly ends = new Map<string, () => void>();

  check(name: string, more: Partial<Check> = {}): Check {
    const run = async () => {
      this.running.push(name);
      await new Promise<void>((resolve) => this.ends.set(name, resolve));
      this.running.splice(this.running.indexOf(name), 1);
      return { passed: 1, failed: 0, printed: `${name} says so` };
    };
    return { name, processors: 1, run, ...more };
  }

  start(checks: Check[], processors = 2): Promise<void> {
    return runChecks(checks, { processors, onFinished: (check) => this.finished.push(check) });
  }

  /** Ends a check, and lets what waited for it start. */
  async end(name: string): Promise<void> {
    this.ends.get(name)?.();
    await new Promise(setImmediate);
  }
}

test("as many checks run at the same time as there are processors", async () => {
  const bench = new Bench();
  const all = bench.start(["one", "two", "three"].map((name) => bench.check(name)));
  expect(bench.running).toEqual(["one", "two"]);
  await bench.end("one");
  expect(bench.running).toEqual(["two", "three"]);
  await bench.end("three");
  await bench.end("two");
  await all;
  expect(bench.finished.map(({ name, printed }) => [name, printed])).toEqual([
    ["one", "one says so"],
    ["three", "three says so"],
    ["two", "two says so"],
  ]);
});

test("a check that fills the machine runs alone, after what can run beside others", async () => {
  const bench = new Bench();
  const big = bench.check("big", { processors: 2 });
  const all = bench.start([bench.check("one"), big, bench.check("two")]);
  expect(bench.running).toEqual(["one", "two"]);
  await bench.end("one");
  expect(bench.running).toEqual(["two"]);
  await bench.end("two");
  expect(bench.running).toEqual(["big"]);
  await bench.end("big");
  await all;
});

test("a check waits for the one it needs, and for none that isn't run", async () => {
  const bench = new Bench();
  const all = bench.start([
    bench.check("build"),
    bench.check("types", { after: "build" }),
    bench.check("page", { after: "nothing" }),
  ]);
  expect(bench.running).toEqual(["build", "page"]);
  await bench.end("page");
  expect(bench.running).toEqual(["build"]);
  await bench.end("build");
  expect(bench.running).toEqual(["types"]);
  await bench.end("types");
  await all;
});

test("one processor runs one check after the other", async () => {
  const bench = new Bench();
  const all = bench.start([bench.check("big", { processors: 2 }), bench.check("one")], 1);
  expect(bench.running).toEqual(["big"]);
  await bench.end("big");
  expect(bench.running).toEqual(["one"]);
  await bench.end("one");
  await all;
});

test("checks that need each other are refused", async () => {
  const bench = new Bench();
  const checks = [bench.check("a", { after: "b" }), bench.check("b", { after: "a" })];
  await expect(bench.start(checks)).rejects.toThrow('Cannot run "a": it waits for ever');
});
