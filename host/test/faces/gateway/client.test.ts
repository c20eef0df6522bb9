import { describe, expect, it } from "vitest";
import { AgentError } from "../../../agents/agents.js";
import type { Chat, ChatEvent } from "../../../faces/gateway/client/chat.js";
import { GatewayClientError } from "../../../faces/gateway/client/client-error.js";
import { openClient } from "./client-world.js";
import { settle } from "./gateway-world.js";
import { answer } from "./scripted-agents.js";

const hello = { agentId: "main", message: "Hi" };

async function eventsOf(chat: Chat): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const event of chat) events.push(event);
  return events;
}

const closed = "Cannot get an answer: the client is closed. Hint: call connect";

describe("a client", () => {
  it("connects as its user, and says so", async () => {
    const { client, states } = openClient();
    expect(await client.connect()).toMatchObject({ protocol: 3, role: "operator", user_id: "ann" });
    expect([client.state, states]).toEqual(["connected", ["connecting", "connected"]]);
  });

  it("that is refused rejects with what the gateway says, and tries no more", async () => {
    const { client, states, net } = openClient({ token: "wrong" });
    await expect(client.connect()).rejects.toEqual(
      new GatewayClientError({
        code: "UNAUTHORIZED",
        message: "Cannot connect: unknown token",
        retryable: false,
      }),
    );
    expect(states).toEqual(["connecting", "closed: Cannot connect: unknown token"]);
    expect(net.tries).toBe(1);
  });

  it("that reaches nobody rejects, and may be told to try again", async () => {
    const { client, net } = openClient();
    net.isUp = false;
    await expect(client.connect()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: "Cannot reach the gateway at ws://gateway.test/ws",
      retryable: true,
    });
    net.isUp = true;
    expect(await client.connect()).toMatchObject({ user_id: "ann" });
  });

  it("calls methods, and rejects with code, details and retrying of a failure", async () => {
    const { client } = openClient();
    await client.connect();
    expect(await client.call("health")).toEqual({ status: "ok" });
    await expect(client.call("chat.history", { sessionId: "none" })).rejects.toMatchObject({
      name: "GatewayClientError",
      code: "NOT_FOUND",
      message: 'Cannot find session "none": there is none of this id',
      retryable: false,
    });
  });

  it("isn't connected twice", async () => {
    const { client } = openClient();
    await client.connect();
    await expect(client.connect()).rejects.toThrow("Cannot connect: the client is connected");
    expect(await client.call("health")).toEqual({ status: "ok" });
  });

  it("refuses calls and chats before it's connected", async () => {
    const { client } = openClient();
    await expect(client.call("health")).rejects.toThrow(closed);
    await expect(client.chat(hello).answer).rejects.toThrow(closed);
  });

  it("hears events of runs that others began", async () => {
    const { client, events, join } = openClient();
    await client.connect();
    await (await join()).demand("chat.send", hello);
    await settle();
    expect(events.map(({ event }) => event)).toEqual(["agent", "chat", "chat", "agent"]);
  });

  it("that is closed rejects what waits and comes back no more", async () => {
    const { client, agents, states, timers } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    await settle();
    await client.close();
    await expect(chat.answer).rejects.toThrow(closed);
    await expect(client.call("health")).rejects.toThrow(closed);
    expect([client.state, states.at(-1), timers.pending]).toEqual([
      "closed",
      `closed: ${closed}`,
      0,
    ]);
  });
});

describe("a chat", () => {
  it("is iterated, and has an answer", async () => {
    const { client, agents } = openClient();
    agents.script = async ({ onEvent }) => {
      onEvent({ kind: "text", text: "Hel", delta: "Hel" });
      await settle();
      onEvent({ kind: "text", text: "Hello!", delta: "lo!" });
      return answer;
    };
    await client.connect();
    const chat = client.chat(hello);
    expect(await eventsOf(chat)).toEqual([
      { kind: "started" },
      { kind: "text", text: "Hel", delta: "Hel" },
      { kind: "text", text: "Hello!", delta: "lo!" },
    ]);
    const { sessionId, runId } = chat;
    expect(await chat.answer).toEqual({ ...answer, sessionId, runId });
    expect(chat.hasEnded).toBe(true);
  });

  it("tells of tools", async () => {
    const { client, agents } = openClient();
    agents.script = async ({ onEvent }) => {
      onEvent({ kind: "tool_call", callId: "1", tool: "notes/find", input: { a: 1 } });
      const result = { callId: "1", tool: "notes/find", output: [], durationMs: 3, isError: true };
      onEvent({ kind: "tool_result", ...result });
      return answer;
    };
    await client.connect();
    expect((await eventsOf(client.chat(hello))).slice(1)).toEqual([
      { kind: "tool_call", callId: "1", tool: "notes/find", input: { a: 1 } },
      {
        kind: "tool_result",
        callId: "1",
        tool: "notes/find",
        output: [],
        durationMs: 3,
        isError: true,
      },
    ]);
  });

  it("gives text that nobody has read yet as one event", async () => {
    const { client } = openClient();
    await client.connect();
    const chat = client.chat(hello);
    await chat.answer;
    expect(await eventsOf(chat)).toEqual([
      { kind: "started" },
      { kind: "text", text: "Hello!", delta: "Hello!" },
    ]);
  });

  it("goes on in its session", async () => {
    const { client, agents } = openClient();
    await client.connect();
    const { sessionId } = await client.chat(hello).answer;
    await client.chat({ ...hello, sessionId }).answer;
    expect(agents.runs[1]?.sessionId).toBe(agents.runs[0]?.sessionId);
  });

  it("that fails rejects its answer and its iteration alike", async () => {
    const { client, agents } = openClient();
    agents.script = () => Promise.reject(new AgentError("Cannot ask: no", { code: "unavailable" }));
    await client.connect();
    const chat = client.chat(hello);
    const refused = { code: "UNAVAILABLE", message: "Cannot ask: no", retryAfterMs: 1000 };
    await expect(eventsOf(chat)).rejects.toMatchObject(refused);
    await expect(chat.answer).rejects.toMatchObject(refused);
  });

  it("is aborted, also before its session is known", async () => {
    const { client, agents } = openClient();
    agents.hold();
    await client.connect();
    const chat = client.chat(hello);
    expect(chat.sessionId).toBe(undefined);
    await chat.abort();
    await expect(chat.answer).rejects.toMatchObject({ code: "CANCELLED" });
    await settle();
    expect(agents.runs).toEqual([]);
  });

  it("that nobody iterates any more still has its answer", async () => {
    const { client } = openClient();
    await client.connect();
    const chat = client.chat(hello);
    for await (const _ of chat) break;
    expect(await chat.answer).toMatchObject({ content: "Hello!" });
  });

  it("knows its own events from those of a chat beside it", async () => {
    const { client, agents } = openClient();
    agents.script = async ({ message, onEvent }) => {
      onEvent({ kind: "text", text: message, delta: message });
      await settle();
      return { ...answer, content: message };
    };
    await client.connect();
    const chats = ["a", "b"].map((message) => client.chat({ ...hello, message }));
    const texts = (await Promise.all(chats.map(eventsOf))).map(([, text]) => text);
    expect(texts).toMatchObject([{ text: "a" }, { text: "b" }]);
  });
});
