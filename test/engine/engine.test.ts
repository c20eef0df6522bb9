import { describe, expect, it } from "vitest";
import type { Connection } from "../../engine/connection-events.js";
import type { HostCall } from "../../engine/device.js";
import type { Engine, EngineCall } from "../../engine/engine.js";
import { InvokeError, SkillLoadError, SkillTrapError } from "../../engine/errors.js";
import type { Maybe } from "../../engine/maybe.js";
import { engineWith, manifestOf } from "./engine-with.js";
import { later, type Script, type ScriptedAnswer, scriptedRunner } from "./scripted-runner.js";

const echo: Script = { methods: { say: ({ text }) => ({ value: text }) } };

const callModule = (
  skill_id: string,
  method: string,
  { payload = {}, callback = "", call_ctx = "" }: Record<string, unknown> = {},
) => ({ type: "call_module", payload: { skill_id, method, payload, callback, call_ctx } });

const value = (engine: Engine, skill: string, call: { method: string } & EngineCall) =>
  (engine.invoke(skill, call.method, call) as { value: unknown }).value;

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

describe("call_module", () => {
  const outcomes: unknown[] = [];
  const caller = (target: string, method: string): Script => ({
    methods: {
      start: () => ({
        commands: [
          callModule(target, method, {
            payload: { text: "hi" },
            callback: "on_done",
            call_ctx: "ctx",
          }),
        ],
      }),
      on_done: (outcome) => {
        outcomes.push(outcome);
      },
    },
    flags: { on_done: { private_callback: true } },
  });

  it.each([
    ["the result", "echo", "say", { payload: "hi", error: "" }],
    ["the error of an answer", "echo", "fail", { payload: null, error: "not today" }],
    ["the message of a trap", "echo", "crash", { payload: null, error: "boom" }],
    [
      "that the skill is unknown",
      "nobody",
      "say",
      { payload: null, error: 'Cannot invoke "nobody/say": no such skill' },
    ],
    [
      "that the method is private",
      "echo",
      "on_data",
      {
        payload: null,
        error: 'Cannot invoke "echo/on_data": it is a callback, private to "echo"',
      },
    ],
  ])("tells its callback %s", (_, target, method, want) => {
    outcomes.length = 0;
    const methods = {
      ...echo.methods,
      fail: () => ({ error: "not today" }),
      crash: () => {
        throw new SkillTrapError("boom", { code: "abort" });
      },
      on_data: () => ({}),
    };
    const flags = { on_data: { private_callback: true } };
    const { engine, notices } = engineWith({
      caller: caller(target, method),
      echo: { methods, flags },
    });
    engine.invoke("caller", "start");
    expect(outcomes).toEqual([{ skill_id: target, method, call_ctx: "ctx", ...want }]);
    expect(notices).toEqual([]);
  });

  it("says who calls, and in whose session", () => {
    const seen: unknown[] = [];
    const say: Script["methods"][string] = (_, call) => {
      seen.push(call);
    };
    const { engine } = engineWith({ caller: caller("echo", "say"), echo: { methods: { say } } });
    const call = { sessionId: "s", traceId: "t", llmSessionId: "l", timeoutMs: 5 };
    engine.invoke("caller", "start", call);
    expect(seen).toEqual([
      {
        requestId: "call-2",
        traceId: "t",
        sessionId: "s",
        llmSessionId: "l",
        callerId: "caller",
        deadlineNs: 0,
      },
    ]);
  });

  it.each([
    [
      "its own policy doesn't allow it",
      { can_invoke: ["other"], can_be_invoked_by: ["*"] },
      {},
      'Cannot invoke "echo/say": "caller" may not invoke "echo". ' +
        'Hint: add "echo" to invoke_policy.can_invoke of "caller"',
    ],
    [
      "the other's policy doesn't",
      { can_invoke: ["echo"], can_be_invoked_by: ["*"] },
      { can_be_invoked_by: ["other"] },
      'Cannot invoke "echo/say": "echo" may not be invoked by "caller". ' +
        'Hint: add "caller" to invoke_policy.can_be_invoked_by of "echo"',
    ],
  ])("is refused when %s", (_, callerPolicy, echoPolicy, error) => {
    outcomes.length = 0;
    const { engine } = engineWith({
      caller: { ...caller("echo", "say"), manifest: { invoke_policy: callerPolicy } },
      echo: { ...echo, manifest: { invoke_policy: echoPolicy } },
    });
    engine.invoke("caller", "start");
    expect(outcomes).toEqual([
      { skill_id: "echo", method: "say", call_ctx: "ctx", payload: null, error },
    ]);
  });

  it("to and fro without end is stopped, and says so", () => {
    const ping = (to: string): Script => ({
      methods: { hit: () => ({ commands: [callModule(to, "hit")] }) },
    });
    const { engine, notices } = engineWith({ a: ping("b"), b: ping("a") }, { maxHops: 5000 });
    engine.invoke("a", "hit");
    expect(notices).toEqual([
      {
        skillId: "a",
        kind: "command_failed",
        command: "call_module",
        message:
          'Cannot carry out call_module: Cannot invoke "b/hit": 5001 calls caused each other in a row',
      },
    ]);
  });

  it("is over when `done` says so", async () => {
    const log: unknown[] = [];
    const { engine } = engineWith({
      caller: later({
        methods: {
          start: () => ({ commands: [callModule("echo", "say", { callback: "on_done" })] }),
          on_done: () => {
            log.push("on_done");
          },
        },
      }),
      echo: later(echo),
    });
    const answer = await engine.invoke("caller", "start");
    expect(log).toEqual([]);
    await answer.done();
    expect(log).toEqual(["on_done"]);
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

describe("events", () => {
  const connection = (id: string, callback = "on_data"): Connection => ({
    id,
    callback,
    call: { ...origin, method: "open" },
  });
  const origin: HostCall = {
    skillId: "skill",
    method: "",
    requestId: "r",
    traceId: "t",
    sessionId: "s",
    llmSessionId: "l",
    callerId: "someone",
    deadlineNs: 5,
  };
  type Deliver = (connection: Connection, text: string) => void;

  /** A skill whose devices are reached through `deliver`. */
  function listening(script: Script) {
    const bench = engineWith({ skill: script });
    const deliver: Deliver = (to, text) =>
      bench.engine.deliver("skill", {
        connection: to,
        event: { kind: "tcp", data: new TextEncoder().encode(text) },
      });
    return { ...bench, deliver };
  }
  const textOf = (args: Record<string, unknown>) =>
    new TextDecoder().decode(args.data as Uint8Array);

  it.each([
    ["at once", (script: Script) => script],
    ["later", later],
  ])(
    "of 100 connections arrive in order each, 10,000 of them, from skills that answer %s",
    async (_, pace) => {
      const got = new Map<string, string[]>();
      const on_data = (args: Record<string, unknown>) => {
        const id = args.conn_id as string;
        got.set(id, [...(got.get(id) ?? []), textOf(args)]);
      };
      const { engine, deliver, notices } = listening(
        pace({ methods: { on_data, say: () => ({}) } }),
      );
      const connections = Array.from({ length: 100 }, (__, n) => connection(`c${n}`));
      const wanted = Array.from({ length: 100 }, (__, n) => `${n}`);
      for (const text of wanted) for (const each of connections) deliver(each, text);
      while ([...got.values()].flat().length < 10_000) await engine.invoke("skill", "say");
      for (const { id } of connections) expect(got.get(id)).toEqual(wanted);
      expect(notices).toEqual([]);
    },
  );

  it("that arrive while a call runs wait for its end", () => {
    const log: string[] = [];
    const ref: { deliver?: Deliver } = {};
    const run = () => {
      log.push("begin");
      ref.deliver?.(connection("c"), "x");
      log.push("end");
    };
    const on_data = () => {
      log.push("event");
    };
    const { engine, deliver } = listening({ methods: { run, on_data } });
    ref.deliver = deliver;
    engine.invoke("skill", "run");
    expect(log).toEqual(["begin", "end", "event"]);
  });

  it("belong to the session that opened the connection, and to no caller", () => {
    const seen: unknown[] = [];
    const on_data: Script["methods"][string] = (_, call) => {
      seen.push(call);
    };
    const { deliver } = listening({ methods: { on_data } });
    deliver(connection("c"), "x");
    const { traceId, sessionId, llmSessionId } = origin;
    const who = { requestId: "call-1", traceId, sessionId, llmSessionId };
    expect(seen).toEqual([{ ...who, callerId: "", deadlineNs: 0 }]);
  });

  it("after one whose callback fails arrive all the same", () => {
    const got: string[] = [];
    const on_data = (args: Record<string, unknown>) => {
      got.push(textOf(args));
      if (textOf(args) === "1") throw new SkillTrapError("boom", { code: "abort" });
      return textOf(args) === "2" ? { error: "no" } : {};
    };
    const { deliver, notices } = listening({ methods: { on_data } });
    for (const text of ["1", "2", "3"]) deliver(connection("c"), text);
    expect(got).toEqual(["1", "2", "3"]);
    const failed = { skillId: "skill", kind: "call_failed", method: "on_data", cause: "event" };
    expect(notices).toEqual([
      { ...failed, error: new SkillTrapError("boom", { code: "abort" }) },
      { ...failed, error: "no" },
    ]);
  });

  it("go to the callback that the connection has when their turn comes", () => {
    const got: string[] = [];
    const open = { ...connection("c", "first") };
    const methods = {
      first: (args: Record<string, unknown>) => {
        got.push(`first ${textOf(args)}`);
        open.callback = "second";
      },
      second: (args: Record<string, unknown>) => {
        got.push(`second ${textOf(args)}`);
        open.closed = true;
      },
      run: () => {
        for (const text of ["1", "2", "3"]) ref.deliver?.(open, text);
      },
    };
    const ref: { deliver?: Deliver } = {};
    const { engine, deliver } = listening({ methods });
    ref.deliver = deliver;
    engine.invoke("skill", "run");
    expect(got).toEqual(["first 1", "second 2"]);
  });

  it("drain silently when the callback is empty", () => {
    const { deliver, notices, engine } = listening(echo);
    deliver(connection("c", ""), "x");
    expect(notices).toEqual([]);
    expect(value(engine, "skill", { method: "say", args: { text: 1 } })).toBe(1);
  });

  it("tell when they are handled, so that a reader can wait", async () => {
    const log: string[] = [];
    const on_data = async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.push("callback");
    };
    const { engine } = engineWith({ skill: { methods: { on_data } } });
    await new Promise<void>((resolve) => {
      engine.deliver("skill", {
        connection: connection("c"),
        event: { kind: "ws", message_type: "text" },
        onHandled: resolve,
      });
    });
    expect(log).toEqual(["callback"]);
  });
});
