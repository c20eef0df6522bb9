import { describe, expect, it } from "vitest";
import { AgentError } from "../../../agents/agents.js";
import type { ChatAnswer, ChatHistory } from "../../../faces/gateway/protocol.js";
import type { FramePeer } from "./frame-peer.js";
import { settle } from "./gateway-world.js";
import { answer } from "./scripted-agents.js";
import { begin, hello, openTalk } from "./talk-world.js";

describe("chat.history", () => {
  it("gives what was said, the last hundred messages unless asked otherwise", async () => {
    const { join } = openTalk();
    const peer = await join();
    const sessionId = await begin(peer, "0");
    for (let count = 1; count < 60; count++) {
      await peer.demand("chat.send", { ...hello, message: String(count), sessionId });
    }
    const history = await peer.demand<ChatHistory>("chat.history", { sessionId });
    expect(history).toMatchObject({ sessionId, agentId: "main", offset: 20, total: 120, runs: [] });
    expect(history.messages).toHaveLength(100);
    expect(history.messages.at(-1)).toEqual({ role: "assistant", content: "59!" });
    const earlier = await peer.demand("chat.history", { sessionId, before: 2, limit: 5 });
    expect(earlier).toMatchObject({
      offset: 0,
      messages: [
        { role: "user", content: "0" },
        { role: "assistant", content: "0!" },
      ],
    });
  });
});

describe("the last run of a session", () => {
  const last = async (peer: FramePeer, sessionId: string) =>
    (await peer.demand<ChatHistory>("chat.history", { sessionId })).lastRun;

  it("is told with its answer, for clients that were away", async () => {
    const { join } = openTalk();
    const peer = await join();
    const { sessionId, runId } = await peer.demand<ChatAnswer>("chat.send", hello);
    expect(await last(peer, sessionId)).toEqual({
      runId,
      status: "completed",
      answer: { ...answer, content: "Hi!" },
    });
    await peer.demand("sessions.reset", { sessionId });
    expect(await last(peer, sessionId)).toBe(undefined);
  });

  it("is told with why it failed, or that it was aborted", async () => {
    const { join, agents } = openTalk();
    const peer = await join();
    const sessionId = await begin(peer);
    agents.script = () => Promise.reject(new AgentError("Cannot ask: no", { code: "timeout" }));
    await peer.refusal("chat.send", { ...hello, sessionId, runId: "one" });
    const error = { code: "AGENT_TIMEOUT", message: "Cannot ask: no", retryable: true };
    expect(await last(peer, sessionId)).toEqual({ runId: "one", status: "failed", error });
    agents.hold();
    const sent = peer.refusal("chat.send", { ...hello, sessionId, runId: "two" });
    await settle();
    await peer.demand("chat.abort", { sessionId });
    await sent;
    expect(await last(peer, sessionId)).toEqual({ runId: "two", status: "cancelled" });
  });

  it("is remembered of a thousand sessions", async () => {
    const { join } = openTalk();
    const peer = await join();
    const [first, second] = [await begin(peer), await begin(peer)];
    for (let count = 0; count < 999; count++) await begin(peer);
    expect(await last(peer, first)).toBe(undefined);
    expect(await last(peer, second)).toMatchObject({ status: "completed" });
  });
});
