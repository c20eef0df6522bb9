import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { createTcpDevice } from "../../devices/tcp.js";
import { createWsDevice } from "../../devices/ws.js";
import { tlsFiles } from "../tls-files.js";
import { failureOf } from "./failure-of.js";
import { hostCall } from "./host-call.js";
import { createNetworkWorld, type NetworkWorldOptions } from "./network-world.js";
import { type MeetSocket, WsServer } from "./ws-server.js";
import { WsWorld } from "./ws-world.js";

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

type ServeOptions = Parameters<typeof WsServer.listen>[1];

async function serve(meet?: MeetSocket, options?: ServeOptions): Promise<WsServer> {
  const server = await WsServer.listen(meet, options);
  opened.push(server);
  return server;
}

function createWorld(options?: NetworkWorldOptions): WsWorld {
  const world = new WsWorld(options);
  opened.push(world);
  return world;
}

const echo: MeetSocket = (webSocket) =>
  webSocket.on("message", (data, isBinary) => webSocket.send(data, { binary: isBinary }));

describe("messages", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["text", "héllo", "text"],
    ["empty text", "", "text"],
    ["binary", Uint8Array.of(0, 255, 128), "binary"],
    ["10 MB", Buffer.alloc(10_000_000, "ab"), "binary"],
  ])("of %s go there and back", async (_, data, type) => {
    const { url } = await serve(echo);
    const world = createWorld();
    const connId = await world.connect(url);
    await world.send(connId, data);
    await world.driver.untilCount(1);
    const [event] = world.driver.events;
    expect(event).toMatchObject({ connId, callback: "on_ws", type });
    expect(Buffer.compare(event?.data ?? new Uint8Array(), Buffer.from(data))).toBe(0);
  });

  test("in fragments arrive whole", async () => {
    const { url } = await serve((webSocket) => {
      for (const part of ["a", "b", "c"]) webSocket.send(part, { fin: false });
      webSocket.send("d", { fin: true });
    });
    const world = createWorld();
    await world.connect(url);
    await world.driver.untilCount(1);
    expect(world.driver.texts).toEqual(["abcd"]);
  });

  test("that come with the handshake's answer aren't lost", async () => {
    const { url } = await serve((webSocket) => {
      webSocket.send("1");
      webSocket.send("2");
      webSocket.close(4000, "done");
    });
    const world = createWorld();
    await world.connect(url);
    await world.driver.untilCount(3);
    expect(world.driver.texts).toEqual(["1", "2", "close: 4000 done"]);
  });

  test("wait for a slow callback with the server", async () => {
    const message = Buffer.alloc(64 * 1024);
    const server = await serve((webSocket) => {
      for (let i = 0; i < 1000; i++) webSocket.send(message);
    });
    const world = createWorld();
    const { driver } = world;
    driver.hold();
    await world.connect(server.url);
    for (let i = 0; i < 5; i++) {
      await driver.until(() => driver.waiting > 0);
      expect(driver.waiting).toBeLessThan(4);
      driver.handleOne();
    }
    expect(server.last.bufferedAmount).toBeGreaterThan(32 * 1024 * 1024);
    driver.release();
    await driver.untilCount(1000);
  });

  test("that are tiny fill no more than what one read brought", async () => {
    const server = await serve((webSocket) => {
      for (let i = 0; i < 100_000; i++) webSocket.send("");
    });
    const world = createWorld();
    const { driver } = world;
    driver.hold();
    await world.connect(server.url);
    await driver.until(() => driver.waiting > 0);
    expect(driver.waiting).toBeLessThanOrEqual(64 * 1024);
    driver.release();
    await driver.untilCount(100_000);
  });

  test("of another type, and text that is none, are invalid", async () => {
    const { url } = await serve(echo);
    const world = createWorld();
    const conn_id = await world.connect(url);
    const send = (message_type: string, data: Uint8Array) =>
      world.device.ws_send({ conn_id, message_type, data }, hostCall);
    expect(await failureOf(send("ping", Buffer.from("a")))).toBe(
      `invalid: Cannot send to WebSocket "${conn_id}": message type is "ping", expected text or binary`,
    );
    expect(await failureOf(send("text", Uint8Array.of(0xff)))).toBe(
      `invalid: Cannot send to WebSocket "${conn_id}": a text message must be UTF-8`,
    );
    await world.send(conn_id, "still here");
    await world.driver.untilCount(1);
  });

  test("that the server doesn't take end the connection in time", async () => {
    const server = await serve((webSocket) => webSocket.pause());
    const world = createWorld();
    const connId = await world.connect(server.url);
    const data = Buffer.alloc(32_000_000);
    const deadlineNs = BigInt(Date.now() + 150) * 1_000_000n;
    expect(await failureOf(world.send(connId, data, { ...hostCall, deadlineNs }))).toMatch(
      /^timeout: Cannot send to WebSocket "ws-[\w-]+": no answer within [\d.]+ ms$/,
    );
    expect(world.driver.texts).toEqual(["timeout: what was sent wasn't taken"]);
    expect(await failureOf(world.send(connId, "x"))).toMatch(/^closed: .*: it is closed$/);
  });
});

describe("a close", () => {
  test.each([
    [1000, "bye", "close: 1000 bye"],
    [4999, "ünïcode", "close: 4999 ünïcode"],
    [undefined, undefined, "close: 1005 "],
  ])("of the server with %s is heard", async (code, reason, wanted) => {
    const { url } = await serve((webSocket) => webSocket.close(code, reason));
    const world = createWorld();
    const connId = await world.connect(url);
    await world.driver.untilCount(1);
    expect(world.driver.texts).toEqual([wanted]);
    expect(await failureOf(world.send(connId, "x"))).toBe(
      `closed: Cannot send to WebSocket "${connId}": it is closed`,
    );
    await world.hangUp(connId);
  });

  test.each([
    [0, "", 1000],
    [4001, "done", 4001],
  ])("of the skill with %i and %j is heard by the server alone", async (code, reason, wanted) => {
    const server = await serve(echo);
    const world = createWorld();
    const connId = await world.connect(server.url);
    const closed = once(server.last, "close");
    await world.hangUp(connId, code, reason);
    const [heardCode, heardReason] = await closed;
    expect([heardCode, String(heardReason)]).toEqual([wanted, reason]);
    await world.hangUp(connId, code, reason);
    expect(await failureOf(world.send(connId, "x"))).toMatch(/^closed: /);
    expect(world.driver.events).toEqual([]);
  });

  test("with a code that mustn't be sent is invalid, and changes nothing", async () => {
    const { url } = await serve(echo);
    const world = createWorld();
    const connId = await world.connect(url);
    expect(await failureOf(world.hangUp(connId, 1006))).toBe(
      `invalid: Cannot close WebSocket "${connId}": 1006 is no close code that may be sent`,
    );
    await world.send(connId, "still here");
    await world.driver.untilCount(1);
  });

  test("doesn't wait for ever for a server that says nothing to it", async () => {
    const server = await serve((webSocket) => webSocket.pause());
    const world = createWorld();
    const connId = await world.connect(server.url);
    await world.hangUp(connId);
    await server.untilEmpty();
  });

  test("while a callback is slow drops what waits", async () => {
    const server = await serve((webSocket) => webSocket.send("a"));
    const world = createWorld();
    world.driver.hold();
    const connId = await world.connect(server.url);
    await world.driver.until(() => world.driver.waiting === 1);
    await world.hangUp(connId);
    world.driver.release();
    expect(world.driver.events).toEqual([]);
    await server.untilEmpty();
  });

  test("of the skill's host says that it goes away", async () => {
    const server = await serve(echo);
    const world = createWorld();
    await world.connect(server.url);
    const closed = once(server.last, "close");
    await world.close();
    expect((await closed)[0]).toBe(1001);
    expect(world.driver.events).toEqual([]);
  });
});

describe("the limit of connections", () => {
  test("counts those that are open, and is shared by handshakes that failed", async () => {
    const server = await serve(echo);
    const world = createWorld({ limits: { connections: 1 } });
    for (let i = 0; i < 3; i++) {
      expect(await failureOf(world.connect("ws://127.0.0.1:1/"))).toMatch(/^unavailable: /);
    }
    const connId = await world.connect(server.url);
    expect(await failureOf(world.connect(server.url))).toBe(
      `denied: Cannot connect to "${server.url}": 1 connections are open already. Hint: raise limits.connections`,
    );
    await world.hangUp(connId);
    await world.connect(server.url);
    expect(server.webSockets).toHaveLength(2);
  });

  test("is one for tcp and ws", async () => {
    const server = await serve(echo);
    const { context } = createNetworkWorld({ limits: { connections: 1 } });
    const [tcp, ws] = [createTcpDevice(context), createWsDevice(context)];
    opened.push(tcp, ws);
    const request = { url: server.url, callback: "", headers: [], timeout_ms: 0, insecure: false };
    await ws.ws_connect(request, hostCall);
    const connect = { addr: `localhost:${server.port}`, callback: "", tls: false, insecure: false };
    const asked = tcp.tcp_connect({ ...connect, timeout_ms: 0, server_name: "" }, hostCall);
    expect(await failureOf(asked)).toMatch(/^denied: .*: 1 connections are open already\. Hint: /);
  });
});

describe("TLS", () => {
  const { authority: trusted, certificate, selfSigned, key } = tlsFiles;

  test("is verified", async () => {
    const { url } = await serve(echo, { tls: { cert: certificate, key } });
    const world = createWorld({ trusted: [trusted] });
    const connId = await world.connect(url);
    await world.send(connId, "hello");
    await world.driver.untilCount(1);
    expect(world.driver.texts).toEqual(["hello"]);
  });

  test("that nobody vouches for is refused, unless the skill asks to be insecure", async () => {
    const server = await serve(echo, { tls: { cert: selfSigned, key } });
    const world = createWorld();
    expect(await failureOf(world.connect(server.url))).toBe(
      `unavailable: Cannot connect to "${server.url}": the TLS handshake failed (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    );
    expect(server.webSockets).toHaveLength(0);
    await world.connect(server.url, { insecure: true });
  });
});

describe("the handshake", () => {
  test("carries the headers, in any alphabet, and the protocols", async () => {
    let seen: NodeJS.Dict<string | string[]> = {};
    const server = await serve((_, { headers }) => {
      seen = headers;
    });
    const world = createWorld();
    await world.connect(server.url, {
      headers: [
        { name: "Authorization", value: "Bearer x" },
        { name: "X-Name", value: "Zoë" },
        { name: "Sec-WebSocket-Protocol", value: "v2, v1" },
      ],
    });
    expect(seen).toMatchObject({
      host: `localhost:${server.port}`,
      authorization: "Bearer x",
      "x-name": Buffer.from("Zoë").toString("latin1"),
      "sec-websocket-protocol": "v2,v1",
      "user-agent": "skill-host",
    });
    expect(seen["sec-websocket-extensions"]).toBeUndefined();
  });

  test("doesn't let a skill set what is the host's", async () => {
    const server = await serve();
    const world = createWorld();
    const headers = [{ name: "Sec-WebSocket-Key", value: "x" }];
    expect(await failureOf(world.connect(server.url, { headers }))).toBe(
      `invalid: Cannot connect to "${server.url}": header "Sec-WebSocket-Key" is the host's to set`,
    );
    expect(server.webSockets).toHaveLength(0);
  });
});

describe("nothing that isn't granted is connected to", () => {
  const http = { enabled: true, allow_websocket: true, allowlist: ["ws://example.com:*/**"] };

  test("a public name that leads to loopback", async () => {
    const server = await serve();
    const resolve = async () => ["127.0.0.1"];
    const world = createWorld({ resolve, permissions: { http } });
    const url = `ws://example.com:${server.port}/`;
    expect(await failureOf(world.connect(url))).toMatch(
      /^denied: Cannot connect to ".*": "example.com" is at 127.0.0.1, a loopback address\. Hint: /,
    );
    expect(server.webSockets).toHaveLength(0);
  });

  test("a URL that no pattern matches, and one of another scheme", async () => {
    const server = await serve();
    const world = createWorld({ permissions: { http } });
    expect(await failureOf(world.connect(server.url))).toMatch(/^denied: /);
    const url = server.url.replace("ws:", "http:");
    expect(await failureOf(world.connect(url))).toBe(
      `invalid: Cannot connect to "${url}": its scheme is http, expected ws or wss`,
    );
    expect(server.webSockets).toHaveLength(0);
  });

  test("any URL while allow_websocket is false", async () => {
    const server = await serve();
    const allowlist = ["ws://localhost:*/**"];
    const world = createWorld({ permissions: { http: { enabled: true, allowlist } } });
    expect(await failureOf(world.connect(server.url))).toMatch(
      /^denied: .* permissions\.http\.allow_websocket is false\. Hint: /,
    );
    expect(server.webSockets).toHaveLength(0);
  });
});
