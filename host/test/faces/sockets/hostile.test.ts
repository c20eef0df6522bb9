import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { memoryPair } from "../../../channels/memory-pair.js";
import { latch } from "./latch.js";
import type { ScriptedMethod } from "./scripted-host.js";
import { SocketWorld, type WorldOptions } from "./socket-world.js";

let world: SocketWorld;

afterEach(() => world.close());

const echo: ScriptedMethod["run"] = ({ message }) => message as string;

async function open(run: ScriptedMethod["run"] = echo, more: WorldOptions = {}) {
  world = await SocketWorld.open({
    routes: [{ socket: "chat", listen: true, ref: "room.say" }],
    skills: { room: { methods: { say: { takes: "text", run } } } },
    ...more,
  });
}

/** Another client is served as before. */
async function demandService(): Promise<void> {
  const client = await world.connect();
  client.send("still here");
  expect(await client.untilHeard(1)).toEqual(["still here"]);
  client.end();
}

/** A connection that has shaken hands and then sends what it likes. */
async function rawClient() {
  const socket = connect(world.port, "127.0.0.1");
  const lines = [
    "GET /ws/chat HTTP/1.1",
    `Host: 127.0.0.1:${world.port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  await once(socket, "data");
  return socket;
}

describe("a peer that sends garbage loses its connection only:", () => {
  test.each<[string, number[], number]>([
    ["a frame that isn't masked", [0x81, 0x01, 0x61], 1002],
    ["a reserved opcode", [0x83, 0x80, 0, 0, 0, 0], 1002],
    ["a continuation of nothing", [0x80, 0x80, 0, 0, 0, 0], 1002],
    ["text that isn't UTF-8", [0x81, 0x81, 0, 0, 0, 0, 0xff], 1007],
    ["a length that nobody holds", [0x81, 0xff, 0x7f, ...Array<number>(11).fill(0xff)], 1009],
  ])("%s", async (_, bytes, code) => {
    await open();
    const socket = await rawClient();
    const heard = once(socket, "data");
    socket.write(Buffer.from(bytes));
    const [answer] = (await heard) as [Buffer];
    expect([answer[0], answer.readUInt16BE(2)]).toEqual([0x88, code]);
    socket.destroy();
    await demandService();
    expect(world.logs).toEqual([]);
  });
});

test("a message larger than the limit closes with 1009 before any skill is called", async () => {
  const heard: unknown[] = [];
  const run: ScriptedMethod["run"] = (args) => {
    heard.push(args.message);
    return echo(args, {});
  };
  await open(run, { maxBytes: 1000 });
  const client = await world.connect();
  client.send("x".repeat(1001));
  expect((await client.closed).code).toBe(1009);
  await demandService();
  expect(heard).toEqual(["still here"]);
});

test("a flood of messages is held back at its connection, and all are handled", async () => {
  let most = 0;
  let running = 0;
  await open(async ({ message }) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return message as string;
  });
  const client = await world.connect();
  for (let i = 0; i < 2000; i++) client.send(`${i}`);
  await demandService();
  expect(await client.untilHeard(2000)).toEqual(Array.from({ length: 2000 }, (_, i) => `${i}`));
  expect(most).toBeLessThanOrEqual(2);
});

test("1,000 connections at once get their answers, and the skill's queue no more than it holds", async () => {
  let most = 0;
  let running = 0;
  await open(async ({ message }) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
    return message as string;
  });
  const clients = await Promise.all(Array.from({ length: 1000 }, () => world.connect()));
  for (const [i, client] of clients.entries()) client.send(`${i}`);
  const answers = await Promise.all(clients.map((client) => client.untilHeard(1)));
  expect(answers.flat()).toEqual(Array.from({ length: 1000 }, (_, i) => `${i}`));
  expect(most).toBeLessThanOrEqual(32);
  expect(world.logs).toEqual([]);
});

test("a client that leaves within a call costs nobody anything", async () => {
  const held = latch();
  const begun = latch();
  const ended = latch();
  await open(async ({ message }) => {
    if (message !== "slow") return message as string;
    begun.release();
    await held.promise;
    ended.release();
    return "too late";
  });
  const client = await world.connect();
  client.send("slow");
  await begun.promise;
  client.end();
  await demandService();
  held.release();
  await ended.promise;
  await demandService();
  expect(world.logs).toEqual([]);
});

test("a client that reads no answers is held up itself, and no other", async () => {
  const answer = "x".repeat(1024 * 1024);
  let calls = 0;
  await open(({ message }) => {
    if (message !== "more") return message as string;
    calls++;
    return answer;
  });
  const greedy = await world.connect();
  greedy.webSocket.pause();
  for (let i = 0; i < 200; i++) greedy.send("more");
  let before = -1;
  while (calls !== before) {
    before = calls;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(calls).toBeLessThan(64);
  await demandService();
});

test("pings are answered while a method is at work", async () => {
  const held = latch();
  await open(async ({ message }) => {
    await held.promise;
    return message as string;
  });
  const client = await world.connect();
  client.send("slow");
  const ponged = once(client.webSocket, "pong");
  client.webSocket.ping("are you there?");
  expect(String((await ponged)[0])).toBe("are you there?");
  held.release();
  expect(await client.untilHeard(1)).toEqual(["slow"]);
});

test("connecting to a socket that is gone is refused", async () => {
  await open();
  const [mine, theirs] = memoryPair<string | Uint8Array>();
  world.face.accept(theirs, { url: "/ws/nobody", headers: {} } as never);
  const reason = await new Promise((resolve) => mine.onClose(resolve));
  expect(reason).toBe("no such socket");
});

test("a connection that closes before it is taken up is let go", async () => {
  await open();
  const [mine, theirs] = memoryPair<string | Uint8Array>();
  await mine.close();
  await world.until(() => theirs.closed);
  world.face.accept(theirs, { url: "/ws/chat", headers: {} } as never);
  expect(await world.send("room", { socket: "chat", data: "x" })).toBe(0);
});
