import { describe, expect, it } from "vitest";
import { SkillTrapError } from "../../engine/errors.js";
import { engineWith } from "./engine-with.js";
import { later, type Script } from "./scripted-runner.js";

const echo: Script = { methods: { say: ({ text }) => ({ value: text }) } };

const callModule = (
  skill_id: string,
  method: string,
  { payload = {}, callback = "", call_ctx = "" }: Record<string, unknown> = {},
) => ({ type: "call_module", payload: { skill_id, method, payload, callback, call_ctx } });

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

  it("says who calls, in whose session and until when", () => {
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
        deadlineNs: 1_000_005_000_000n,
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
