import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Channel } from "../../channels/channel.js";
import {
  startWebSocketServer,
  type WebSocketServerOptions,
} from "../../channels/start-web-socket-server.js";
import { wsChannel } from "../../channels/ws-channel.js";
import { quiet } from "./pairs.js";
import { dial, handshake, statusOf, whenClosed } from "./raw-client.js";

const echo: WebSocketServerOptions["onChannel"] = (channel) =>
  channel.onFrame((frame) => channel.send(frame));

const start = (options: Partial<WebSocketServerOptions> = {}) =>
  startWebSocketServer({ path: "/ws", onChannel: echo, ...quiet, ...options });

async function ask(channel: Channel<string | Uint8Array>, frame: string): Promise<unknown> {
  const answer = new Promise((resolve) => channel.onFrame(resolve));
  await channel.send(frame);
  return answer;
}

test("it serves loopback at any free port and tells its URL", async () => {
  const server = await start();
  expect(server.url).toBe(`ws://127.0.0.1:${server.port}/ws`);
  expect(server.port).toBeGreaterThan(0);
  const channel = await wsChannel(server.url);
  expect(await ask(channel, "hello")).toBe("hello");
  await channel.close();
  await server.close();
});

test("it serves IPv6, whose address is in brackets", async () => {
  const server = await start({ host: "::1" });
  expect(server.url).toBe(`ws://[::1]:${server.port}/ws`);
  const channel = await wsChannel(server.url);
  expect(await ask(channel, "hello")).toBe("hello");
  await channel.close();
  await server.close();
});

test("closing it closes the clients with 1001, and frees the port", async () => {
  const server = await start();
  const clients = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const client = new WebSocket(server.url);
      await once(client, "open");
      return client;
    }),
  );
  const codes = Promise.all(clients.map(async (client) => (await once(client, "close"))[0]));
  await server.close();
  expect(await codes).toEqual([1001, 1001, 1001]);
  const again = await start({ port: server.port });
  expect(again.port).toBe(server.port);
  await again.close();
});

test("closing it hangs up on those that are still shaking hands", async () => {
  const server = await start();
  const socket = await dial(server.port);
  const closed = whenClosed(socket);
  socket.write(handshake("/ws").slice(0, 40));
  await server.close();
  await closed;
});

test("a port that is taken is named", async () => {
  const taken = createServer();
  taken.listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const message = `Cannot serve WebSockets on 127.0.0.1:${port}: EADDRINUSE`;
  await expect(start({ port })).rejects.toMatchObject({ code: "unavailable", message });
  taken.close();
});

test("requests that are no WebSockets learn so", async () => {
  const server = await start();
  const at = server.url.replace("ws:", "http:");
  const answers = await Promise.all([fetch(at), fetch(`${at}/x`, { method: "POST", body: "x" })]);
  expect(answers.map(({ status }) => status)).toEqual([426, 404]);
  expect(answers[0]?.headers.get("upgrade")).toBe("websocket");
  await server.close();
});

test("headers that come drop by drop are given up, and others are served meanwhile", async () => {
  const server = await start({ headersMs: 200 });
  const slow = await dial(server.port);
  let answer = "";
  slow.on("data", (text) => {
    answer += text;
  });
  const closed = whenClosed(slow);
  const rest = [...handshake("/ws", { "X-Long": "x".repeat(1000) })];
  const drops = setInterval(() => slow.write(rest.shift() ?? ""), 10);
  const channel = await wsChannel(server.url);
  expect(await ask(channel, "hello")).toBe("hello");
  await closed;
  clearInterval(drops);
  expect(statusOf(answer)).toBe("408 ");
  await channel.close();
  await server.close();
});

test("more connections than are allowed are hung up on, the others stay", async () => {
  const server = await start({ maxConnections: 2 });
  const url = server.url;
  const [first, second] = await Promise.all([wsChannel(url), wsChannel(url)]);
  await expect(wsChannel(url)).rejects.toMatchObject({ code: "unavailable" });
  expect([await ask(first, "a"), await ask(second, "b")]).toEqual(["a", "b"]);
  const left = new Promise((resolve) => first.onClose(resolve));
  await first.close();
  await left;
  await second.close();
  await server.close();
});

const { userLimits } = process.report.getReport() as unknown as {
  userLimits: { open_files: { soft: number | "unlimited" } };
};
const areTooFew = Number(userLimits.open_files.soft) < 11_000;
const left = areTooFew ? " (left out: fewer than 11,000 open files are allowed)" : "";

test.skipIf(areTooFew)(
  `5,000 connections are served, and all are gone when it closes${left}`,
  async () => {
    const open = new Set<unknown>();
    const server = await start({
      maxConnections: 5000,
      onChannel: (channel, request) => {
        open.add(channel);
        channel.onClose(() => open.delete(channel));
        echo(channel, request);
      },
    });
    const clients: Channel<string | Uint8Array>[] = [];
    while (clients.length < 5000) {
      const some = Array.from({ length: 250 }, () => wsChannel(server.url));
      clients.push(...(await Promise.all(some)));
    }
    const answers = await Promise.all(clients.map((client, index) => ask(client, String(index))));
    expect(answers).toEqual(clients.map((_, index) => String(index)));
    expect(open.size).toBe(5000);
    const closed = Promise.all(
      clients.map((client) => new Promise((resolve) => client.onClose(resolve))),
    );
    await server.close();
    await closed;
    expect(open.size).toBe(0);
  },
);
