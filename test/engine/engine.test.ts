import { describe, expect, it } from "vitest";
import type { HostCall } from "../../engine/device.js";
import type { Engine, EngineCall } from "../../engine/engine.js";
import { InvokeError, SkillLoadError, SkillTrapError } from "../../engine/errors.js";
import type { Maybe } from "../../engine/maybe.js";
import { engineWith, manifestOf } from "./engine-with.js";
import { later, type Script, type ScriptedAnswer, scriptedRunner } from "./scripted-runner.js";

const echo: Script = { methods: { say: ({ text }) => ({ value: text }) } };

const value = (
  engine: Engine,
  skill: string,
  { method, ...call }: { method: string } & EngineCall,
) => (engine.invoke(skill, method, call) as { value: unknown }).value;

describe("an engine", () => {
  it("answers at once when nothing gives a promise", () => {
    const { engine } = engineWith({ echo });
    expect(engine.invoke("echo", "say", { args: { text: "hi" } })).toEqual({
      value: "hi",
      error: undefined,
      llmContext: undefined,
      state: undefined,
      commands: [],
      requestId: "call-1",
      done: expect.any(Function),
    });
  });

  it("answers with a promise when a skill does", async () => {
    const { engine } = engineWith({ echo: later(echo) });
    const answer = engine.invoke("echo", "say", { args: { text: "hi" } });
    expect(answer).toBeInstanceOf(Promise);
    expect(await answer).toMatchObject({ value: "hi" });
  });

  it("tells an unknown skill from those that it has", () => {
    const { engine } = engineWith({ echo, other: echo });
    expect(() => engine.invoke("ecko", "say")).toThrow(
      new InvokeError('Cannot find skill "ecko": this engine has "echo", "other"', {
        code: "unknown",
      }),
    );
    expect(value(engine, "echo", { method: "say", args: { text: "on" } })).toBe("on");
  });

  const misspelt: [what: string, method: string, error: string][] = [
    ["names the nearest method", "sya", 'Unknown method "sya". Hint: did you mean "say"?'],
    ["names none that isn't near", "calculate", 'Unknown method "calculate"'],
    ["names none that isn't offered", "on_dat", 'Unknown method "on_dat"'],
  ];
  it.each(misspelt)("%s to who calls an unknown one", (_, method, error) => {
    const methods = { ...echo.methods, on_data: () => ({}) };
    const { engine } = engineWith({
      echo: { methods, flags: { on_data: { private_callback: true } } },
    });
    expect(engine.invoke("echo", method)).toMatchObject({ error });
    expect(value(engine, "echo", { method: "say", args: { text: "on" } })).toBe("on");
  });

  const strange: [key: string, hint: string][] = [
    ["text", "put arguments under args"],
    ["sessionID", 'did you mean "sessionId"?'],
  ];
  it.each(strange)("refuses %s beside a call's arguments", (key, hint) => {
    const { engine } = engineWith({ echo });
    const message = `Cannot invoke a method: unknown key "${key}" of the call. Hint: ${hint}`;
    const call: EngineCall = { [key]: "hi" };
    expect(() => engine.invoke("echo", "say", call)).toThrow(new TypeError(message));
    expect(value(engine, "echo", { method: "say", args: { text: "on" } })).toBe("on");
  });

  it("has an id once only, and frees it when the skill is removed", () => {
    const { engine } = engineWith({ echo });
    const again = { manifest: manifestOf("echo"), runner: scriptedRunner(echo) };
    expect(() => engine.add(again)).toThrow(
      new SkillLoadError('Cannot load skill "echo": another one has this id', { code: "id" }),
    );
    engine.remove("echo");
    engine.add(again);
    expect(engine.skillIds).toEqual(["echo"]);
  });

  it("offers neither hidden methods nor callbacks", () => {
    const methods = { open: () => ({}), hidden: () => ({}), on_data: () => ({}) };
    const flags = { hidden: { mcp_hidden: true }, on_data: { private_callback: true } };
    const { engine } = engineWith({ skill: { methods, flags } });
    expect(engine.listMethods("skill").map(({ name }) => name)).toEqual(["open"]);
  });

  it("throws what the guest threw and works on", () => {
    const methods = {
      crash: () => {
        throw new SkillTrapError("boom", { code: "abort" });
      },
      say: () => ({ value: 1 }),
    };
    const { engine } = engineWith({ skill: { methods } });
    expect(() => engine.invoke("skill", "crash")).toThrow(
      new SkillTrapError("boom", { code: "abort" }),
    );
    expect(value(engine, "skill", { method: "say" })).toBe(1);
  });
});

describe("calls of one skill", () => {
  it("run one at a time and in order", async () => {
    const log: string[] = [];
    const run = async ({ n }: Record<string, unknown>): Promise<ScriptedAnswer> => {
      log.push(`begin ${n}`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`end ${n}`);
      return { value: n };
    };
    const { engine } = engineWith({ skill: { methods: { run } } });
    const calls = [1, 2, 3].map((n) => engine.invoke("skill", "run", { args: { n } }));
    expect((await Promise.all(calls)).map((answer) => answer.value)).toEqual([1, 2, 3]);
    expect(log).toEqual(["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]);
  });

  it("are refused when more than limits.queue wait", async () => {
    const manifest = { limits: { queue: 1 } };
    const { engine } = engineWith({ skill: { ...later(echo), manifest } });
    const first = engine.invoke("skill", "say", { args: { text: 1 } });
    const second = engine.invoke("skill", "say", { args: { text: 2 } });
    expect(() => engine.invoke("skill", "say")).toThrow(
      new InvokeError('Cannot invoke "skill": 1 calls wait already. Hint: raise limits.queue', {
        code: "queue_full",
      }),
    );
    expect([(await first).value, (await second).value]).toEqual([1, 2]);
  });

  it("are told the earliest of their deadlines, or none", () => {
    const seen: unknown[] = [];
    const run = (_: unknown, call: { deadlineNs?: number | bigint }) => {
      seen.push(call.deadlineNs);
      return {};
    };
    const { engine } = engineWith({ skill: { methods: { run } } });
    engine.invoke("skill", "run");
    engine.invoke("skill", "run", { timeoutMs: 50 });
    engine.invoke("skill", "run", { timeoutMs: 50, deadlineNs: 1_000_001_000_000 });
    expect(seen).toEqual([0, 1_000_050_000_000n, 1_000_001_000_000]);
  });

  it("aren't run once their deadline has passed while they waited", async () => {
    const { engine, clock } = engineWith({ skill: later(echo) });
    const first = engine.invoke("skill", "say");
    const second = engine.invoke("skill", "say", { timeoutMs: 10 });
    clock.advance(11);
    await first;
    await expect(second).rejects.toThrow(
      new InvokeError('Cannot invoke "skill/say": its deadline has passed', { code: "timeout" }),
    );
  });
});

describe("a skill that would wait for itself", () => {
  const hostCall = (skillId: string): HostCall => ({
    skillId,
    method: "run",
    requestId: "r",
    traceId: "",
    sessionId: "",
    llmSessionId: "",
    callerId: "",
    deadlineNs: 0,
  });
  const message = (target: string, circle: string) =>
    `Cannot invoke "${target}": it would wait for itself (${circle}). ` +
    "Hint: call it by a command, which runs after the call";

  it("is refused when its host calls it back through another skill", () => {
    const ref: { engine?: Engine } = {};
    const enter = (skill: string) => () =>
      ref.engine?.invoke(skill, "run") as Maybe<ScriptedAnswer>;
    const { engine } = engineWith({
      a: { methods: { run: enter("b"), say: () => ({ value: 1 }) } },
      b: { methods: { run: enter("a") } },
    });
    ref.engine = engine;
    expect(() => engine.invoke("a", "run")).toThrow(
      new InvokeError(message("a", "b -> a -> b"), { code: "reentrant" }),
    );
    expect(value(engine, "a", { method: "say" })).toBe(1);
  });

  it("is refused when it calls itself", () => {
    const ref: { engine?: Engine } = {};
    const run = () => ref.engine?.invoke("a", "run") as Maybe<ScriptedAnswer>;
    const { engine } = engineWith({ a: { methods: { run } } });
    ref.engine = engine;
    expect(() => engine.invoke("a", "run")).toThrow(
      new InvokeError(message("a", "a -> a"), { code: "reentrant" }),
    );
  });

  it("is refused when two calls that run at once wait for each other", async () => {
    const ref: { engine?: Engine } = {};
    const enter = (from: string, to: string) => async () => {
      await new Promise((resolve) => setImmediate(resolve));
      const answer = await ref.engine?.invoke(to, "say", { within: hostCall(from) });
      return { value: answer?.value };
    };
    const say = () => ({ value: "said" });
    const { engine } = engineWith({
      a: { methods: { run: enter("a", "b"), say } },
      b: { methods: { run: enter("b", "a"), say } },
    });
    ref.engine = engine;
    const [first, second] = await Promise.allSettled([
      engine.invoke("a", "run"),
      engine.invoke("b", "run"),
    ]);
    expect(second).toEqual({
      status: "rejected",
      reason: new InvokeError(message("a", "b -> a -> b"), { code: "reentrant" }),
    });
    expect(first).toMatchObject({ status: "fulfilled", value: { value: "said" } });
    expect(await engine.invoke("b", "say")).toMatchObject({ value: "said" });
  });
});

describe("a private callback", () => {
  const script: Script = {
    methods: { on_data: () => ({ value: "called" }) },
    flags: { on_data: { private_callback: true } },
  };

  it("is refused to faces and other skills, and open to its own", () => {
    const { engine } = engineWith({ skill: script });
    const refusal = new InvokeError(
      'Cannot invoke "skill/on_data": it is a callback, private to "skill"',
      { code: "denied" },
    );
    expect(() => engine.invoke("skill", "on_data")).toThrow(refusal);
    expect(() => engine.invoke("skill", "on_data", { callerId: "other" })).toThrow(refusal);
    expect(value(engine, "skill", { method: "on_data", callerId: "skill" })).toBe("called");
  });
});
