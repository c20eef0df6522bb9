import { once } from "node:events";
import { connect } from "node:net";
import type { TLSSocket } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import { tlsFiles } from "../tls-files.js";
import { failureOf } from "./failure-of.js";
import { hostCall } from "./host-call.js";
import { type Meet, TcpPeer } from "./tcp-peer.js";
import { TcpWorld } from "./tcp-world.js";

const { authority, certificate, expired, selfSigned, key } = tlsFiles;

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

const echo: Meet = (socket) => void socket.pipe(socket);

async function serve(cert: string, meet: Meet = echo): Promise<TcpPeer> {
  const peer = await TcpPeer.listen(meet, { cert, key });
  opened.push(peer);
  return peer;
}

function createWorld(): TcpWorld {
  const world = new TcpWorld({
    trusted: [authority],
    resolve: async () => ["127.0.0.1"],
    permissions: {
      tcp: { enabled: true, allowlist: ["127.0.0.1:*", "localhost:*", "*.test:*"] },
    },
  });
  opened.push(world);
  return world;
}

async function say(world: TcpWorld, connId: string, text: string): Promise<string> {
  await world.write(connId, text);
  await world.driver.until(() => world.driver.textOf(connId).length >= text.length);
  return world.driver.textOf(connId);
}

describe("a certificate that is vouched for", () => {
  test.each(["secure.test", "localhost", "127.0.0.1"])("is good for %s", async (host) => {
    const peer = await serve(certificate);
    const world = createWorld();
    const connId = await world.connect(`${host}:${peer.port}`, { tls: true });
    expect(await say(world, connId, "hello")).toBe("hello");
  });

  test("tells the server the name that is wanted", async () => {
    const peer = await serve(certificate);
    const world = createWorld();
    await world.connect(`secure.test:${peer.port}`, { tls: true });
    await peer.untilConnected(1);
    expect((peer.last as TLSSocket).servername).toBe("secure.test");
  });

  test("is refused for another name, unless that is asked for", async () => {
    const peer = await serve(certificate);
    const world = createWorld();
    const addr = `other.test:${peer.port}`;
    expect(await failureOf(world.connect(addr, { tls: true }))).toBe(
      `unavailable: Cannot connect to "${addr}": the TLS handshake failed (ERR_TLS_CERT_ALTNAME_INVALID)`,
    );
    const connId = await world.connect(addr, { tls: true, server_name: "secure.test" });
    expect(await say(world, connId, "hello")).toBe("hello");
    expect((peer.last as TLSSocket).servername).toBe("secure.test");
  });

  test("is refused for its own host when another name is asked for", async () => {
    const peer = await serve(certificate);
    const world = createWorld();
    const asked = { tls: true, server_name: "other.test" };
    expect(await failureOf(world.connect(`secure.test:${peer.port}`, asked))).toMatch(
      /the TLS handshake failed \(ERR_TLS_CERT_ALTNAME_INVALID\)$/,
    );
  });
});

describe.each([
  ["that nobody vouches for", selfSigned, "DEPTH_ZERO_SELF_SIGNED_CERT"],
  ["that is over", expired, "CERT_HAS_EXPIRED"],
])("a certificate %s", (_, cert, reason) => {
  test("is refused before a byte is sent", async () => {
    const received: string[] = [];
    const peer = await serve(cert, (socket) =>
      socket.on("data", (data) => received.push(String(data))),
    );
    const world = createWorld();
    const addr = `secure.test:${peer.port}`;
    const failure = `unavailable: Cannot connect to "${addr}": the TLS handshake failed (${reason})`;
    expect(await failureOf(world.connect(addr, { tls: true }))).toBe(failure);
    const request = { addr, data: Buffer.from("x"), tls: true, timeout_ms: 0, max_bytes: 0 };
    const asked = world.device.tcp_request({ ...request, insecure: false }, hostCall);
    expect(await failureOf(asked)).toBe(failure);
    expect(received).toEqual([]);
  });

  test("will do for who asks to be insecure", async () => {
    const peer = await serve(cert);
    const world = createWorld();
    const addr = `secure.test:${peer.port}`;
    const connId = await world.connect(addr, { tls: true, insecure: true });
    expect(await say(world, connId, "hello")).toBe("hello");
    const request = { addr, data: Buffer.from("x"), tls: true, timeout_ms: 0, max_bytes: 1 };
    const answer = await world.device.tcp_request({ ...request, insecure: true }, hostCall);
    expect(Buffer.from(answer.data).toString()).toBe("x");
  });
});

describe("a handshake", () => {
  async function servePlain(meet?: Meet): Promise<TcpPeer> {
    const peer = await TcpPeer.listen(meet);
    opened.push(peer);
    return peer;
  }

  test("that a peer doesn't answer ends at its time", async () => {
    const peer = await servePlain();
    const world = createWorld();
    const addr = `localhost:${peer.port}`;
    expect(await failureOf(world.connect(addr, { tls: true, timeout_ms: 60 }))).toBe(
      `timeout: Cannot connect to "${addr}": no answer within 60 ms`,
    );
    await peer.untilEmpty();
  });

  test("with a peer that speaks something else fails", async () => {
    const peer = await servePlain((socket) =>
      socket.on("data", () => socket.write("HTTP/1.1 400")),
    );
    const world = createWorld();
    const addr = `localhost:${peer.port}`;
    expect(await failureOf(world.connect(addr, { tls: true }))).toBe(
      `unavailable: Cannot connect to "${addr}": the TLS handshake failed (ERR_SSL_WRONG_VERSION_NUMBER)`,
    );
  });

  test("that the peer breaks off fails", async () => {
    const peer = await servePlain((socket) => socket.on("data", () => socket.end()));
    const world = createWorld();
    const addr = `localhost:${peer.port}`;
    expect(await failureOf(world.connect(addr, { tls: true }))).toBe(
      `closed: Cannot connect to "${addr}": the peer reset the connection`,
    );
  });
});

test("garbage within a TLS connection ends it with kind tls", async () => {
  const peer = await serve(certificate);
  const relay = await TcpPeer.listen();
  opened.push(relay);
  const world = createWorld();
  const through = relayTo(relay, peer);
  const connId = await world.connect(`localhost:${relay.port}`, { tls: true });
  expect(await say(world, connId, "hello")).toBe("hello");
  relay.last.write(Buffer.alloc(100, 0x17));
  await world.driver.until(() => world.driver.ended === 1);
  expect(world.driver.texts.at(-1)).toMatch(/^tls: the TLS handshake failed \(ERR_SSL_/);
  await through;
});

/** Passes on what is sent, so that a test can add to it. */
async function relayTo(relay: TcpPeer, peer: TcpPeer): Promise<void> {
  await relay.untilConnected(1);
  const onward = connect(peer.port, "127.0.0.1");
  await once(onward, "connect");
  relay.last.pipe(onward).pipe(relay.last);
}
