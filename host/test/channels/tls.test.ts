import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { connect } from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AttachedUpgrade, attachUpgrade } from "../../channels/attach-upgrade.js";
import { tcpChannel } from "../../channels/tcp-channel.js";
import { wsChannel } from "../../channels/ws-channel.js";
import { tlsFiles } from "../tls-files.js";
import { quiet } from "./pairs.js";

const { certificate: cert, key, authority: ca } = tlsFiles;

let server: Server;
let attached: AttachedUpgrade;
let port: number;

beforeEach(async () => {
  server = createServer({ cert, key }, (request, response) => response.end(request.url));
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
  await attached.close();
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
});

test("a client trusts the authority that it is told, with the server's own page", async () => {
  const origin = `https://localhost:${port}`;
  const channel = await wsChannel(`wss://localhost:${port}/ws`, { ca, headers: { origin } });
  const answer = new Promise((resolve) => channel.onFrame(resolve));
  await channel.send("hello");
  expect(await answer).toBe("hello");
  await channel.close();
});

test("a certificate that nobody vouches for isn't trusted", async () => {
  const error = await wsChannel(`wss://localhost:${port}/ws`).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: "unavailable" });
  expect(error.message).toMatch(/: unable to (verify|get)/);
});

test("a client that would like HTTP/2 is answered over TLS too", async () => {
  const socket = connect({ port, host: "127.0.0.1", ca, servername: "localhost" });
  const answer = text(socket);
  const lines = ["Host: localhost", "Connection: Upgrade, close", "Upgrade: h2c", "", ""];
  socket.write(["GET /page HTTP/1.1", ...lines].join("\r\n"));
  expect((await answer).split("\r\n\r\n")[1]).toBe("/page");
});

test("frames of bytes go over TLS sockets", async () => {
  server.removeAllListeners("secureConnection");
  const accepted = once(server, "secureConnection");
  const socket = connect({ port, host: "127.0.0.1", ca, servername: "localhost" });
  const [[theirs]] = await Promise.all([accepted, once(socket, "secureConnect")]);
  const [near, far] = [tcpChannel(socket, quiet), tcpChannel(theirs, quiet)];
  const heard = new Promise((resolve) => far.onFrame(resolve));
  const closed = new Promise<void>((resolve) => far.onClose(() => resolve()));
  await near.send(Uint8Array.of(1, 2));
  expect(await heard).toEqual(Uint8Array.of(1, 2));
  await near.close();
  await closed;
});
