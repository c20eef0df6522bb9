import { expect, test } from "vitest";
import type { SkillRunner } from "../../engine/hosted-skill.js";
import { ManualClock } from "../../engine/manual-clock.js";
import type { RawResult } from "../../engine/skill.js";
import { IdleWork } from "../../testing/idle-work.js";

const result = { value: new Uint8Array(), commands: [] } as unknown as RawResult;

/** A runner whose call does that. */
function runnerOf(run: () => void): SkillRunner {
  return {
    describe: () => {
      throw new Error("nobody asks");
    },
    invokeRaw: () => {
      run();
      return result;
    },
  };
}

function bench() {
  const clock = new ManualClock();
  const idle = new IdleWork(clock);
  const done: string[] = [];
  const add = (name: string) => idle.add(() => void done.push(name));
  const call = (run: () => void) =>
    idle.watch(runnerOf(run)).invokeRaw("run", new Uint8Array(), {});
  return { clock, idle, done, add, call };
}

test("work runs at once when no call runs", () => {
  const { add, done } = bench();
  add("a");
  expect(done).toEqual(["a"]);
});

test("work waits for the call that runs, and then for the clock", () => {
  const { add, call, clock, done } = bench();
  call(() => {
    add("a");
    add("b");
    done.push("call");
  });
  expect(done).toEqual(["call"]);
  clock.advance(0);
  expect(done).toEqual(["call", "a", "b"]);
});

test("work that is told to proceed after a call needn't wait for the clock", () => {
  const { add, call, clock, idle, done } = bench();
  call(() => add("a"));
  idle.proceed();
  clock.advance(0);
  expect(done).toEqual(["a"]);
});

test("work doesn't begin within the calls of calls, nor when time passes within one", () => {
  const { add, call, clock, done } = bench();
  call(() => {
    add("a");
    call(() => {
      add("b");
      clock.advance(10);
    });
    clock.advance(10);
    done.push("call");
  });
  clock.advance(0);
  expect(done).toEqual(["call", "a", "b"]);
});

test("a call that throws lets go of the work that waits", () => {
  const { add, call, clock, done } = bench();
  expect(() =>
    call(() => {
      add("a");
      throw new Error("out of tea");
    }),
  ).toThrow("out of tea");
  clock.advance(0);
  expect(done).toEqual(["a"]);
});
