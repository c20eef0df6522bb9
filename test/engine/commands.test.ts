import { describe, expect, it } from "vitest";
import { encodeMessage } from "../../engine/codec/message.js";
import type { Engine } from "../../engine/engine.js";
import { InvokeError } from "../../engine/errors.js";
import { MemoryStore } from "../../engine/memory-store.js";
import { ask, asking } from "./asking.js";
import { engineWith } from "./engine-with.js";
import { later, type Script } from "./scripted-runner.js";

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
