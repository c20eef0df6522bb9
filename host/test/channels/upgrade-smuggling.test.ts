import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AttachedUpgrade, attachUpgrade } from "../../channels/attach-upgrade.js";
import { wsChannel } from "../../channels/ws-channel.js";
import { quiet } from "./pairs.js";
import { answerTo, dial, handshake, statusOf, whenClosed } from "./raw-client.js";

let server: Server;
let attached: AttachedUpgrade;
let port: number;
/** Paths of the requests that reached the server as requests. */
let requests: (string | undefined)[];

beforeEach(async () => {
  requests = [];
  server = createServer((request, response) => {
    requests.push(request.url);
    response.end("a page");
  });
  attached = attachUpgrade(server, {
    path: "/ws",
    onChannel: (channel) => channel.onFrame((frame) => channel.send(frame)),
    ...quiet,
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  const channel = await wsChannel(`ws://127.0.0.1:${port}/ws`);
  const answer = new Promise((resolve) => channel.onFrame(resolve));
  await channel.send("still there");
  expect(await answer).toBe("still there");
  await channel.close();
  await attached.close();
  const closed = once(server, "close");
  server.close();
  await closed;
});

const SMUGGLED = "GET /admin HTTP/1.1\r\nHost: localhost\r\n\r\n";

test.each([
  ["a second Host", handshake("/ws", { host: "localhost" }), "more than one host"],
  [
    "a second Origin",
    handshake("/ws", { Origin: "http://localhost", origin: "http://evil.example" }),
    "more than one origin",
  ],
  [
    "a second key",
    handshake("/ws", { "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" }),
    "more than one sec-websocket-key",
  ],
  [
    "a body",
    handshake("/ws", { "Content-Length": String(SMUGGLED.length) }),
    "an upgrade has no body",
  ],
  [
    "a chunked body",
    handshake("/ws", { "Transfer-Encoding": "chunked" }),
    "an upgrade has no body",
  ],
  ["an old version", handshake("/ws").replace("HTTP/1.1", "HTTP/1.0"), "HTTP/1.0 has no upgrades"],
])(
  "an upgrade with %s is refused, and what follows it is nobody's request",
  async (_, text, why) => {
    expect(statusOf(await answerTo(port, text + SMUGGLED))).toBe(`400 Refused: ${why}`);
    expect(requests).toEqual([]);
  },
);

test.each([
  ["another method", handshake("/ws").replace("GET", "POST"), "405"],
  ["a wrong version of WebSockets", handshake("/ws", { "Sec-WebSocket-Version": "12345" }), "400"],
  ["a key that is none", handshake("/ws", { "Sec-WebSocket-Key": "short" }), "400"],
  ["a path that nobody takes", handshake("/none"), "404"],
  ["a Host of somebody else", handshake("/ws", { Host: "evil.example" }), "403"],
  ["a whole URL for a path", handshake("http://evil.example/ws"), "404"],
])(
  "an upgrade with %s ends its connection: a tunnel of a proxy leads nowhere",
  async (_, text, status) => {
    const answer = await answerTo(port, text + SMUGGLED);
    expect(answer.startsWith(`HTTP/1.1 ${status} `)).toBe(true);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(requests).toEqual([]);
  },
);

test("a request behind a good upgrade is a broken frame", async () => {
  const answer = await answerTo(port, handshake("/ws") + SMUGGLED);
  expect(answer.startsWith("HTTP/1.1 101 ")).toBe(true);
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(requests).toEqual([]);
});

test("headers that no parser agrees on don't reach an upgrade", async () => {
  const folded = handshake("/ws").replace("Host: localhost", "Host:\r\n localhost");
  const spaced = handshake("/ws").replace("Upgrade: websocket", "Upgrade : websocket");
  const bare = handshake("/ws").replaceAll("\r\n", "\r");
  const answers = await Promise.all([folded, spaced, bare].map((text) => answerTo(port, text)));
  expect(answers.map((answer) => answer.split(" ")[1])).toEqual(["400", "400", "400"]);
});

test("a client that resets its connection while it is answered ends nothing else", async () => {
  for (const target of ["/ws", "/none"]) {
    const socket = await dial(port);
    const upgraded = once(server, "upgrade");
    socket.write(handshake(target));
    const [, serverSocket] = await upgraded;
    const closed = whenClosed(serverSocket);
    socket.resetAndDestroy();
    await closed;
  }
});

test("a client that doesn't hang up after a refusal is hung up on", async () => {
  const socket = await dial(port);
  socket.write(handshake("/none"));
  socket.resume();
  const trickle = setInterval(() => socket.write("x"), 50);
  await whenClosed(socket);
  clearInterval(trickle);
  expect(requests).toEqual([]);
});
