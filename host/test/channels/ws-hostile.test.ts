import { once } from "node:events";
import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Channel } from "../../channels/channel.js";
import {
  startWebSocketServer,
  type WebSocketServer,
  type WebSocketServerOptions,
} from "../../channels/start-web-socket-server.js";
import { wsChannel } from "../../channels/ws-channel.js";
import { quiet } from "./pairs.js";
import { dial, handshake, whenClosed } from "./raw-client.js";

let server: WebSocketServer;
let bystander: Channel<string | Uint8Array>;
/** Of the channels at the server's end, by what they closed with. */
let reasons: Map<string, Promise<string | undefined>>;
let heard: (string | Uint8Array)[];

async function start(options: Partial<WebSocketServerOptions> = {}): Promise<void> {
  reasons = new Map();
  heard = [];
  server = await startWebSocketServer({
    path: "/",
    ...quiet,
    onChannel: (channel, { headers }) => {
      const who = String(headers["x-who"]);
      reasons.set(who, new Promise((resolve) => channel.onClose(resolve)));
      channel.onFrame((frame) => {
        heard.push(frame);
        return channel.send(frame);
      });
    },
    ...options,
  });
  bystander = await wsChannel(server.url, { headers: { "x-who": "bystander" } });
}

async function connectPlain(): Promise<WebSocket> {
  const plain = new WebSocket(server.url, { headers: { "x-who": "hostile" } });
  plain.on("error", () => {});
  await once(plain, "open");
  return plain;
}

async function connectRaw(options: { allowHalfOpen?: boolean } = {}): Promise<Socket> {
  const socket = await dial(server.port, options);
  socket.write(handshake("/", { "X-Who": "hostile" }));
  await once(socket, "data");
  return socket;
}

/** Everybody else is served as before. */
afterEach(async () => {
  const answer = new Promise((resolve) => bystander.onFrame(resolve));
  await bystander.send("still there");
  expect(await answer).toBe("still there");
  await bystander.close();
  await server.close();
});

describe("a peer that sends too much", () => {
  beforeEach(() => start({ maxBytes: 524_288 }));

  test("may send 524,288 bytes; one more closes with 1009", async () => {
    const plain = await connectPlain();
    const answer = once(plain, "message");
    plain.send("x".repeat(524_288));
    expect((await answer)[0]).toHaveLength(524_288);
    const closed = once(plain, "close");
    plain.send("x".repeat(524_289));
    expect((await closed)[0]).toBe(1009);
    expect(await reasons.get("hostile")).toBe("a message of more than 524288 bytes");
    expect(heard.map((frame) => frame.length)).toEqual([524_288]);
  });

  test("is measured in bytes, over all fragments", async () => {
    const plain = await connectPlain();
    const closed = once(plain, "close");
    for (let i = 0; i < 3; i++) plain.send("é".repeat(100_000), { fin: false });
    expect((await closed)[0]).toBe(1009);
    expect(heard).toEqual([]);
  });

  test("is closed when its announcement is too large, before anything comes", async () => {
    const socket = await connectRaw();
    const closed = whenClosed(socket);
    const answer = once(socket, "data");
    socket.write(Uint8Array.of(0x82, 0xff, 0, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0));
    const [bytes] = await answer;
    expect([...bytes.subarray(0, 4)]).toEqual([0x88, 2, 1009 >> 8, 1009 & 0xff]);
    socket.end();
    await closed;
    expect(await reasons.get("hostile")).toBe("a message of more than 524288 bytes");
  });
});

describe("a peer that breaks the protocol", () => {
  beforeEach(() => start());

  test.each([
    ["garbage", [0xff, 0xff, 0xff, 0xff], 1002],
    ["an unmasked frame", [0x81, 0x01, 0x61], 1002],
    ["text that isn't UTF-8", [0x81, 0x81, 0, 0, 0, 0, 0xff], 1007],
    ["a close with a code that mustn't be sent", [0x88, 0x82, 0, 0, 0, 0, 0x03, 0xed], 1002],
    ["a large ping", [0x89, 0xfe, 0, 0x7e, 0, 0, 0, 0], 1002],
  ])("with %j is closed", async (_, frame, code) => {
    const socket = await connectRaw();
    const answer = once(socket, "data");
    const closed = whenClosed(socket);
    socket.write(Uint8Array.from(frame as number[]));
    const [bytes] = await answer;
    expect([bytes[0], (bytes[2] << 8) | bytes[3]]).toEqual([0x88, code]);
    expect(await reasons.get("hostile")).toMatch(/^broken frame: /);
    socket.end();
    await closed;
    expect(heard).toEqual([]);
  });

  test("by resetting the connection is forgotten", async () => {
    const socket = await connectRaw();
    socket.resetAndDestroy();
    expect(await reasons.get("hostile")).toMatch(/^the connection was lost/);
  });

  test("by keeping a connection that is closed is cut off", async () => {
    const socket = await connectRaw({ allowHalfOpen: true });
    socket.resume();
    const ended = once(socket, "end");
    socket.write(Uint8Array.of(0x88, 0x80, 0, 0, 0, 0));
    await ended;
    expect(await reasons.get("hostile")).toBe(undefined);
    socket.destroy();
  });
});

describe("a peer that is silent", () => {
  test("is closed when it doesn't even answer pings", async () => {
    await start({ pingMs: 20, idleMs: 400 });
    const socket = await connectRaw();
    expect(await reasons.get("hostile")).toBe("idle for 400 ms");
    socket.destroy();
  });

  test("stays as long as it answers them", async () => {
    await start({ pingMs: 20, idleMs: 400 });
    const plain = await connectPlain();
    for (let pings = 0; pings < 25; pings++) await once(plain, "ping");
    const answer = once(plain, "message");
    plain.send("there");
    expect(String((await answer)[0])).toBe("there");
    plain.terminate();
    await reasons.get("hostile");
  });
});

describe("a peer that doesn't read", () => {
  test("holds up what is sent to it, and gets all of it when it reads on", async () => {
    let channel: Channel<string | Uint8Array> | undefined;
    await start({
      onChannel: (each, { headers }) => {
        if (headers["x-who"] === "hostile") channel = each;
        else each.onFrame((frame) => each.send(frame));
      },
    });
    const plain = await connectPlain();
    plain.pause();
    const event = "x".repeat(100_000);
    let taken = 0;
    const sends = Array.from({ length: 300 }, async (_, index) => {
      await channel?.send(`${index}${event}`);
      taken++;
    });
    await turn();
    const takenWhilePaused = taken;
    const numbers: number[] = [];
    plain.on("message", (data) => numbers.push(Number.parseInt(data.toString(), 10)));
    plain.resume();
    await Promise.all(sends);
    await channel?.close();
    expect(takenWhilePaused).toBeLessThan(300);
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, index) => index));
  });

  test("is left when it doesn't read while it is closed, and what waited is refused", async () => {
    let channel: Channel<string | Uint8Array> | undefined;
    await start({
      onChannel: (each, { headers }) => {
        if (headers["x-who"] === "hostile") channel = each;
        else each.onFrame((frame) => each.send(frame));
      },
    });
    const plain = await connectPlain();
    plain.pause();
    const event = "x".repeat(100_000);
    const sends = Array.from({ length: 300 }, () => channel?.send(event));
    const codes = Promise.all(
      sends.map((sent) => sent?.then(() => "taken").catch((error) => error.code)),
    );
    await channel?.close();
    expect(new Set(await codes)).toEqual(new Set(["taken", "closed"]));
    plain.terminate();
  });

  test("isn't read from without end while its frames are handled slowly", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const numbers: number[] = [];
    await start({
      pingMs: 20,
      onChannel: (each, { headers }) => {
        if (headers["x-who"] !== "hostile") each.onFrame((frame) => each.send(frame));
        else {
          each.onFrame(async (frame) => {
            await held;
            numbers.push(Number.parseInt(String(frame), 10));
            if (numbers.length === 300) await each.close("all");
          });
        }
      },
    });
    const plain = await connectPlain();
    const closed = once(plain, "close");
    const large = "x".repeat(100_000);
    for (let index = 0; index < 300; index++) plain.send(`${index}${large}`);
    await once(plain, "ping");
    expect(plain.bufferedAmount).toBeGreaterThan(0);
    release();
    await closed;
    expect(numbers).toEqual(Array.from({ length: 300 }, (_, index) => index));
  });
});
