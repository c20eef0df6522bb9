import { createHash } from "node:crypto";
import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf } from "./failure-of.js";
import { type Meet, resetLater, TcpPeer } from "./tcp-peer.js";
import { WsWorld } from "./ws-world.js";

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function serve(
  answer: (socket: Socket, key: string) => void,
  listen: (meet: Meet) => Promise<TcpPeer> = TcpPeer.listen,
): Promise<TcpPeer> {
  const peer = await listen((socket) =>
    socket.once("data", (request) => {
      const [, key = ""] = /sec-websocket-key: (\S+)/i.exec(String(request)) ?? [];
      answer(socket, key);
    }),
  );
  opened.push(peer);
  return peer;
}

/** A server that keeps to the handshake, and to nothing after it. */
function serveFrames(
  behave: (socket: Socket) => void,
  listen?: (meet: Meet) => Promise<TcpPeer>,
): Promise<TcpPeer> {
  return serve((socket, key) => {
    socket.write(acceptance(key));
    behave(socket);
  }, listen);
}

function acceptance(key: string): string {
  const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  const accept = createHash("sha1")
    .update(key + guid)
    .digest("base64");
  const lines = ["Upgrade: websocket", "Connection: Upgrade", `Sec-WebSocket-Accept: ${accept}`];
  return `HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`;
}

function createWorld(): WsWorld {
  const world = new WsWorld({ limits: { memory_mb: 1 } });
  opened.push(world);
  return world;
}

const urlOf = ({ port }: TcpPeer) => `ws://localhost:${port}/`;
const frame = (...bytes: number[]) => Buffer.from(bytes);

describe("a handshake is refused", () => {
  const reason = "the server's handshake is wrong";
  const upgrade = "HTTP/1.1 101 X\r\nConnection: Upgrade\r\n";
  test.each<[string, string, string]>([
    [
      "with status 401",
      "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n",
      "unavailable: the server refused the handshake with status 401",
    ],
    [
      "with a redirect, which isn't followed",
      "HTTP/1.1 302 Found\r\nLocation: ws://169.254.169.254/\r\n\r\n",
      "unavailable: the server refused the handshake with status 302",
    ],
    [
      "when the server's key is another",
      `${upgrade}Upgrade: websocket\r\nSec-WebSocket-Accept: abc=\r\n\r\n`,
      `unavailable: ${reason} (Invalid Sec-WebSocket-Accept header)`,
    ],
    [
      "when it upgrades to something else",
      `${upgrade}Upgrade: h2c\r\n\r\n`,
      `unavailable: ${reason} (Invalid Upgrade header)`,
    ],
    [
      "by what isn't HTTP",
      "220 mail\r\n",
      `unavailable: ${reason} (not HTTP, HPE_INVALID_CONSTANT)`,
    ],
    [
      "by headers without end",
      `HTTP/1.1 101 X\r\n${"X-A: b\r\n".repeat(20_000)}`,
      `unavailable: ${reason} (not HTTP, HPE_HEADER_OVERFLOW)`,
    ],
  ])("%s", async (_, answer, wanted) => {
    const peer = await serve((socket) => socket.write(answer));
    const world = createWorld();
    const [code, ...rest] = wanted.split(": ");
    expect(await failureOf(world.connect(urlOf(peer)))).toBe(
      `${code}: Cannot connect to "${urlOf(peer)}": ${rest.join(": ")}`,
    );
    await peer.untilEmpty();
  });

  test("when a subprotocol is given that wasn't asked for", async () => {
    const peer = await serve((socket, key) => {
      const lines = acceptance(key).replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: v9\r\n\r\n");
      socket.write(lines);
    });
    expect(await failureOf(createWorld().connect(urlOf(peer)))).toMatch(
      /handshake is wrong \(Server sent a subprotocol but none was requested\)$/,
    );
  });

  test("when an extension is given that wasn't asked for", async () => {
    const peer = await serve((socket, key) => {
      const extension = "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
      socket.write(acceptance(key).replace("\r\n\r\n", extension));
    });
    expect(await failureOf(createWorld().connect(urlOf(peer)))).toMatch(
      /handshake is wrong \(Server sent a Sec-WebSocket-Extensions header but no extension/,
    );
  });

  test.each<[string, (socket: Socket) => unknown, string]>([
    ["closes", (socket) => socket.end(), "the peer reset the connection"],
    ["resets", (socket) => socket.resetAndDestroy(), "the peer reset the connection"],
  ])("when the server %s instead", async (_, behave, reason) => {
    const peer = await serve((socket) => void behave(socket));
    expect(await failureOf(createWorld().connect(urlOf(peer)))).toBe(
      `closed: Cannot connect to "${urlOf(peer)}": ${reason}`,
    );
  });

  test("when the server stays silent", async () => {
    const peer = await serve(() => {});
    const world = createWorld();
    expect(await failureOf(world.connect(urlOf(peer), { timeout_ms: 60 }))).toBe(
      `timeout: Cannot connect to "${urlOf(peer)}": no answer within 60 ms`,
    );
    await peer.untilEmpty();
  });

  test("when the skill is closed meanwhile", async () => {
    const peer = await serve(() => {});
    const world = createWorld();
    const failure = failureOf(world.connect(urlOf(peer)));
    await peer.untilConnected(1);
    await world.close();
    expect(await failure).toBe("closed: Cannot go on: the skill was closed");
    await peer.untilEmpty();
  });
});

describe("a connection ends by", () => {
  const broke = "io: the peer broke the protocol";
  const tooLarge = "io: the peer sent a message that is too large";
  test.each<[string, Uint8Array, string]>([
    [
      "garbage",
      frame(0xff, 0xff, 0xff),
      `${broke} (Invalid WebSocket frame: RSV2 and RSV3 must be clear)`,
    ],
    [
      "a frame that is masked",
      frame(0x81, 0x81, 1, 2, 3, 4, 5),
      `${broke} (Invalid WebSocket frame: MASK must be clear)`,
    ],
    ["an unknown opcode", frame(0x83, 0), `${broke} (Invalid WebSocket frame: invalid opcode 3)`],
    [
      "a compressed frame",
      frame(0xc1, 1, 0),
      `${broke} (Invalid WebSocket frame: RSV1 must be clear)`,
    ],
    [
      "text that is none",
      frame(0x81, 1, 0xff),
      `${broke} (Invalid WebSocket frame: invalid UTF-8 sequence)`,
    ],
    [
      "a close with a wrong code",
      frame(0x88, 2, 0x03, 0xed),
      `${broke} (Invalid WebSocket frame: invalid status code 1005)`,
    ],
    [
      "a close with half a code",
      frame(0x88, 1, 3),
      `${broke} (Invalid WebSocket frame: invalid payload length 1)`,
    ],
    [
      "a ping that is too long",
      frame(0x89, 126, 0, 126),
      `${broke} (Invalid WebSocket frame: invalid payload length 126)`,
    ],
    [
      "a message larger than the skill's memory",
      frame(0x82, 127, 0, 0, 0, 0, 0, 0x10, 0, 1),
      tooLarge,
    ],
    [
      "a message of 2^63 bytes",
      frame(0x82, 127, 0x7f, 255, 255, 255, 255, 255, 255, 255),
      `${broke} (Unsupported WebSocket frame: payload length > 2^53 - 1)`,
    ],
  ])("%s", async (_, bytes, wanted) => {
    const peer = await serveFrames((socket) => socket.write(bytes));
    const world = createWorld();
    const connId = await world.connect(urlOf(peer));
    await world.driver.untilCount(1);
    expect(world.driver.texts).toEqual([wanted]);
    expect(await failureOf(world.send(connId, "x"))).toMatch(/^closed: /);
    await peer.untilEmpty();
    expect(world.driver.events).toHaveLength(1);
  });

  test("fragments that add up to more than the skill's memory", async () => {
    const head = frame(0x02, 127, 0, 0, 0, 0, 0, 0x08, 0, 0);
    const more = frame(0x00, 127, 0, 0, 0, 0, 0, 0x08, 0, 0);
    const half = Buffer.alloc(512 * 1024);
    const peer = await serveFrames((socket) => {
      for (const part of [head, half, more, half, more]) socket.write(part);
    });
    const world = createWorld();
    await world.connect(urlOf(peer));
    await world.driver.untilCount(1);
    expect(world.driver.texts).toEqual([tooLarge]);
  });

  test.each<[string, (socket: Socket) => unknown, string]>([
    ["an end without a close", (socket) => socket.end(), "eof: the peer closed the connection"],
    ["a reset", (socket) => resetLater(socket), "reset: the peer reset the connection"],
  ])("%s", async (_, behave, wanted) => {
    const peer = await serveFrames((socket) => {
      socket.write(frame(0x81, 1, 0x61));
      behave(socket);
    });
    const world = createWorld();
    const connId = await world.connect(urlOf(peer));
    await world.driver.untilCount(2);
    expect(world.driver.texts).toEqual(["a", wanted]);
    expect(await failureOf(world.send(connId, "x"))).toMatch(/^closed: /);
  });

  test("a close that the server doesn't follow up, within a second", async () => {
    const peer = await serveFrames(
      (socket) => socket.write(frame(0x88, 2, 0x03, 0xe8)),
      TcpPeer.listenHalfOpen,
    );
    const world = createWorld();
    await world.connect(urlOf(peer));
    const beganMs = performance.now();
    await world.driver.untilCount(1);
    expect(performance.now() - beganMs).toBeLessThan(5000);
    expect(world.driver.texts).toEqual(["close: 1000 "]);
  });
});

describe("pings", () => {
  test("are answered with what they carry, and nobody hears of them", async () => {
    const peer = await serveFrames((socket) => socket.write(frame(0x89, 2, 0x68, 0x69)));
    const world = createWorld();
    await world.connect(urlOf(peer));
    const [pong] = (await once(peer.last, "data")) as [Buffer];
    const mask = pong.subarray(2, 6);
    expect([...pong.subarray(0, 2)]).toEqual([0x8a, 0x82]);
    expect([...pong.subarray(6)].map((byte, i) => byte ^ (mask[i] ?? 0))).toEqual([0x68, 0x69]);
    expect(world.driver.events).toEqual([]);
  });

  test("in a flood aren't all answered, and the messages behind them arrive", async () => {
    const flood = Buffer.alloc(2 * 500_000, frame(0x89, 0));
    let received = 0;
    const peer = await serveFrames((socket) => {
      socket.on("data", ({ length }) => {
        received += length;
      });
      socket.write(flood);
      socket.write(frame(0x81, 1, 0x61));
    });
    const world = createWorld();
    await world.connect(urlOf(peer));
    await world.driver.untilCount(1);
    expect(world.driver.texts).toEqual(["a"]);
    expect(received).toBeLessThan(6 * 500_000);
  });
});
