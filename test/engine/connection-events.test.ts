import { describe, expect, it } from "vitest";
import type { Connection } from "../../engine/connection-events.js";
import type { HostCall } from "../../engine/device.js";
import type { Engine, EngineCall } from "../../engine/engine.js";
import { SkillTrapError } from "../../engine/errors.js";
import { engineWith } from "./engine-with.js";
import { later, type Script } from "./scripted-runner.js";

const echo: Script = { methods: { say: ({ text }) => ({ value: text }) } };

const value = (
  engine: Engine,
  skill: string,
  { method, ...call }: { method: string } & EngineCall,
) => (engine.invoke(skill, method, call) as { value: unknown }).value;

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
