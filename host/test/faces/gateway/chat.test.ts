import { describe, expect, it } from "vitest";
import { AgentError, type AgentErrorCode } from "../../../agents/agents.js";
import type { ChatAnswer } from "../../../faces/gateway/protocol.js";
import { openWorld, settle } from "./gateway-world.js";
import { answer } from "./scripted-agents.js";

const hello = { agentId: "main", message: "Hi", channel: "websocket" };
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

describe("chat.send", () => {
  it("answers with content, usage, session and run", async () => {
    const peer = await openWorld().join();
    const payload = await peer.demand("chat.send", hello);
    expect(payload).toEqual({
      content: "Hello!",
      usage: { input_tokens: 42, output_tokens: 8 },
      sessionId: expect.stringMatching(uuid),
      runId: expect.stringMatching(uuid),
    });
  });

  it("asks the agent in a session that carries token and user", async () => {
    const { join, agents } = openWorld();
    const peer = await join({ userId: "ann/é" });
    const { sessionId, runId } = await peer.demand<ChatAnswer>("chat.send", hello);
    expect(agents.runs).toEqual([
      {
        agentId: "main",
        message: "Hi",
        sessionId: `gateway/team/ann%2F%C3%A9/${sessionId}`,
        traceId: runId,
        signal: expect.any(AbortSignal),
        onEvent: expect.any(Function),
      },
    ]);
  });

  it.each(["sessionId", "sessionKey"])("goes on in the session of %s", async (name) => {
    const { join, agents } = openWorld();
    const peer = await join();
    const { sessionId } = await peer.demand<ChatAnswer>("chat.send", hello);
    const again = await peer.demand("chat.send", { ...hello, [name]: sessionId });
    expect(again).toMatchObject({ sessionId });
    expect(agents.runs[1]?.sessionId).toBe(agents.runs[0]?.sessionId);
  });

  it("needs no channel", async () => {
    const peer = await openWorld().join();
    const { channel: _, ...bare } = hello;
    expect(await peer.demand("chat.send", bare)).toMatchObject({ content: "Hello!" });
  });

  it("to an unknown agent is NOT_FOUND, and no session comes of it", async () => {
    const peer = await openWorld().join();
    for (const agentId of ["nobody", "__proto__", "constructor"]) {
      expect(await peer.refusal("chat.send", { ...hello, agentId })).toEqual({
        code: "NOT_FOUND",
        message: `Cannot send: there is no agent "${agentId}". Hint: agents.list names those that there are`,
        retryable: false,
      });
    }
    expect(await peer.demand("sessions.list")).toEqual({ sessions: [], total: 0 });
  });

  it("in another user's session is NOT_FOUND, whoever shares its token or its name", async () => {
    const { join, agents } = openWorld();
    const owner = await join();
    const { sessionId } = await owner.demand<ChatAnswer>("chat.send", hello);
    for (const other of [{ userId: "bob" }, { token: "press" }, { token: "root" }]) {
      const peer = await join(other);
      expect(await peer.refusal("chat.send", { ...hello, sessionId })).toEqual({
        code: "NOT_FOUND",
        message: `Cannot find session "${sessionId}": there is none of this id`,
        retryable: false,
      });
    }
    expect(agents.runs).toHaveLength(1);
  });

  it("in a session of another agent is FAILED_PRECONDITION", async () => {
    const peer = await openWorld().join();
    const { sessionId } = await peer.demand<ChatAnswer>("chat.send", hello);
    expect(await peer.refusal("chat.send", { ...hello, sessionId, agentId: "other" })).toEqual({
      code: "FAILED_PRECONDITION",
      message:
        'Cannot send: this session is with agent "main". Hint: leave sessionId out to begin another one',
      retryable: false,
    });
  });

  it("doesn't block the connection: later requests are answered meanwhile", async () => {
    const { join, agents } = openWorld();
    agents.hold();
    const peer = await join();
    const sent = peer.request("chat.send", hello, "slow");
    expect(await peer.demand("health")).toEqual({ status: "ok" });
    agents.held[0]?.finish();
    expect(await sent).toMatchObject({ id: "slow", ok: true });
    expect(peer.frames.at(-1)).toMatchObject({ id: "slow" });
  });

  const failures: [AgentErrorCode, string, boolean][] = [
    ["not_found", "NOT_FOUND", false],
    ["cancelled", "CANCELLED", false],
    ["timeout", "AGENT_TIMEOUT", true],
    ["unavailable", "UNAVAILABLE", true],
    ["exhausted", "RESOURCE_EXHAUSTED", true],
    ["internal", "INTERNAL", false],
  ];

  it.each(failures)("of an agent that fails with %s is %s", async (code, wanted, retryable) => {
    const { join, agents } = openWorld();
    agents.script = () => Promise.reject(new AgentError("Cannot ask the model: no", { code }));
    const peer = await join();
    expect(await peer.refusal("chat.send", hello)).toMatchObject({
      code: wanted,
      message: "Cannot ask the model: no",
      retryable,
    });
    expect(peer.events.at(-1)?.payload).toMatchObject({
      status: wanted === "CANCELLED" ? "cancelled" : "failed",
    });
  });

  it("of an agent whose endpoint says when to come back says so too", async () => {
    const { join, agents } = openWorld();
    const options = { code: "exhausted", retryAfterMs: 7000 } as const;
    agents.script = () => Promise.reject(new AgentError("Cannot ask the model: no", options));
    const peer = await join();
    expect(await peer.refusal("chat.send", hello)).toMatchObject({ retryAfterMs: 7000 });
  });

  it("of an agent that breaks is INTERNAL without details, which the host is told", async () => {
    const { join, agents, errors } = openWorld();
    const bug = new TypeError("secret is not a function");
    agents.script = () => Promise.reject(bug);
    const peer = await join();
    expect(await peer.refusal("chat.send", hello)).toEqual({
      code: "INTERNAL",
      message: "Cannot answer: the gateway failed",
      retryable: false,
    });
    expect(errors).toEqual([bug]);
    expect(await peer.demand("health")).toEqual({ status: "ok" });
  });
});

describe("a busy session", () => {
  it("takes one message after the other, in the order of sending", async () => {
    const { join, agents } = openWorld();
    const peer = await join();
    const { sessionId } = await peer.demand<ChatAnswer>("chat.send", hello);
    agents.hold();
    const sends = ["a", "b", "c"].map((message) =>
      peer.demand<ChatAnswer>("chat.send", { ...hello, message, sessionId }),
    );
    for (const [index, message] of ["a", "b", "c"].entries()) {
      await settle();
      expect(agents.held.map(({ run }) => run.message)).toEqual(
        ["a", "b", "c"].slice(0, index + 1),
      );
      agents.held[index]?.finish({ ...answer, content: message });
    }
    expect((await Promise.all(sends)).map(({ content }) => content)).toEqual(["a", "b", "c"]);
  });

  it("lets a bounded number wait; more are RESOURCE_EXHAUSTED", async () => {
    const { join, agents } = openWorld({ maxWaiting: 2 });
    const peer = await join();
    const { sessionId } = await peer.demand<ChatAnswer>("chat.send", hello);
    agents.hold();
    const send = () => peer.request("chat.send", { ...hello, sessionId });
    const taken = [send(), send(), send()];
    expect(await send()).toMatchObject({
      ok: false,
      error: {
        code: "RESOURCE_EXHAUSTED",
        message: "Cannot send: 2 messages wait for their turn in this session",
        retryable: true,
        retryAfterMs: 1000,
      },
    });
    for (const index of [0, 1, 2]) {
      await settle();
      agents.held[index]?.finish();
    }
    expect(await Promise.all(taken)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
  });

  it("doesn't hold up another one", async () => {
    const { join, agents } = openWorld();
    agents.hold();
    const peer = await join();
    const sends = [peer.request("chat.send", hello), peer.request("chat.send", hello)];
    await settle();
    expect(agents.held).toHaveLength(2);
    agents.held[1]?.finish();
    expect(await sends[1]).toMatchObject({ ok: true });
    agents.held[0]?.finish();
    expect(await sends[0]).toMatchObject({ ok: true });
  });
});

describe("runs that go on", () => {
  it.each([
    ["of one user", { ofUser: 2, ofAll: 10 }, "2 runs of this user go on"],
    ["of all users", { ofUser: 10, ofAll: 2 }, "2 runs go on"],
  ])("are bounded, %s, also when their connections went away", async (_whose, maxRuns, reason) => {
    const { join, agents } = openWorld({ maxRuns });
    agents.hold();
    for (const count of [1, 2]) {
      const leaver = await join();
      void leaver.request("chat.send", hello);
      await settle();
      await leaver.close();
      expect(agents.held).toHaveLength(count);
    }
    const peer = await join();
    expect(await peer.refusal("chat.send", hello)).toEqual({
      code: "RESOURCE_EXHAUSTED",
      message: `Cannot send: ${reason}`,
      retryable: true,
      retryAfterMs: 1000,
    });
    agents.held[0]?.finish();
    await settle();
    const sent = peer.request("chat.send", hello);
    await settle();
    agents.held[2]?.finish();
    expect(await sent).toMatchObject({ ok: true });
  });
});

describe("a connection that goes away", () => {
  it("keeps its runs: other connections of its user hear how they end", async () => {
    const { join, agents } = openWorld();
    agents.hold();
    const [leaver, stayer] = [await join(), await join()];
    void leaver.request("chat.send", hello);
    await settle();
    await leaver.close();
    await settle();
    expect(agents.held[0]?.run.signal.aborted).toBe(false);
    agents.held[0]?.tell({ kind: "text", text: "Hello!", delta: "Hello!" });
    agents.held[0]?.finish();
    await settle();
    expect(stayer.events.map(({ event }) => event)).toEqual(["agent", "chat", "agent"]);
  });
});

describe("a gateway that closes", () => {
  it("aborts what goes on, answers it, and then ends the connections", async () => {
    const { join, agents, face } = openWorld();
    agents.hold();
    const peer = await join();
    const sent = peer.request("chat.send", hello);
    await settle();
    await face.close();
    expect(await sent).toMatchObject({ ok: false, error: { code: "CANCELLED" } });
    expect(await peer.ended).toBe("the gateway stops");
  });

  it("takes nobody any more", async () => {
    const { open, face } = openWorld();
    await face.close();
    expect(await open().ended).toBe("the gateway stops");
  });
});
