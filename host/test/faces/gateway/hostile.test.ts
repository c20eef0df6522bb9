import { describe, expect, it } from "vitest";
import { gatewayChannelOptions } from "../../../faces/gateway/gateway-face.js";
import type { ChatAnswer, ServerFrame } from "../../../faces/gateway/protocol.js";
import { openWorld, settle } from "./gateway-world.js";
import { answer } from "./scripted-agents.js";
import { joinPeer, openPeer, serveWorld } from "./served-world.js";

const hello = { agentId: "main", message: "Hi" };

const invalidFrame = {
  type: "res",
  id: "",
  ok: false,
  error: {
    code: "INVALID_REQUEST",
    message: "Cannot read frame: expected a JSON object as text",
    retryable: false,
  },
};

describe("garbage", () => {
  it.each([
    ["no JSON", "hello"],
    ["nothing", ""],
    ["a list", "[1,2]"],
    ["null", "null"],
    ["half an object", '{"type":"req"'],
    ["deep nesting", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["NUL", "\0"],
    ["binary", Uint8Array.of(0, 255, 128)],
    ["binary that would be JSON", new TextEncoder().encode('{"type":"req","id":"1"}')],
  ])("that is %s is answered with an empty id, and the connection stays", async (_name, data) => {
    const { url } = await serveWorld();
    const peer = await joinPeer(url);
    expect(await peer.ask(data)).toEqual(invalidFrame);
    expect(await peer.request("health")).toMatchObject({ ok: true });
  });

  it("before connect is answered too", async () => {
    const { url } = await serveWorld();
    const peer = await openPeer(url);
    expect(await peer.ask("hello")).toEqual(invalidFrame);
  });
});

describe("a message", () => {
  const padded = (bytes: number) => {
    const frame = JSON.stringify({ type: "req", id: "big", method: "health", pad: "" });
    return frame.replace('"pad":""', `"pad":"${"x".repeat(bytes - frame.length)}"`);
  };

  it("of 524,288 bytes passes", async () => {
    const { url } = await serveWorld();
    const peer = await joinPeer(url);
    expect(Buffer.byteLength(padded(524_288))).toBe(524_288);
    expect(await peer.ask(padded(524_288), "big")).toMatchObject({ ok: true });
  });

  it("of one byte more closes with 1009 and a log line, and others go on", async () => {
    const { url, lines } = await serveWorld();
    const [peer, other] = [await joinPeer(url), await joinPeer(url)];
    peer.webSocket.send(padded(524_289));
    expect(await peer.closed).toMatchObject({ code: 1009 });
    expect(await other.request("health")).toMatchObject({ ok: true });
    expect(lines).toEqual([
      'the connection from 127.0.0.1 of "team/ann" has ended: a message of more than 524288 bytes',
    ]);
  });
});

describe("keepalive", () => {
  it("pings every 30 seconds and gives up after 60", () => {
    expect(gatewayChannelOptions).toEqual({
      maxBytes: 524_288,
      pingMs: 30_000,
      idleMs: 60_000,
    });
  });

  it("closes a connection that gives neither data nor pong", async () => {
    const { url, lines } = await serveWorld({}, { pingMs: 50, idleMs: 1000 });
    const silent = await openPeer(url, { autoPong: false });
    expect(await silent.closed).toEqual({ code: 1001, reason: "idle for 1000 ms" });
    expect(lines).toEqual(["a connection from 127.0.0.1 without user has ended: idle for 1000 ms"]);
  });

  it("leaves one open that answers pings", async () => {
    const { url } = await serveWorld({}, { pingMs: 50, idleMs: 1000 });
    const [silent, alive] = [await openPeer(url, { autoPong: false }), await joinPeer(url)];
    await silent.closed;
    expect(await alive.request("health")).toMatchObject({ ok: true });
  });
});

describe("the upgrade", () => {
  it.each([
    ["another site's page", { headers: { origin: "https://evil.example" } }],
    ["another host name", { headers: { host: "evil.example" } }],
  ])("is refused to %s with 403", async (_name, options) => {
    const { url } = await serveWorld();
    await expect(openPeer(url, options)).rejects.toThrow("Unexpected server response: 403");
    expect(await (await joinPeer(url)).request("health")).toMatchObject({ ok: true });
  });

  it("is allowed to a listed page", async () => {
    const { url } = await serveWorld({}, { allowedOrigins: ["https://app.example"] });
    const peer = await openPeer(url, { headers: { origin: "https://app.example" } });
    expect(await peer.request("connect", { user_id: "ann" })).toMatchObject({ ok: true });
  });
});

describe("a reader that pauses", () => {
  const large = "x".repeat(200_000);

  it("with 300 queued events misses some, sees a gap in seq, and stays", async () => {
    const { url, agents, lines, face } = await serveWorld();
    const [paused, other] = [await joinPeer(url), await joinPeer(url)];
    paused.webSocket.pause();
    agents.script = async ({ onEvent }) => {
      for (let count = 0; count < 300; count++) {
        onEvent({ kind: "text", text: large, delta: "x" });
        // The first one tells that the run begins.
        await other.until((frame) => frame.type === "event" && frame.seq === count + 2);
      }
      return answer;
    };
    const sent = await other.request("chat.send", hello);
    expect(sent).toMatchObject({ ok: true });
    expect(other.events).toHaveLength(302);
    const { dropped_events: dropped } = face.counts();
    expect(dropped).toBeGreaterThan(0);
    expect(lines).toEqual([
      'the connection from 127.0.0.1 of "team/ann" doesn\'t read: events are dropped',
    ]);
    paused.webSocket.resume();
    await paused.until((frame) => frame.type === "event" && frame.seq === 302 - dropped);
    agents.script = async () => answer;
    await other.request("chat.send", hello, "again");
    await paused.until((frame) => frame.type === "event" && frame.seq === 304);
    expect(paused.events).toHaveLength(304 - dropped);
    expect(face.counts().dropped_events).toBe(dropped);
  });

  it("is given up before a response would be dropped, and others go on", async () => {
    const { url, store, lines } = await serveWorld();
    const peer = await joinPeer(url);
    const sent = await peer.request("chat.send", hello);
    const { sessionId } = (sent as unknown as { payload: ChatAnswer }).payload;
    const message = { role: "assistant", content: large };
    await store.appendHistory(`gateway/team/ann/${sessionId}`, message);
    peer.webSocket.pause();
    const params = JSON.stringify({ sessionId });
    for (let count = 0; count < 400; count++) {
      const id = `h${count}`;
      peer.webSocket.send(`{"type":"req","id":"${id}","method":"chat.history","params":${params}}`);
    }
    while (lines.length === 0) await settle();
    peer.webSocket.resume();
    await peer.closed;
    expect(lines).toEqual([
      'the connection from 127.0.0.1 of "team/ann" was closed: 256 messages wait for their reader',
    ]);
    expect(await (await joinPeer(url)).request("health")).toMatchObject({ ok: true });
  });
});

describe("many at once", () => {
  it("5,000 connections hear what is theirs and nothing else", async () => {
    const { join, face } = openWorld();
    const peers = await Promise.all(
      Array.from({ length: 5000 }, (_, index) => join({ userId: `user ${index % 2500}` })),
    );
    await peers[7]?.demand("chat.send", hello);
    await settle();
    const heard = peers.flatMap(({ events }, index) => (events.length > 0 ? [index] : []));
    expect(heard).toEqual([7, 2507]);
    await Promise.all(peers.map((peer) => peer.close()));
    await settle();
    expect(face.counts().connections).toBe(0);
  });

  it("connections that end leave nothing behind that another one hears", async () => {
    const { url, face } = await serveWorld();
    const frames: ServerFrame[] = [];
    for (let count = 0; count < 50; count++) {
      const peer = await joinPeer(url, `user ${count}`);
      peer.webSocket.terminate();
      await peer.closed;
      frames.push(...peer.events);
    }
    const last = await joinPeer(url);
    await last.request("chat.send", hello);
    expect([frames, face.counts().connections]).toEqual([[], 1]);
  });
});
