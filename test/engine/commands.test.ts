import { describe, expect, it } from "vitest";
import { encodeMessage } from "../../engine/codec/message.js";
import type { Engine } from "../../engine/engine.js";
import { InvokeError } from "../../engine/errors.js";
import { ManualClock } from "../../engine/manual-clock.js";
import { MemoryStore } from "../../engine/memory-store.js";
import { engineWith } from "./engine-with.js";
import { later, type Script, type ScriptedAnswer } from "./scripted-runner.js";

type Args = Record<string, unknown>;

/** A skill that asks for the commands that it is called with, and remembers its callbacks. */
function asking(more: Script["methods"] = {}): { script: Script; heard: Args[] } {
  const heard: Args[] = [];
  const ask = ({ commands }: Args): ScriptedAnswer => ({
    commands: commands as { type: string; payload: unknown }[],
  });
  const hear = (args: Args): undefined => {
    heard.push(args);
  };
  const fail = ({ commands }: Args): ScriptedAnswer => ({ ...ask({ commands }), error: "no" });
  return { script: { methods: { ask, fail, hear, ...more } }, heard };
}

const ask = (engine: Engine, type: string, payload: unknown, sessionId = "") =>
  engine.invoke("skill", "ask", { args: { commands: [{ type, payload }] }, sessionId });

describe("batch_invoke", () => {
  const item = (index: number, n: number, skill_id = "worker") => ({
    index,
    skill_id,
    method: "work",
    payload: encodeMessage({ n }),
  });
  const batch = (items: unknown[], concurrency = 0) => ({ items, callback: "hear", concurrency });
  const work = ({ n }: Args): ScriptedAnswer => (n === 2 ? { error: "not two" } : { value: n });

  it.each([0, 1, 2, 100])("tells all outcomes in order, %i at a time", (concurrency) => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script, worker: { methods: { work } } });
    const items = [item(7, 1), item(5, 2), item(6, 3), item(1, 4, "nobody")];
    ask(engine, "batch_invoke", batch(items, concurrency));
    expect(heard).toEqual([
      {
        batch_id: "batch-1",
        items: [
          { index: 7, payload: encodeMessage(1), error: "" },
          { index: 5, payload: new Uint8Array(), error: "not two" },
          { index: 6, payload: encodeMessage(3), error: "" },
          {
            index: 1,
            payload: new Uint8Array(),
            error: 'Cannot invoke "nobody/work": no such skill',
          },
        ],
      },
    ]);
  });

  it("of nothing tells so", () => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script });
    ask(engine, "batch_invoke", batch([]));
    expect(heard).toEqual([{ batch_id: "batch-1", items: [] }]);
  });

  it.each([
    [1, 1],
    [2, 2],
    [0, 4],
  ])("with concurrency %i runs %i calls at once", async (concurrency, want) => {
    let running = 0;
    let most = 0;
    const slow = async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return {};
    };
    const { script, heard } = asking();
    const worker = { methods: { work: slow } };
    const { engine } = engineWith({ skill: script, a: worker, b: worker, c: worker, d: worker });
    const items = ["a", "b", "c", "d"].map((id, n) => item(n, n, id));
    const answer = await ask(engine, "batch_invoke", batch(items, concurrency));
    await answer.done();
    expect(most).toBe(want);
    expect(heard).toHaveLength(1);
  });
});

describe("schedule", () => {
  const schedule = (delay_ms: number, payload: unknown = {}) => ({
    method: "hear",
    delay_ms,
    payload,
  });

  it("calls the method with its payload when it is due, and not before", () => {
    const { script, heard } = asking();
    const { engine, clock } = engineWith({ skill: script });
    ask(engine, "schedule", schedule(500, { n: 1 }));
    clock.advance(499);
    expect(heard).toEqual([]);
    clock.advance(1);
    expect(heard).toEqual([{ n: 1, id: "schedule-1" }]);
    expect(engine.store.listSchedules("skill")).toEqual([]);
  });

  it("calls several in order of their time", () => {
    const { script, heard } = asking();
    const { engine, clock } = engineWith({ skill: script });
    for (const n of [300, 100, 200, 100]) ask(engine, "schedule", schedule(n, { n }));
    clock.advance(1000);
    expect(heard.map(({ n }) => n)).toEqual([100, 100, 200, 300]);
  });

  it("keeps to the session of the call that asked", () => {
    const sessions: unknown[] = [];
    const { script } = asking({
      hear: (_, call) => {
        sessions.push(call.sessionId);
      },
    });
    const { engine, clock } = engineWith({ skill: script });
    ask(engine, "schedule", schedule(1), "mine");
    clock.advance(1);
    expect(sessions).toEqual(["mine"]);
  });

  it("survives its skill: what fell due meanwhile runs when the skill is back", () => {
    const store = new MemoryStore();
    const { script, heard } = asking();
    const first = engineWith({ skill: script }, { store });
    ask(first.engine, "schedule", schedule(100, { n: 1 }));
    first.engine.close();
    first.clock.advance(1000);
    expect(heard).toEqual([]);
    const clock = new ManualClock(first.clock.now());
    engineWith({ skill: script }, { store, clock });
    clock.advance(0);
    expect(heard).toEqual([{ n: 1, id: "schedule-1" }]);
    expect(store.listSchedules("skill")).toEqual([]);
  });

  it("that fell due meanwhile is forgotten on a host that says so", () => {
    const store = new MemoryStore();
    const { script, heard } = asking();
    const first = engineWith({ skill: script }, { store });
    ask(first.engine, "schedule", schedule(100, { n: 1 }));
    ask(first.engine, "schedule", schedule(2000, { n: 2 }));
    first.engine.close();
    const clock = new ManualClock(first.clock.now() + 1000);
    engineWith({ skill: script }, { store, clock, missedSchedules: "drop" });
    clock.advance(5000);
    expect(heard).toMatchObject([{ n: 2 }]);
    expect(store.listSchedules("skill")).toEqual([]);
  });

  it("keeps the payload's own id, and whatever is no map", () => {
    const { script, heard } = asking();
    const { engine, clock } = engineWith({ skill: script });
    ask(engine, "schedule", schedule(1, { id: "mine" }));
    ask(engine, "schedule", schedule(2, null));
    ask(engine, "schedule", schedule(3, [1]));
    clock.advance(5);
    expect(heard).toEqual([{ id: "mine" }, { id: "schedule-2" }, [1]]);
  });

  it("that fails is a notice", () => {
    const { script } = asking();
    const { engine, clock, notices } = engineWith({ skill: script });
    ask(engine, "schedule", { ...schedule(1), method: "nothing" });
    clock.advance(1);
    const error = 'Unknown method "nothing"';
    const who = { skillId: "skill", method: "nothing" };
    expect(notices).toEqual([{ ...who, kind: "call_failed", cause: "schedule", error }]);
  });
});

describe("emit_event", () => {
  it("reaches the subscribers of its topic, in order of subscribing", () => {
    const skill = asking();
    const other = asking();
    const { engine } = engineWith({ skill: skill.script, other: other.script });
    const subscribe = (id: string, topic: string) =>
      engine.invoke(id, "ask", {
        args: { commands: [{ type: "subscribe", payload: { topic, callback: "hear" } }] },
      });
    subscribe("other", "news");
    subscribe("skill", "news");
    subscribe("skill", "sports");
    ask(engine, "emit_event", { topic: "news", payload: { n: 1 } });
    const message = { topic: "news", payload: { n: 1 }, source: "skill", id: "message-1" };
    expect([skill.heard, other.heard]).toEqual([[message], [message]]);
  });

  it("reaches a method once, in the session that subscribed last", () => {
    const sessions: unknown[] = [];
    const { script } = asking({
      hear: (_, call) => {
        sessions.push(call.sessionId);
      },
    });
    const { engine } = engineWith({ skill: script });
    for (const session of ["one", "two"]) {
      ask(engine, "subscribe", { topic: "news", callback: "hear" }, session);
    }
    ask(engine, "emit_event", { topic: "news", payload: null }, "emitter");
    expect(sessions).toEqual(["two"]);
  });

  it.each([
    ["orders.*", ["orders.new", "orders/new"]],
    ["orders.**", ["orders", "orders.new", "orders.new.big", "orders/new"]],
    ["**", ["orders", "orders.new", "orders.new.big", "orders/new", "stock.new"]],
    ["*/new", ["orders.new", "orders/new", "stock.new"]],
    ["**.big", ["orders.new.big"]],
  ])("reaches who subscribed to %s once for each topic that fits", (topic, want) => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script });
    ask(engine, "subscribe", { topic, callback: "hear" });
    ask(engine, "subscribe", { topic: "**.nothing", callback: "hear" });
    for (const each of ["orders", "orders.new", "orders.new.big", "orders/new", "stock.new"]) {
      ask(engine, "emit_event", { topic: each, payload: null });
    }
    expect(heard.map((message) => message.topic)).toEqual(want);
  });

  it("reaches a skill that is back in the session that subscribed", () => {
    const store = new MemoryStore();
    const { script, heard } = asking();
    const first = engineWith({ skill: script }, { store });
    ask(first.engine, "subscribe", { topic: "news", callback: "hear" }, "mine");
    first.engine.close();
    const { engine } = engineWith({ skill: script }, { store });
    ask(engine, "emit_event", { topic: "news", payload: 1 });
    expect(heard).toMatchObject([{ topic: "news", payload: 1 }]);
  });

  it("reaches no skill that was removed, and nobody is fine", () => {
    const { script, heard } = asking();
    const { engine, notices } = engineWith({ skill: script, other: script });
    engine.invoke("other", "ask", {
      args: { commands: [{ type: "subscribe", payload: { topic: "news", callback: "hear" } }] },
    });
    engine.remove("other");
    ask(engine, "emit_event", { topic: "news", payload: 1 });
    expect([heard, notices]).toEqual([[], []]);
  });
});

describe("store_kv and load_kv", () => {
  it("share values among skills", () => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script, other: asking().script });
    const store = { type: "store_kv", payload: { key: "k", value: { deep: [1, null] } } };
    engine.invoke("other", "ask", { args: { commands: [store] } });
    ask(engine, "load_kv", { key: "k", callback: "hear" });
    ask(engine, "load_kv", { key: "absent", callback: "hear" });
    expect(heard).toEqual([
      { key: "k", found: true, value: { deep: [1, null] } },
      { key: "absent", found: false, value: null },
    ]);
  });

  it("are done in order within one answer", () => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script });
    const put = (value: number) => ({ type: "store_kv", payload: { key: "k", value } });
    const get = { type: "load_kv", payload: { key: "k", callback: "hear" } };
    engine.invoke("skill", "ask", { args: { commands: [put(1), get, put(2), get] } });
    expect(heard.map(({ value }) => value)).toEqual([1, 2]);
  });

  it("keep within limits.store_mb, and say so", () => {
    const { script } = asking();
    const manifest = { limits: { store_mb: 1 } };
    const { engine, notices } = engineWith({ skill: { ...script, manifest } });
    ask(engine, "store_kv", { key: "small", value: "x" });
    ask(engine, "store_kv", { key: "big", value: "x".repeat(1024 * 1024) });
    expect(engine.store.readValue("big")).toBeUndefined();
    expect(engine.store.readValue("small")).toEqual(encodeMessage("x"));
    expect(notices).toEqual([
      {
        skillId: "skill",
        kind: "command_failed",
        command: "store_kv",
        message:
          'Cannot carry out store_kv: Cannot store the value of "big": ' +
          "its 1048584 bytes and 7 stored ones go beyond 1 MiB. " +
          "Hint: raise limits.store_mb",
      },
    ]);
  });
});

describe("a stored value", () => {
  it("may be replaced by one as large", () => {
    const { script } = asking();
    const manifest = { limits: { store_mb: 1 } };
    const { engine, notices } = engineWith({ skill: { ...script, manifest } });
    for (const text of ["x", "y"]) {
      ask(engine, "store_kv", { key: "k", value: text.repeat(700_000) });
    }
    expect(engine.store.readValue("k")).toEqual(encodeMessage("y".repeat(700_000)));
    expect(notices).toEqual([]);
  });
});

describe("a command", () => {
  it.each(["spawn", "terminate", "dance"])("%s that no host supports is a notice", (type) => {
    const { script } = asking();
    const { engine, notices } = engineWith({ skill: script });
    expect(ask(engine, type, {})).toMatchObject({ error: undefined });
    const message = `Cannot carry out ${type}: this host doesn't support it`;
    expect(notices).toEqual([{ skillId: "skill", kind: "command_failed", command: type, message }]);
  });

  it("of an answer with error isn't carried out", () => {
    const { script, heard } = asking();
    const { engine } = engineWith({ skill: script });
    const command = { type: "load_kv", payload: { key: "k", callback: "hear" } };
    engine.invoke("skill", "fail", { args: { commands: [command] } });
    expect(heard).toEqual([]);
  });

  it("that isn't what the contract promises fails the call before its state is kept", () => {
    const { script } = asking({
      broken: () => ({
        state: Uint8Array.of(1),
        commands: [{ type: "store_kv", payload: { key: 5 } }],
      }),
    });
    const { engine } = engineWith({ skill: script });
    expect(() => engine.invoke("skill", "broken")).toThrow(
      'Cannot read command "store_kv": Cannot decode string at offset 5: found 0x05 (integer)',
    );
    expect(engine.store.readState("skill", "")).toBeUndefined();
  });

  it("without a callback fails visibly", () => {
    const { script } = asking();
    const { engine, notices } = engineWith({ skill: script });
    ask(engine, "call_module", { skill_id: "nobody", method: "run" });
    const message = 'Cannot carry out call_module: Cannot invoke "nobody/run": no such skill';
    expect(notices).toEqual([
      { skillId: "skill", kind: "command_failed", command: "call_module", message },
    ]);
  });
});

describe("state", () => {
  const counting: Script = {
    methods: {
      count: (_, { state }) => {
        const n = (state?.[0] ?? 0) + 1;
        return { value: n, state: Uint8Array.of(n) };
      },
      fail: () => ({ error: "no", state: Uint8Array.of(99) }),
      keep: () => ({ state: new Uint8Array() }),
      grow: () => ({ state: new Uint8Array(2 * 1024 * 1024) }),
    },
  };
  const count = (engine: Engine, sessionId: string) =>
    (engine.invoke("skill", "count", { sessionId }) as { value: unknown }).value;

  it("belongs to skill and session", () => {
    const { engine } = engineWith({ skill: counting, other: counting });
    expect([count(engine, "a"), count(engine, "a"), count(engine, "b")]).toEqual([1, 2, 1]);
    expect(engine.store.readState("other", "a")).toBeUndefined();
  });

  it("isn't changed by an answer with error", () => {
    const { engine } = engineWith({ skill: counting });
    count(engine, "a");
    expect(engine.invoke("skill", "fail", { sessionId: "a" })).toMatchObject({ state: undefined });
    expect(count(engine, "a")).toBe(2);
  });

  it("is the caller's when the caller brings it", () => {
    const { engine } = engineWith({ skill: counting });
    engine.invoke("skill", "count", { sessionId: "a", state: Uint8Array.of(41) });
    expect(count(engine, "a")).toBe(43);
  });

  it("beyond limits.store_mb fails the call and stays as it was", () => {
    const manifest = { limits: { store_mb: 1 } };
    const { engine } = engineWith({ skill: { ...counting, manifest } });
    count(engine, "a");
    expect(() => engine.invoke("skill", "grow", { sessionId: "a" })).toThrow(
      new InvokeError(
        "Cannot store the state: its 2097152 bytes and 0 stored ones go beyond 1 MiB. " +
          "Hint: raise limits.store_mb",
        { code: "store_full" },
      ),
    );
    expect(count(engine, "a")).toBe(2);
  });

  it("is read and written in a store that gives promises", async () => {
    class SlowStore extends MemoryStore {
      override readState(skillId: string, sessionId: string) {
        return Promise.resolve(super.readState(skillId, sessionId)) as never;
      }
    }
    const { engine } = engineWith({ skill: later(counting) }, { store: new SlowStore() });
    const calls = [1, 2, 3].map(() => engine.invoke("skill", "count", { sessionId: "a" }));
    expect((await Promise.all(calls)).map((answer) => answer.value)).toEqual([1, 2, 3]);
  });
});
