import { describe, expect, it } from "vitest";
import { GatewayError } from "../../../faces/gateway/gateway-error.js";
import type { GatewayErrorCode } from "../../../faces/gateway/protocol.js";
import type { FramePeer } from "./frame-peer.js";
import { openWorld, settle } from "./gateway-world.js";

const invalid = (message: string) => ({ code: "INVALID_REQUEST", message, retryable: false });

async function answerTo(peer: FramePeer, { frame, id }: { frame: unknown; id: string }) {
  const answered = peer.answer(id);
  await peer.send(frame);
  return answered;
}

describe("a frame", () => {
  it.each([
    [{}, 'type is nothing, expected "req"'],
    [{ type: "res", id: "1", ok: true }, 'type is "res", expected "req"'],
    [{ type: "event", event: "chat", seq: 1 }, 'type is "event", expected "req"'],
    [{ type: "REQ", id: "1", method: "health" }, 'type is "REQ", expected "req"'],
    [{ type: "req", method: "health" }, "id is nothing, expected a text of 1 to 256 characters"],
    [{ type: "req", id: 1, method: "health" }, "id is 1, expected a text of 1 to 256 characters"],
    [{ type: "req", id: "", method: "health" }, 'id is "", expected a text of 1 to 256 characters'],
    [
      { type: "req", id: "x".repeat(500_000), method: "health" },
      `id is "${"x".repeat(39)}..., expected a text of 1 to 256 characters`,
    ],
  ])(
    "%# that is none is answered with an empty id, and the connection stays",
    async (frame, reason) => {
      const peer = await openWorld().join();
      expect(await answerTo(peer, { frame, id: "" })).toEqual({
        type: "res",
        id: "",
        ok: false,
        error: invalid(`Cannot read frame: ${reason}`),
      });
      expect(await peer.demand("health")).toEqual({ status: "ok" });
    },
  );

  it.each([
    [{}, "method is nothing, expected a text of 1 to 100 characters"],
    [{ method: 5 }, "method is 5, expected a text of 1 to 100 characters"],
    [{ method: "health", params: [] }, "params is a list, expected an object"],
    [{ method: "health", params: null }, "params is nothing, expected an object"],
    [{ method: "health", params: "x" }, 'params is "x", expected an object'],
  ])("with an id and %j is answered with that id", async (fields, reason) => {
    const peer = await openWorld().join();
    const frame = { type: "req", id: "7", ...fields };
    expect(await answerTo(peer, { frame, id: "7" })).toEqual({
      type: "res",
      id: "7",
      ok: false,
      error: invalid(`Cannot read frame: ${reason}`),
    });
  });

  it("may hold what nobody knows beside what it needs", async () => {
    const peer = await openWorld().join();
    const frame = { type: "req", id: "7", method: "health", trace: { odd: true } };
    expect(await answerTo(peer, { frame, id: "7" })).toMatchObject({ ok: true });
  });

  it("with the id of one that isn't answered yet is ALREADY_EXISTS, with an empty id", async () => {
    const { join, agents } = openWorld();
    agents.hold();
    const peer = await join();
    const params = { agentId: "main", message: "Hi" };
    const sent = peer.request("chat.send", params, "same");
    await settle();
    const frame = { type: "req", id: "same", method: "health" };
    expect(await answerTo(peer, { frame, id: "" })).toMatchObject({
      error: {
        code: "ALREADY_EXISTS",
        message: 'Cannot take request "same": one of this id isn\'t answered yet',
      },
    });
    agents.held[0]?.finish();
    expect(await sent).toMatchObject({ ok: true });
    expect(await peer.request("health", undefined, "same")).toMatchObject({ ok: true });
  });
});

describe("a method", () => {
  it.each([
    ["helth", ': there is no such method. Hint: did you mean "health"?'],
    ["__proto__", ": there is no such method. Hint: there are health, status, skills.list, "],
    ["toString", ": there is no such method. Hint: there are health, status, skills.list, "],
  ])("%s that is unknown is INVALID_REQUEST", async (method, message) => {
    const peer = await openWorld().join();
    expect(await peer.refusal(method)).toEqual(
      invalid(expect.stringContaining(`Cannot call "${method}"${message}`) as never),
    );
  });
});

describe("parameters", () => {
  const send = { agentId: "main", message: "Hi" };

  it.each([
    ["chat.send", {}, "agentId is missing, expected a text of 1 to 255 characters"],
    [
      "chat.send",
      { agentId: "main", message: "" },
      'message is "", expected a text of 1 to 524288 characters',
    ],
    [
      "chat.send",
      { ...send, mesage: "x" },
      'unknown parameter "mesage". Hint: did you mean "message"?',
    ],
    [
      "chat.send",
      { ...send, sessionId: "a", sessionKey: "b" },
      "sessionId and sessionKey differ. Hint: they are two names of one thing",
    ],
    [
      "chat.send",
      { ...send, runId: "a b" },
      'runId is "a b", expected 1 to 64 letters, digits, _ or -',
    ],
    ["chat.abort", {}, "sessionId is missing, expected a text of 1 to 255 characters"],
    ["chat.history", {}, "sessionId is missing, expected a text of 1 to 255 characters"],
    [
      "chat.history",
      { sessionId: "a", limit: 0 },
      "limit is 0, expected a whole number from 1 to 1000",
    ],
    ["sessions.list", { limit: 1.5 }, "limit is 1.5, expected a whole number from 1 to 500"],
    ["sessions.list", { all: 1 }, "all is 1, expected true or false"],
    ["sessions.list", { user: "bob" }, 'user is "bob", expected an object'],
    ["health", { verbose: true }, 'unknown parameter "verbose". Hint: it takes none'],
  ])("of %s that are %j are refused with the reason", async (method, params, reason) => {
    const peer = await openWorld().join();
    expect(await peer.refusal(method, params)).toEqual(invalid(`Cannot call ${method}: ${reason}`));
    expect(await peer.demand("health")).toEqual({ status: "ok" });
  });

  it.each(["__proto__", "constructor", "toString"])("named %s are unknown", async (name) => {
    const peer = await openWorld().join();
    const params = JSON.parse(`{"${name}":{"role":"admin"},"agentId":"main","message":"Hi"}`);
    const message = `Cannot call chat.send: unknown parameter "${name}". Hint: it takes `;
    expect(await peer.refusal("chat.send", params)).toEqual(
      invalid(expect.stringContaining(message) as never),
    );
    expect(({} as { role?: string }).role).toBe(undefined);
  });

  it("that are inherited don't count", async () => {
    const peer = await openWorld().join();
    const params = Object.create({ agentId: "main", message: "Hi" });
    expect(await peer.refusal("chat.send", params)).toMatchObject({ code: "INVALID_REQUEST" });
  });
});

describe("an error", () => {
  const codes: [GatewayErrorCode, boolean][] = [
    ["INVALID_REQUEST", false],
    ["UNAUTHORIZED", false],
    ["NOT_FOUND", false],
    ["ALREADY_EXISTS", false],
    ["FAILED_PRECONDITION", false],
    ["RESOURCE_EXHAUSTED", true],
    ["UNAVAILABLE", true],
    ["AGENT_TIMEOUT", true],
    ["CANCELLED", false],
    ["INTERNAL", false],
  ];

  it.each(codes)("%s always says whether it makes sense to retry: %s", (code, retryable) => {
    expect(new GatewayError(code, "no").payload).toEqual({ code, message: "no", retryable });
  });

  it("says details and when to retry, where there are any", () => {
    const error = new GatewayError("UNAVAILABLE", "no", { details: { a: 1 }, retryAfterMs: 5 });
    expect(error.payload).toEqual({
      code: "UNAVAILABLE",
      message: "no",
      details: { a: 1 },
      retryable: true,
      retryAfterMs: 5,
    });
  });
});

describe("status and agents.list", () => {
  it("tell what the gateway does and whom messages can be sent to", async () => {
    const { join, clock } = openWorld();
    const [peer] = [await join(), await join({ userId: "bob" })];
    clock.advance(1500);
    expect(await peer.demand("status")).toEqual({
      status: "ok",
      server: { name: "skill-host", version: expect.any(String) },
      connections: 2,
      dropped_events: 0,
      uptime_ms: 1500,
      skills: 0,
      agents: 2,
      busy_sessions: 0,
    });
    expect(await peer.demand("agents.list")).toEqual({
      agents: [
        { id: "main", model: "scripted", skills: ["notes"] },
        { id: "other", model: "scripted", skills: ["notes"] },
      ],
    });
  });
});

describe("requests of one connection", () => {
  it("are bounded: more that aren't answered are RESOURCE_EXHAUSTED", async () => {
    const { join, agents } = openWorld({ maxOpen: 3 });
    agents.hold();
    const peer = await join();
    const params = { agentId: "main", message: "Hi" };
    const sends = [1, 2, 3].map(() => peer.request("chat.send", params));
    await settle();
    expect(await peer.refusal("health")).toEqual({
      code: "RESOURCE_EXHAUSTED",
      message: "Cannot take more requests: 3 aren't answered yet",
      retryable: true,
      retryAfterMs: 1000,
    });
    for (const { finish } of agents.held) finish();
    expect(await Promise.all(sends)).toMatchObject([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await peer.demand("health")).toEqual({ status: "ok" });
  });

  it("come back in their order, thousands of them", async () => {
    const peer = await openWorld().join();
    const sends = Array.from({ length: 5000 }, (_, index) =>
      peer.request("health", {}, `flood ${index}`),
    );
    await Promise.all(sends);
    const ids = peer.frames.slice(1).map((frame) => frame.type === "res" && frame.id);
    expect(ids).toEqual(sends.map((_, index) => `flood ${index}`));
  });
});
