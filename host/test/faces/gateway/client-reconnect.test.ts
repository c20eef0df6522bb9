import { describe, expect, it } from "vitest";
import { AgentError } from "../../../agents/agents.js";
import { backoff } from "../../../faces/gateway/client/backoff.js";
import type { Chat, ChatEvent } from "../../../faces/gateway/client/chat.js";
import { TokenList } from "../../../token-list.js";
import { openClient } from "./client-world.js";
import { openWorld, settle } from "./gateway-world.js";
import { answer } from "./scripted-agents.js";

const hello = { agentId: "main", message: "Hi" };

async function eventsOf(chat: Chat): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of chat) events.push(event);
  return events;
}

const lost = "Cannot get an answer: the connection was lost";

describe("waits between tries", () => {
  it("double up to half a minute", () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 7, 1000].map((n) => backoff(n, { random: () => 0 }));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it("are by chance down to half as long", () => {
    expect(backoff(1, { random: () => 0.5 })).toBe(750);
    expect(backoff(1, { random: () => 0.998 })).toBe(501);
  });

  it("are as the client is told", () => {
    const options = { minMs: 10, maxMs: 15, random: () => 0 };
    expect([0, 1].map((n) => backoff(n, options))).toEqual([10, 15]);
  });
});

describe("a connection that is lost", () => {
  it("is made again, with growing waits", async () => {
    const { client, lose, net, timers, waits, states } = openClient();
    await client.connect();
    net.isUp = false;
    await lose();
    await settle();
    for (let count = 0; count < 3; count++) {
      timers.runNext();
      await settle();
    }
    net.isUp = true;
    timers.runNext();
    await settle();
    expect(waits).toEqual([500, 1000, 2000, 4000]);
    expect(states.slice(2)).toEqual(["reconnecting: the network went away", "connected"]);
    await lose();
    await settle();
    expect(waits.at(-1)).toBe(500);
  });

  it("rejects calls that waited for their answer, and lets later ones wait", async () => {
    const { client, lose, timers, agents } = openClient();
    agents.hold();
    await client.connect();
    const pending = client.call("chat.send", hello);
    const refused = expect(pending).rejects.toMatchObject({ code: "UNAVAILABLE", message: lost });
    await settle();
    await lose();
    await refused;
    const later = client.call("health");
    timers.runNext();
    expect(await later).toEqual({ status: "ok" });
  });

  it("keeps the session: a run goes on, and its chat with it", async () => {
    const { client, lose, timers, agents } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    const seen = eventsOf(chat);
    await settle();
    const [held] = agents.held;
    held?.tell({ kind: "text", text: "Let me", delta: "Let me" });
    await settle();
    await lose();
    await settle();
    held?.tell({ kind: "text", text: "Let me see", delta: " see" });
    timers.runNext();
    await settle();
    held?.tell({ kind: "text", text: "Let me see: 2", delta: ": 2" });
    held?.finish({ ...answer, content: "Let me see: 2" });
    expect(await chat.answer).toEqual({
      content: "Let me see: 2",
      usage: answer.usage,
      sessionId: chat.sessionId,
      runId: chat.runId,
    });
    expect((await seen).map((event) => event.kind === "text" && event.delta)).toEqual([
      false,
      "Let me",
      " see: 2",
    ]);
  });

  it("answers a chat whose run ended meanwhile", async () => {
    const { client, lose, timers, agents } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    await settle();
    await lose();
    agents.held[0]?.finish();
    await settle();
    timers.runNext();
    expect(await chat.answer).toMatchObject(answer);
  });

  it("fails a chat whose run failed meanwhile", async () => {
    const { client, lose, timers, agents } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    await settle();
    await lose();
    agents.held[0]?.fail(new AgentError("Cannot ask: no", { code: "internal" }));
    await settle();
    timers.runNext();
    await expect(chat.answer).rejects.toMatchObject({
      code: "INTERNAL",
      message: "Cannot ask: no",
    });
  });

  it("fails a chat of which the gateway knows nothing any more", async () => {
    const { client, lose, timers, agents, net } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    await settle();
    net.face = openWorld().face;
    await lose();
    await settle();
    timers.runNext();
    await expect(chat.answer).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("fails a chat when another run of its session has ended since", async () => {
    const { client, lose, timers, agents, join } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    await settle();
    await lose();
    agents.held[0]?.finish();
    await settle();
    const other = (await join()).request("chat.send", { ...hello, sessionId: chat.sessionId });
    await settle();
    agents.held[1]?.finish();
    await other;
    timers.runNext();
    await expect(chat.answer).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: "Cannot tell what became of the run: the connection was lost meanwhile",
    });
  });

  it.each([
    [
      "fails",
      (run: { fail: (error: unknown) => void }) =>
        run.fail(new AgentError("Cannot ask: no", { code: "timeout" })),
      "AGENT_TIMEOUT",
    ],
    [
      "is cancelled",
      (run: { fail: (error: unknown) => void }) =>
        run.fail(new AgentError("Cannot ask: no", { code: "cancelled" })),
      "CANCELLED",
    ],
  ])("tells a chat whose run %s on the next one", async (_how, end, code) => {
    const { client, lose, timers, agents } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    await settle();
    await lose();
    await settle();
    timers.runNext();
    await settle();
    const [held] = agents.held;
    if (held) end(held);
    await expect(chat.answer).rejects.toMatchObject({ code });
  });

  it("that is lost again while runs are looked for doesn't end them", async () => {
    const { client, lose, timers, agents, store } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    await settle();
    await lose();
    await settle();
    const { listHistory } = store;
    store.listHistory = async (id) => {
      await lose();
      return listHistory.call(store, id);
    };
    timers.runNext();
    await settle();
    store.listHistory = listHistory;
    timers.runNext();
    await settle();
    agents.held[0]?.finish();
    expect(await chat.answer).toMatchObject(answer);
  });

  it("isn't made again once the gateway refuses the user", async () => {
    const { client, lose, timers, states, net } = openClient();
    await client.connect();
    net.face = openWorld({ tokens: new TokenList([]) }).face;
    await lose();
    await settle();
    timers.runNext();
    await settle();
    expect([client.state, states.at(-1), timers.pending]).toEqual([
      "closed",
      "closed: Cannot connect: unknown token",
      0,
    ]);
  });
});

describe("a gateway that goes silent", () => {
  const beating = { heartbeatMs: 1000 };

  it("is noticed when it doesn't answer, and the connection is made again", async () => {
    const { client, net, timers, states } = openClient(beating);
    await client.connect();
    net.isDeaf = true;
    timers.advance(1999);
    await settle();
    expect(states.slice(2)).toEqual([]);
    timers.advance(1);
    await settle();
    net.isDeaf = false;
    timers.advance(500);
    await settle();
    expect(states.slice(2)).toEqual(["reconnecting: the gateway is silent", "connected"]);
    expect(await client.call("health")).toEqual({ status: "ok" });
  });

  it("isn't one that answers when it's asked", async () => {
    const { client, timers, states } = openClient(beating);
    await client.connect();
    for (let beat = 0; beat < 10; beat++) {
      timers.advance(1000);
      await settle();
    }
    expect(states).toEqual(["connecting", "connected"]);
  });

  it("isn't asked after the client was closed", async () => {
    const { client, timers } = openClient(beating);
    await client.connect();
    await client.close();
    expect(timers.pending).toBe(0);
  });
});
