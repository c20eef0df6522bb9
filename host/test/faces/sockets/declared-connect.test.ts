import { once } from "node:events";
import { ManualClock } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf } from "../../devices/failure-of.js";
import { type MeetSocket, WsServer } from "../../devices/ws-server.js";
import type { ScriptedSkill } from "./scripted-host.js";
import { loopbackGrant, SocketWorld } from "./socket-world.js";

let world: SocketWorld;
const remotes: WsServer[] = [];

afterEach(async () => {
  await world.close();
  for (const remote of remotes.splice(0)) await remote.close();
});

async function remote(
  meet?: MeetSocket,
  options?: Parameters<typeof WsServer.listen>[1],
): Promise<WsServer> {
  const server = await WsServer.listen(meet, options);
  remotes.push(server);
  return server;
}

const urlOf = ({ port }: WsServer) => `ws://127.0.0.1:${port}/`;

/** A skill whose manifest connects `feed`, and whose messages go to `onPrice`. */
function watcher(url: string, run: NonNullable<ScriptedSkill["methods"]>[string]["run"]) {
  const websocket = { route: { socket: "feed", connect: url, ref: "onPrice" } };
  return { ...loopbackGrant, websocket, methods: { onPrice: { takes: "text", run } } } as const;
}

class RecordingClock extends ManualClock {
  readonly delays: number[] = [];

  override setTimer(delayMs: number, run: () => void): () => void {
    this.delays.push(delayMs);
    return super.setTimer(delayMs, run);
  }
}

describe("a declared connect socket", () => {
  test("calls ref with what the server sends, and answers go to the server", async () => {
    const server = await remote((webSocket) => webSocket.send("7.5"));
    const heard: unknown[] = [];
    const skill = watcher(urlOf(server), (args, { sessionId }) => {
      heard.push({ ...args, sessionId });
      return { seen: true };
    });
    world = await SocketWorld.open({ skills: { watcher: skill } });
    await world.until(() => server.webSockets.length > 0);
    const [answer] = await once(server.last, "message");
    expect(String(answer)).toBe('{"seen":true}');
    expect(heard).toEqual([{ message: "7.5", socket: "feed", sessionId: "feed" }]);
    expect(world.messages).toEqual(['socket "feed" is connected']);
  });

  test("can be sent to, and received from, by its skill", async () => {
    const server = await remote((webSocket) =>
      webSocket.on("message", (data) => webSocket.send(`re: ${data}`)),
    );
    world = await SocketWorld.open({ skills: { watcher: watcher(urlOf(server), () => null) } });
    await world.until(() => world.logs.length > 0);
    expect(await world.send("watcher", { socket: "feed", data: "subscribe" })).toBe(1);
    expect(await world.receive("watcher", { socket: "feed" })).toBe("re: subscribe");
  });

  test("lends nobody its skill's grants", async () => {
    const server = await remote();
    world = await SocketWorld.open({
      skills: { watcher: watcher(urlOf(server), () => null), poor: {} },
    });
    await world.until(() => world.logs.length > 0);
    const denied = /^denied: Cannot \w+ (to|from) socket "feed": permissions.http is disabled/;
    expect(await failureOf(world.send("poor", { socket: "feed", data: "x" }))).toMatch(denied);
    expect(await failureOf(world.receive("poor", { socket: "feed" }))).toMatch(denied);
  });

  test("of host.yaml is allowed there, and calls a skill without grants", async () => {
    const server = await remote((webSocket) => webSocket.send("news"));
    const heard: unknown[] = [];
    const run = ({ message }: { message?: unknown }) => {
      heard.push(message);
      return null;
    };
    world = await SocketWorld.open({
      routes: [{ socket: "feed", connect: urlOf(server), ref: "reader.read", allow: true }],
      skills: { reader: { methods: { read: { takes: "text", run } } } },
    });
    await world.until(() => heard.length > 0);
    expect(heard).toEqual(["news"]);
    expect(await failureOf(world.send("reader", { socket: "feed", data: "x" }))).toMatch(/^denied/);
  });

  test("is closed with 1001 when the face is, and stays so", async () => {
    const clock = new ManualClock();
    const server = await remote();
    world = await SocketWorld.open({
      clock,
      skills: { watcher: watcher(urlOf(server), () => null) },
    });
    await world.until(() => world.logs.length > 0);
    const closed = once(server.last, "close");
    await world.face.close();
    expect((await closed)[0]).toBe(1001);
    expect(clock.pending).toBe(0);
  });

  test("that is still connecting when the face is closed gives up", async () => {
    const clock = new ManualClock();
    const server = await remote();
    world = await SocketWorld.open({
      clock,
      skills: { watcher: watcher(urlOf(server), () => null) },
    });
    await world.face.close();
    await world.until(() => clock.pending === 0);
    expect(world.logs).toEqual([]);
  });
});

describe("a declared connect socket that is lost", () => {
  test("is connected again with backoff, from 1 s to 30 s, on the host's clock", async () => {
    const clock = new RecordingClock();
    let isUp = true;
    const server = await remote(undefined, { verifyClient: () => isUp });
    world = await SocketWorld.open({
      clock,
      random: () => 1,
      skills: { watcher: watcher(urlOf(server), () => null) },
    });
    await world.until(() => world.logs.length === 1);
    isUp = false;
    server.last.terminate();
    for (let lost = 1; lost <= 6; lost++) {
      // Each attempt sets its own limit, then the wait for the next one.
      await world.until(() => clock.delays.length === 2 * lost);
      clock.runNext();
    }
    await world.until(() => clock.delays.length === 14);
    const waits = clock.delays.filter((_, index) => index % 2 === 1);
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
    isUp = true;
    clock.runNext();
    await world.until(() => world.logs.length === 3);
    expect(world.messages).toEqual([
      'socket "feed" is connected',
      'Cannot keep socket "feed" connected: the connection was lost; it is tried again',
      'socket "feed" is connected',
    ]);
    expect(await world.send("watcher", { socket: "feed", data: "hello again" })).toBe(1);
  });

  test("has no connections to send to meanwhile, and waits go on until it is back", async () => {
    const clock = new ManualClock();
    const server = await remote((webSocket) => webSocket.send("hello"));
    world = await SocketWorld.open({
      clock,
      skills: { watcher: watcher(urlOf(server), () => null) },
    });
    await world.until(() => world.logs.length === 1);
    server.last.close(1000);
    await world.until(() => world.logs.length === 2);
    expect(await world.send("watcher", { socket: "feed", data: "x" })).toBe(0);
    const received = world.receive("watcher", { socket: "feed" });
    clock.advance(1000);
    expect(await received).toBe("hello");
  });

  test("isn't tried again once it leads to an address that is denied", async () => {
    const server = await remote();
    const skill = watcher(`ws://name.example:${server.port}/`, () => null);
    const permissions = {
      http: { enabled: true, allow_websocket: true, allowlist: ["ws://name.example:*/**"] },
    };
    const clock = new ManualClock();
    world = await SocketWorld.open({
      clock,
      resolve: async () => ["127.0.0.1"],
      skills: { watcher: { ...skill, permissions } },
    });
    await world.until(() => world.logs.length === 1);
    expect(world.logs[0]).toEqual({
      level: "error",
      message:
        'Cannot connect socket "feed": "name.example" is at 127.0.0.1, a loopback address. ' +
        `Hint: add "ws://127.0.0.1:${server.port}/**" to permissions.http.allowlist`,
    });
    expect(clock.pending).toBe(0);
    expect(server.webSockets).toEqual([]);
  });
});
