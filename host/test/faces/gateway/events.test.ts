import { describe, expect, it } from "vitest";
import type { AgentEvent } from "../../../agents/agents.js";
import type { ChatAnswer } from "../../../faces/gateway/protocol.js";
import { openWorld, settle } from "./gateway-world.js";
import { answer, sayHello } from "./scripted-agents.js";

const hello = { agentId: "main", message: "Hi", channel: "websocket" };

const everything: readonly AgentEvent[] = [
  { kind: "text", text: "Let me see", delta: "Let me see" },
  { kind: "tool_call", callId: "c1", tool: "notes/find", input: { word: "milk" } },
  {
    kind: "tool_result",
    callId: "c1",
    tool: "notes/find",
    output: ["milk, 2 l"],
    durationMs: 12,
    isError: false,
  },
  { kind: "text", text: "Let me see: 2 l", delta: ": 2 l" },
];

describe("events", () => {
  it("tell of text, tools and the run, each with session and run", async () => {
    const { join, agents } = openWorld();
    agents.script = async ({ onEvent }) => {
      for (const event of everything) onEvent(event);
      return answer;
    };
    const peer = await join();
    const { sessionId, runId } = await peer.demand<ChatAnswer>("chat.send", hello);
    const names = { sessionId, runId };
    expect(peer.events).toEqual(
      [
        ["agent", { run_id: runId, status: "started", ...names }],
        ["chat", { chunk: "Let me see", delta: "Let me see", ...names }],
        ["tool.call", { callId: "c1", tool: "notes/find", input: { word: "milk" }, ...names }],
        [
          "tool.result",
          {
            callId: "c1",
            tool: "notes/find",
            output: ["milk, 2 l"],
            duration_ms: 12,
            is_error: false,
            ...names,
          },
        ],
        ["chat", { chunk: "Let me see: 2 l", delta: ": 2 l", ...names }],
        ["agent", { run_id: runId, status: "completed", ...names }],
      ].map(([event, payload], index) => ({ type: "event", event, payload, seq: index + 1 })),
    );
  });

  it("come in the order of emission, and the response of their run comes last", async () => {
    const { join } = openWorld();
    const peer = await join();
    await peer.request("chat.send", hello, "send");
    const order = peer.frames.slice(1).map((frame) => (frame.type === "res" ? "res" : frame.event));
    expect(order).toEqual(["agent", "chat", "chat", "agent", "res"]);
  });

  it("count 1, 2, 3 on each connection, whichever run they are of", async () => {
    const { join } = openWorld();
    const first = await join();
    await first.demand("chat.send", hello);
    const second = await join();
    await Promise.all([first.demand("chat.send", hello), second.demand("chat.send", hello)]);
    await settle();
    const seqs = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
    expect(first.events.map(({ seq }) => seq)).toEqual(seqs(12));
    expect(second.events.map(({ seq }) => seq)).toEqual(seqs(8));
  });

  it("of a run that fails say why", async () => {
    const { join, agents } = openWorld();
    agents.script = () => Promise.reject(new Error("bug"));
    const peer = await join();
    await peer.refusal("chat.send", hello);
    expect(peer.events.at(-1)?.payload).toMatchObject({
      status: "failed",
      error: { code: "INTERNAL", message: "Cannot answer: the gateway failed", retryable: false },
    });
  });

  it("reach all connections of the same user, and no others", async () => {
    const { join } = openWorld();
    const [sender, same] = [await join(), await join()];
    const others = [await join({ userId: "bob" }), await join({ token: "press" })];
    await sender.demand("chat.send", hello);
    await settle();
    expect(same.events).toEqual(sender.events);
    expect(others.map(({ events }) => events)).toEqual([[], []]);
  });

  it("reach no viewer, not even one of the same name", async () => {
    const { join, open } = openWorld();
    const viewers = [await join({ token: "guest" }), open()];
    await viewers[1]?.demand("connect", { user_id: "ann" });
    const sender = await join();
    await sender.demand("chat.send", hello);
    await settle();
    expect(viewers.map(({ events }) => events)).toEqual([[], []]);
  });

  it("of all users reach admins, with the name of the user", async () => {
    const { join } = openWorld();
    const [admin, sender] = [await join({ token: "root" }), await join()];
    await sender.demand("chat.send", hello);
    await settle();
    const user = { token: "team", user_id: "ann" };
    expect(admin.events).toEqual(
      sender.events.map((event) => ({ ...event, payload: { ...event.payload, user } })),
    );
  });

  it("of an admin's own runs reach that admin once", async () => {
    const { join } = openWorld();
    const admin = await join({ token: "root" });
    await admin.demand("chat.send", hello);
    expect(admin.events.map(({ event }) => event)).toEqual(["agent", "chat", "chat", "agent"]);
    expect(admin.events[0]?.payload).not.toHaveProperty("user");
  });

  it("that an agent tells after its answer are nobody's", async () => {
    const { join, agents } = openWorld();
    agents.script = async (run) => {
      setImmediate(() => run.onEvent({ kind: "text", text: "late", delta: "late" }));
      return sayHello(run);
    };
    const peer = await join();
    await peer.demand("chat.send", hello);
    await settle();
    expect(peer.events.at(-1)).toMatchObject({ event: "agent", payload: { status: "completed" } });
  });
});
