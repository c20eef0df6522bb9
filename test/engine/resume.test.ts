import { describe, expect, it } from "vitest";
import { ManualClock } from "../../engine/manual-clock.js";
import { MemoryStore } from "../../engine/memory-store.js";
import { engineWith, manifestOf } from "./engine-with.js";
import { type Script, type ScriptedAnswer, scriptedRunner } from "./scripted-runner.js";

const command = (type: string, payload: unknown) => ({ type, payload });
const callWorker = command("call_module", {
  skill_id: "worker",
  method: "work",
  payload: {},
  callback: "hear",
  call_ctx: "",
});

/** A skill that calls the worker when its schedule is due, and hears what it answered. */
function caller(): { script: Script; heard: unknown[] } {
  const heard: unknown[] = [];
  const methods: Script["methods"] = {
    plan: () => ({ commands: [command("schedule", { method: "due", delay_ms: 5, payload: {} })] }),
    due: () => ({ commands: [callWorker] }),
    hear: ({ payload, error }) => {
      heard.push(error || payload);
    },
  };
  return { script: { methods }, heard };
}

const worker: Script = { methods: { work: () => ({ value: "done" }) } };

describe("an engine that waits for resume", () => {
  it("calls what fell due meanwhile once the skills that it calls are there", async () => {
    const store = new MemoryStore();
    const first = engineWith({ skill: caller().script }, { store });
    first.engine.invoke("skill", "plan");
    first.engine.close();
    const { script, heard } = caller();
    const clock = new ManualClock(2_000_000);
    const { engine } = engineWith({ skill: script }, { store, clock, waitsForResume: true });
    clock.advance(0);
    engine.add({ manifest: manifestOf("worker"), runner: scriptedRunner(worker) });
    expect(heard).toEqual([]);
    await engine.resume();
    clock.advance(0);
    expect(heard).toEqual(["done"]);
  });

  it("waits for schedules that are asked for before, and resumes nothing twice", async () => {
    const { script, heard } = caller();
    const { engine, clock } = engineWith({ skill: script, worker }, { waitsForResume: true });
    engine.invoke("skill", "plan");
    clock.advance(5);
    await engine.resume();
    await engine.resume();
    clock.advance(5);
    expect(heard).toEqual(["done"]);
  });
});

describe("an engine that is closed", () => {
  it("still owes the calls that the last answer asked for", async () => {
    const store = new MemoryStore();
    let answer = () => {};
    const slow: Script = {
      methods: {
        run: () =>
          new Promise<ScriptedAnswer>((resolve) => {
            answer = () => resolve({ commands: [callWorker] });
          }),
      },
    };
    const { engine } = engineWith({ worker, skill: slow }, { store });
    const running = engine.invoke("skill", "run");
    const closed = engine.close();
    answer();
    await Promise.all([running, closed]);
    expect(store.listTasks()).toMatchObject([{ skillId: "worker", method: "work" }]);
    const { script, heard } = caller();
    const createId = (kind: string) => `${kind}-later`;
    const next = engineWith({ skill: script, worker }, { store, createId });
    await next.engine.resume();
    expect(heard).toEqual(["done"]);
  });

  it("still owes a call that its closing cut off", async () => {
    const store = new MemoryStore();
    let cutOff = () => {};
    const long: Script = {
      methods: {
        work: () =>
          new Promise<ScriptedAnswer>((_, reject) => {
            cutOff = () => reject(new Error("the host stopped"));
          }),
      },
    };
    const { script, heard } = caller();
    const { engine, notices } = engineWith({ skill: script, worker: long }, { store });
    engine.invoke("skill", "due");
    const closed = engine.close();
    cutOff();
    await closed;
    expect([heard, notices]).toEqual([[], []]);
    expect(store.listTasks()).toMatchObject([{ skillId: "worker", method: "work" }]);
  });
});
