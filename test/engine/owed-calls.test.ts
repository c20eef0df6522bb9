import { describe, expect, it } from "vitest";
import { encodeMessage } from "../../engine/codec/message.js";
import { InvokeError } from "../../engine/errors.js";
import { ManualClock } from "../../engine/manual-clock.js";
import { MemoryStore } from "../../engine/memory-store.js";
import type { StoreChange } from "../../engine/store.js";
import { engineWith } from "./engine-with.js";
import type { Script } from "./scripted-runner.js";

type Args = Record<string, unknown>;

/** A store that takes nothing while it is full. */
class FullStore extends MemoryStore {
  full = false;
  readonly commits: (readonly StoreChange[])[] = [];

  override commit(changes: readonly StoreChange[]): void {
    if (this.full) throw new Error("no space left on device");
    super.commit(changes);
    this.commits.push(changes);
  }
}

const callModule = (skill_id: string, callback = "hear") => ({
  type: "call_module",
  payload: { skill_id, method: "work", payload: { n: 1 }, callback, call_ctx: "ctx" },
});

const batchOf = (size: number, concurrency = 2) => ({
  type: "batch_invoke",
  payload: {
    items: Array.from({ length: size }, (_, n) => ({
      index: n + 10,
      skill_id: "worker",
      method: "work",
      payload: encodeMessage({ n }),
    })),
    callback: "hear",
    concurrency,
  },
});

function asking(...commands: { type: string; payload: unknown }[]) {
  const heard: Args[] = [];
  const methods: Script["methods"] = {
    run: () => ({ state: Uint8Array.of(7), commands }),
    hear: (args) => {
      heard.push(args);
    },
  };
  return { script: { methods }, heard };
}

const never = (): Promise<never> => new Promise(() => {});
const hanging: Script = { methods: { work: never } };
const echo: Script = { methods: { work: ({ n }) => ({ value: n }) } };
/** Ids of a later run must not be those of an earlier one. */
const createId = (kind: string) => `${kind}-later-${++ids}`;
let ids = 0;
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("what an answer changes", () => {
  it("is stored in one commit, before anything of it begins", () => {
    const store = new FullStore();
    const commands = [
      { type: "store_kv", payload: { key: "k", value: 1 } },
      { type: "schedule", payload: { method: "hear", delay_ms: 5, payload: {} } },
      { type: "subscribe", payload: { topic: "news", callback: "hear" } },
      callModule("worker", ""),
    ];
    const { engine } = engineWith({ skill: asking(...commands).script, worker: echo }, { store });
    engine.invoke("skill", "run");
    expect(store.commits.map((changes) => changes.map(({ kind }) => kind))).toEqual([
      ["state", "value", "add_schedule", "subscribe", "add_task"],
      ["remove_task"],
    ]);
  });

  it("fails the call when the store can't take it, and none of it happens", () => {
    const store = new FullStore();
    const { script, heard } = asking(
      { type: "subscribe", payload: { topic: "news", callback: "hear" } },
      { type: "emit_event", payload: { topic: "news", payload: 1 } },
      callModule("worker"),
    );
    const { engine } = engineWith({ skill: script, worker: echo }, { store });
    store.full = true;
    expect(() => engine.invoke("skill", "run")).toThrow(
      new InvokeError("Cannot store what the call did: no space left on device", {
        code: "store_failed",
      }),
    );
    store.full = false;
    expect([heard, store.readState("skill", ""), store.listTasks()]).toEqual([[], undefined, []]);
    engine.invoke("skill", "run");
    expect(heard).toHaveLength(1);
  });
});

describe("a call that is owed", () => {
  it("is made again, and its callback called, when the process died before it ended", async () => {
    const store = new MemoryStore();
    const first = engineWith(
      { skill: asking(callModule("worker")).script, worker: hanging },
      { store },
    );
    first.engine.invoke("skill", "run", { sessionId: "s" });
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script, worker: echo }, { store, createId });
    await engine.resume();
    const want = { skill_id: "worker", method: "work", call_ctx: "ctx", payload: 1, error: "" };
    expect(heard).toEqual([want]);
    expect(store.listTasks()).toEqual([]);
  });

  it("isn't made while the skill that asked isn't there, and isn't lost", async () => {
    const store = new MemoryStore();
    const first = engineWith(
      { skill: asking(callModule("worker")).script, worker: hanging },
      { store },
    );
    first.engine.invoke("skill", "run");
    const { engine } = engineWith({ worker: echo }, { store });
    await engine.resume();
    expect(store.listTasks()).toHaveLength(1);
  });

  it("of a callback is made when its skill is back", () => {
    const store = new MemoryStore();
    const silent: Script = {
      methods: { run: () => ({ commands: [callModule("worker")] }), hear: never },
    };
    const first = engineWith({ skill: silent, worker: echo }, { store });
    first.engine.invoke("skill", "run");
    expect(store.listTasks()).toMatchObject([{ skillId: "skill", method: "hear" }]);
    const { script, heard } = asking();
    engineWith({ skill: script }, { store, createId });
    expect(heard).toMatchObject([{ payload: 1 }]);
    expect(store.listTasks()).toEqual([]);
  });

  it("stays owed when its skill is closed while it waits", async () => {
    const store = new MemoryStore();
    const { script, heard } = asking(callModule("worker"));
    const { engine, notices } = engineWith({ skill: script, worker: hanging }, { store });
    void engine.invoke("worker", "work");
    engine.invoke("skill", "run");
    void engine.remove("worker");
    await settle();
    expect([heard, notices]).toEqual([[], []]);
    expect(store.listTasks()).toMatchObject([{ skillId: "worker" }]);
  });

  it("whose end the store can't take is told to the store until it does", () => {
    const store = new FullStore();
    const clock = new ManualClock(0);
    const { script, heard } = asking(callModule("worker"));
    const worker: Script = {
      methods: {
        work: () => {
          store.full = true;
          return { error: "no" };
        },
      },
    };
    const { engine, notices } = engineWith({ skill: script, worker }, { store, clock });
    engine.invoke("skill", "run");
    clock.advance(1000);
    expect(heard).toEqual([]);
    expect(notices).toMatchObject([{ kind: "store_failed" }, { kind: "store_failed" }]);
    store.full = false;
    clock.advance(2000);
    expect(heard).toMatchObject([{ error: "no" }]);
    expect([store.listTasks(), clock.pending]).toEqual([[], 0]);
  });

  it("of a schedule is made again when the process died while it ran", () => {
    const store = new MemoryStore();
    const schedule = { type: "schedule", payload: { method: "hear", delay_ms: 5, payload: {} } };
    const silent: Script = { methods: { run: () => ({ commands: [schedule] }), hear: never } };
    const first = engineWith({ skill: silent }, { store });
    first.engine.invoke("skill", "run");
    first.clock.advance(5);
    const { script, heard } = asking();
    const clock = new ManualClock(9_000_000);
    engineWith({ skill: script }, { store, clock });
    clock.advance(0);
    expect(heard).toEqual([{ id: "schedule-1" }]);
    expect(store.listSchedules("skill")).toEqual([]);
  });
});

describe("a batch", () => {
  it("goes on after the process died, without what had ended, and tells all results in order", async () => {
    const store = new MemoryStore();
    const half: Script = {
      methods: { work: ({ n }) => ((n as number) < 3 ? { value: n } : never()) },
    };
    const first = engineWith({ skill: asking(batchOf(6)).script, worker: half }, { store });
    first.engine.invoke("skill", "run");
    await settle();
    const made: unknown[] = [];
    const worker: Script = {
      methods: {
        work: ({ n }) => {
          made.push(n);
          return n === 4 ? { error: "four" } : { value: n };
        },
      },
    };
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script, worker }, { store, createId });
    await engine.resume();
    expect(made).toEqual([3, 4, 5]);
    expect(heard).toMatchObject([
      {
        batch_id: "batch-1",
        items: [0, 1, 2, 3, 4, 5].map((n) => ({ index: n + 10, error: n === 4 ? "four" : "" })),
      },
    ]);
    expect([store.listTasks(), store.listBatches(), store.listBatchResults("batch-1")]).toEqual([
      [],
      [],
      [],
    ]);
  });
});
