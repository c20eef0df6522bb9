import { describe, expect, it } from "vitest";
import type { ChatAnswer } from "../../../faces/gateway/protocol.js";
import { openWorld, settle } from "./gateway-world.js";

const hello = { agentId: "main", message: "Hi", channel: "websocket" };

describe("chat.abort", () => {
  async function running() {
    const world = openWorld();
    const peer = await world.join();
    const { sessionId } = await peer.demand<ChatAnswer>("chat.send", hello);
    world.agents.hold();
    const send = () => peer.request("chat.send", { ...hello, sessionId });
    return { ...world, peer, sessionId, send };
  }

  const cancelled = {
    ok: false,
    error: {
      code: "CANCELLED",
      message: "Cannot finish the run: it was aborted",
      retryable: false,
    },
  };

  it("answers, and so does the aborted send, whenever the agent obeys", async () => {
    const { peer, sessionId, send, agents } = await running();
    const sent = send();
    await settle();
    const { aborted } = await peer.demand<{ aborted: string[] }>("chat.abort", { sessionId });
    expect(aborted).toHaveLength(1);
    expect(await sent).toMatchObject(cancelled);
    expect(agents.held[0]?.run.signal.aborted).toBe(true);
    expect(peer.events.at(-1)?.payload).toMatchObject({ run_id: aborted[0], status: "cancelled" });
  });

  it("ends those too that wait in line, which never begin", async () => {
    const { peer, sessionId, send, agents } = await running();
    const sends = [send(), send(), send()];
    await settle();
    const { aborted } = await peer.demand<{ aborted: string[] }>("chat.abort", { sessionId });
    expect(aborted).toHaveLength(3);
    expect(await Promise.all(sends)).toMatchObject([cancelled, cancelled, cancelled]);
    agents.held[0]?.finish();
    await settle();
    expect(agents.held).toHaveLength(1);
  });

  it("ends the run of one id only, when it is given", async () => {
    const { peer, sessionId, send, agents } = await running();
    const [first, second] = [send(), send()];
    await settle();
    const { runs } = await peer.demand<{ runs: string[] }>("chat.history", { sessionId });
    const runId = runs[1];
    const aborted = await peer.demand("chat.abort", { sessionId, runId });
    expect(aborted).toEqual({ aborted: [runId] });
    expect(await second).toMatchObject(cancelled);
    agents.held[0]?.finish();
    expect(await first).toMatchObject({ ok: true });
  });

  it("tells nothing more of a run, and the next one waits until its agent has let go", async () => {
    const { peer, sessionId, send, agents } = await running();
    const first = send();
    await settle();
    await peer.demand("chat.abort", { sessionId });
    await first;
    const next = send();
    const before = peer.events.length;
    agents.held[0]?.tell({ kind: "text", text: "late", delta: "late" });
    await settle();
    expect([peer.events.length, agents.held.length]).toEqual([before, 1]);
    agents.held[0]?.finish();
    await settle();
    agents.held[1]?.finish();
    expect(await next).toMatchObject({ ok: true });
  });

  it("of a session where nothing happens answers that it ended nothing", async () => {
    const { peer, sessionId } = await running();
    expect(await peer.demand("chat.abort", { sessionId })).toEqual({ aborted: [] });
    expect(await peer.demand("chat.abort", { sessionId, runId: "x" })).toEqual({ aborted: [] });
  });

  it("reaches nobody else's runs", async () => {
    const { sessionId, send, agents, join } = await running();
    const sent = send();
    await settle();
    const other = await join({ userId: "bob" });
    expect(await other.refusal("chat.abort", { sessionId })).toMatchObject({ code: "NOT_FOUND" });
    expect(agents.held[0]?.run.signal.aborted).toBe(false);
    agents.held[0]?.finish();
    expect(await sent).toMatchObject({ ok: true });
  });

  it("of a session of others is for admins", async () => {
    const { sessionId, send, join } = await running();
    const sent = send();
    await settle();
    const user = { token: "team", user_id: "ann" };
    const peer = await join({ userId: "bob" });
    expect(await peer.refusal("chat.abort", { sessionId, user })).toEqual({
      code: "UNAUTHORIZED",
      message: "Cannot call chat.abort: sessions of others need the role admin",
      retryable: false,
    });
    const admin = await join({ token: "root" });
    expect(await admin.demand("chat.abort", { sessionId, user })).toMatchObject({ aborted: [{}] });
    expect(await sent).toMatchObject(cancelled);
  });
});
