import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AttachedUpgrade, attachUpgrade } from "../../channels/attach-upgrade.js";
import { wsChannel } from "../../channels/ws-channel.js";
import { quiet } from "./pairs.js";
import { answerTo, dial, whenClosed } from "./raw-client.js";

let server: Server;
let attached: AttachedUpgrade;
let port: number;

/** Tells what it was asked. */
beforeEach(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    response.end(JSON.stringify([method, url, headers, body]));
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

/** Upgrades to WebSockets work as before. */
afterEach(async () => {
  const channel = await wsChannel(`ws://127.0.0.1:${port}/ws`);
  const answer = new Promise((resolve) => channel.onFrame(resolve));
  await channel.send("hello");
  expect(await answer).toBe("hello");
  await attached.close();
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
});

/** As Java's client and `curl --http2` ask. */
function wishingHttp2(method: string, target: string, rest: readonly string[]): string {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    "Host: localhost",
    "Upgrade: h2c",
    "HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA",
    ...rest,
  ];
  return lines.join("\r\n");
}

function bodiesOf(answer: string): unknown[] {
  return [...answer.matchAll(/\r\n\r\n(\[.*?\])(?=HTTP|$)/g)].map(([, body = ""]) =>
    JSON.parse(body),
  );
}

test("a client that would like HTTP/2 is answered as if it hadn't asked", async () => {
  const connection = "Connection: Upgrade, HTTP2-Settings, close";
  const answer = await answerTo(port, wishingHttp2("GET", "/notes?a=1", [connection, "", ""]));
  const headers = { host: "localhost", connection: "close" };
  expect(answer.startsWith("HTTP/1.1 200 OK\r\n")).toBe(true);
  expect(bodiesOf(answer)).toEqual([["GET", "/notes?a=1", headers, ""]]);
});

test("also at the path of WebSockets, and with a body", async () => {
  const rest = ["Connection: Upgrade, HTTP2-Settings, close", "Content-Length: 7", "", "a=1&b=2"];
  const answer = await answerTo(port, wishingHttp2("POST", "/ws", rest));
  const headers = { host: "localhost", connection: "close", "content-length": "7" };
  expect(bodiesOf(answer)).toEqual([["POST", "/ws", headers, "a=1&b=2"]]);
});

test("its body may come later, and its connection serves the next request", async () => {
  const socket = await dial(port);
  let answer = "";
  socket.setEncoding("latin1");
  const answered = (count: number) =>
    new Promise<void>((resolve) => {
      socket.on("data", (text: unknown) => {
        answer += text;
        if (bodiesOf(answer).length === count) resolve();
      });
    });
  const first = answered(1);
  const rest = ["Connection: Upgrade, HTTP2-Settings", "Transfer-Encoding: chunked", "", ""];
  const asked = once(server, "request");
  socket.write(wishingHttp2("PUT", "/a", rest));
  await asked;
  socket.write("3\r\nabc\r\n0\r\n\r\n");
  await first;
  socket.removeAllListeners("data");
  const second = answered(2);
  const closed = whenClosed(socket);
  socket.write("GET /b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  await Promise.all([second, closed]);
  expect(bodiesOf(answer)).toMatchObject([
    ["PUT", "/a", { "transfer-encoding": "chunked" }, "abc"],
    ["GET", "/b", {}, ""],
  ]);
});

test("bytes of headers that aren't ASCII stay as they are", async () => {
  const rest = ["Connection: Upgrade, close", "X-Name: gr\u00fc\u00dfe", "", ""];
  const request = Buffer.from(wishingHttp2("GET", "/", rest), "latin1");
  const [asked] = bodiesOf(Buffer.from(await answerTo(port, request), "latin1").toString());
  expect(asked).toMatchObject(["GET", "/", { "x-name": "gr\u00fc\u00dfe" }, ""]);
});

test("is left to other listeners when there are some", async () => {
  server.once("upgrade", (_, socket) => socket.end("HTTP/1.1 501 Not Implemented\r\n\r\n"));
  const answer = await answerTo(port, wishingHttp2("GET", "/", ["Connection: Upgrade", "", ""]));
  expect(answer).toBe("HTTP/1.1 501 Not Implemented\r\n\r\n");
});
