import { describe, expect, it, vi } from "vitest";
import { encodeMessage } from "../../engine/codec/message.js";
import type { Devices } from "../../engine/device.js";
import type { Engine } from "../../engine/engine.js";
import { SkillProtocolError } from "../../engine/errors.js";
import { MemoryStore } from "../../engine/memory-store.js";
import { createSkill } from "../../engine/skill.js";
import { asking } from "./asking.js";
import { engineWith } from "./engine-with.js";
import { constant, guest } from "./guest.js";
import { later } from "./scripted-runner.js";

const MIB = 1024 * 1024;

interface Command {
  type: string;
  payload: object;
}

const askAll = (engine: Engine, commands: readonly Command[]) =>
  engine.invoke("skill", "ask", { args: { commands } });

const many = (count: number, command: (i: number) => Command) =>
  Array.from({ length: count }, (_, i) => command(i));

describe("a skill that asks for more than it waits for to be done", () => {
  it("is refused calls once 10,000 wait, and may ask again once they have ended", async () => {
    const { script, heard } = asking();
    const { engine, notices } = engineWith({ skill: later(script) });
    const call = () => ({ type: "load_kv", payload: { key: "k", callback: "hear" } });
    const asked = many(4, () => askAll(engine, many(4000, call)) as never);
    for (const each of await Promise.all(asked as unknown as Promise<{ done(): unknown }>[])) {
      await each.done();
    }
    expect(heard.length).toBeLessThan(12_100);
    expect(notices.at(-1)).toEqual({
      skillId: "skill",
      kind: "command_failed",
      command: "",
      message: "Cannot carry out 3984 more commands of the same answer",
    });
    const before = heard.length;
    await ((await askAll(engine, [call()])) as { done(): unknown }).done();
    expect(heard.length).toBe(before + 1);
  });

  it("is refused schedules once 10,000 wait", () => {
    const { engine, notices, clock } = engineWith({ skill: asking().script });
    const later = () => ({ type: "schedule", payload: { method: "hear", delay_ms: 1000 } });
    for (let i = 0; i < 4; i++) askAll(engine, many(3000, later));
    expect(engine.store.listSchedules("skill")).toHaveLength(12_000);
    askAll(engine, [later()]);
    expect(notices).toEqual([
      {
        skillId: "skill",
        kind: "command_failed",
        command: "schedule",
        message:
          'Cannot carry out schedule: "skill" waits for 12000 calls of at most 10000 already',
      },
    ]);
    clock.advance(1000);
    askAll(engine, [later()]);
    expect(engine.store.listSchedules("skill")).toHaveLength(1);
  });

  it("is refused a message that is large for all who would hear it", () => {
    const { script, heard } = asking();
    const { engine, notices } = engineWith({ skill: script, other: script });
    const subscribe = [{ type: "subscribe", payload: { topic: "t", callback: "hear" } }];
    for (const id of ["skill", "other"]) {
      engine.invoke(id, "ask", { args: { commands: subscribe } });
    }
    const emit = (bytes: number) => ({
      type: "emit_event",
      payload: { topic: "t", payload: { data: new Uint8Array(bytes) } },
    });
    askAll(engine, [emit(33 * MIB)]);
    expect([heard.length, notices.length]).toEqual([0, 1]);
    askAll(engine, [emit(1)]);
    expect(heard).toHaveLength(2);
  });
});

it("results that wait for the skill that asked for them don't fill the memory", () => {
  const { script, heard } = asking({ large: () => ({ value: "x".repeat(30 * MIB) }) });
  const { engine } = engineWith({ skill: script });
  const items = many(4, (index) => ({
    type: "",
    payload: {
      index,
      skill_id: "skill",
      method: "large",
      payload: encodeMessage({}),
    },
  })).map(({ payload }) => payload);
  askAll(engine, [{ type: "batch_invoke", payload: { items, callback: "hear" } }]);
  const results = heard[0]?.items as { error: string }[];
  const reason = 'too much waits for "skill" to keep its 31457285 bytes';
  const refused = `Cannot give the result of "skill/large": ${reason}`;
  expect(results.map(({ error }) => error)).toEqual(["", "", refused, refused]);
  askAll(engine, [
    { type: "call_module", payload: { skill_id: "skill", method: "large", callback: "hear" } },
  ]);
  expect(heard[1]?.error).toBe("");
});

describe("an answer with thousands of values", () => {
  it("costs as much for each value as one value", () => {
    const store = new MemoryStore();
    const usedBytes = vi.spyOn(store, "usedBytes");
    const { engine } = engineWith({ skill: asking().script }, { store });
    const put = (i: number) => ({ type: "store_kv", payload: { key: `k${i % 4000}`, value: i } });
    askAll(engine, many(8000, put));
    expect(usedBytes).toHaveBeenCalledTimes(16_000);
    expect(usedBytes.mock.calls.every(([, replaced]) => replaced.length <= 1)).toBe(true);
    expect(store.readValue("k3999")).toEqual(encodeMessage(7999));
  });

  it("still keeps within limits.store_mb", () => {
    const script = { ...asking().script, manifest: { limits: { store_mb: 1 } } };
    const { engine, notices } = engineWith({ skill: script });
    const put = (i: number) => ({
      type: "store_kv",
      payload: { key: `k${i}`, value: new Uint8Array(1000) },
    });
    askAll(engine, many(500, put));
    askAll(engine, many(2000, put));
    const kept = many(2000, put).filter((_, i) => engine.store.readValue(`k${i}`) !== undefined);
    expect(kept.length).toBe(1041);
    expect(notices).toHaveLength(17);
  });
});

describe("subscriptions", () => {
  const subscribe = (topic: string) => ({
    type: "subscribe",
    payload: { topic, callback: "hear" },
  });

  it("are 1,000 for each skill", () => {
    const { engine, notices } = engineWith({ skill: asking().script });
    askAll(
      engine,
      many(1000, (i) => subscribe(`t${i}`)),
    );
    askAll(engine, [subscribe("t0"), subscribe("one more")]);
    expect(notices).toMatchObject([
      { message: 'Cannot carry out subscribe: "skill" has 1000 subscriptions already' },
    ]);
  });

  it("have topics that can be read", () => {
    const { engine, notices } = engineWith({ skill: asking().script });
    askAll(engine, [subscribe("t".repeat(2000))]);
    expect(notices).toMatchObject([
      { message: "Cannot carry out subscribe: topic and callback are longer than 1024 characters" },
    ]);
  });
});

describe("an answer of a guest", () => {
  const answering = (commands: readonly unknown[]) => {
    const answer = constant(8192, { version: 1, payload: encodeMessage(1), commands });
    const memory = '(memory (export "memory") 32)';
    return createSkill(guest({ memory, handle: answer.result, more: answer.data }));
  };
  const spawn = { type: "spawn", payload: {} };

  it("may ask for 4,096 commands, and no more", () => {
    expect(answering(new Array(4096).fill(spawn)).invoke("run").commands).toHaveLength(4096);
    const reason = "it asks for 4097 commands, at most 4096 are carried out";
    expect(() => answering(new Array(4097).fill(spawn)).invoke("run")).toThrow(
      new SkillProtocolError(`Cannot take the answer: ${reason}`, { code: "decode" }),
    );
  });

  it("may ask for nothing that takes long to read", () => {
    const deep = { key: "k", value: new Array(300_000).fill({}) };
    const skill = answering([
      { type: "store_kv", payload: deep },
      { type: "store_kv", payload: {} },
    ]);
    const reason = "Cannot decode map at offset 187206: the message holds too many values";
    expect(() => skill.invoke("run")).toThrow(
      new SkillProtocolError(`Cannot read the answer of skill_handle: ${reason}`, {
        code: "decode",
      }),
    );
  });

  it("may ask a host function for nothing that takes long to read", () => {
    const asked: unknown[] = [];
    const device = { fs_glob: (request: unknown) => void asked.push(request) };
    const wanted = { path: "/", patterns: new Array(200_000).fill("") };
    const request = constant(8192, wanted);
    const size = encodeMessage(wanted).length;
    const module = guest({
      imports: '(import "env" "fs_glob" (func $glob (param i32 i32) (result i64)))',
      memory: '(memory (export "memory") 32)',
      handle: `(call $glob (i32.const 8192) (i32.const ${size}))`,
      more: request.data,
    });
    const skill = createSkill(module, { devices: { fs: device } as unknown as Devices });
    expect(skill.invoke("run").error).toBe(
      'Cannot decode "patterns" of fs_glob at offset 17: the message holds too many values',
    );
    expect(asked).toEqual([]);
  });
});
