import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { WebSocket as PageWebSocket } from "undici";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { BrowserMedium } from "../../channels/browser/browser-medium.js";
import { wsChannel } from "../../channels/browser/ws-channel.js";
import { createChannel } from "../../channels/create-channel.js";
import {
  startWebSocketServer,
  type WebSocketServer,
  type WebSocketServerOptions,
} from "../../channels/start-web-socket-server.js";
import { quiet, withResolvers } from "./pairs.js";

const serve = (onChannel: WebSocketServerOptions["onChannel"]): Promise<WebSocketServer> =>
  startWebSocketServer({ path: "/", allowedOrigins: ["*"], onChannel, ...quiet });

const page = { WebSocket: PageWebSocket, ...quiet };

test("the entry for pages needs nothing of Node", async () => {
  const entry = fileURLToPath(new URL("../../browser.ts", import.meta.url));
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
  });
  const outside = Object.keys(metafile.inputs).filter((path) => path.includes("node_modules"));
  expect(outside).toEqual([]);
  expect(outputFiles[0]?.text).not.toMatch(/\b(process|Buffer|require)\b\s*[.(]/);
});

describe.each([
  ["undici's", PageWebSocket],
  ["ws's", WebSocket],
])("with %s WebSocket", (_, webSocket) => {
  test("text and bytes go both ways", async () => {
    const server = await serve((channel) => channel.onFrame((frame) => channel.send(frame)));
    const channel = await wsChannel(server.url, { ...quiet, WebSocket: webSocket });
    const heard: unknown[] = [];
    const all = new Promise<void>((resolve) => {
      channel.onFrame((frame) => {
        heard.push(frame);
        if (heard.length === 2) resolve();
      });
    });
    await channel.send("grüße");
    await channel.send(Uint8Array.of(1, 2));
    await all;
    expect(heard).toEqual(["grüße", Uint8Array.of(1, 2)]);
    await channel.close();
    await server.close();
  });
});

test("a server that refuses, and a URL that is none, are unavailable", async () => {
  const server = await startWebSocketServer({
    path: "/",
    allowedHosts: [],
    onChannel: () => {},
    ...quiet,
  });
  for (const url of [server.url, "nowhere at all"]) {
    const error = await wsChannel(url, page).catch((thrown) => thrown);
    const message = `Cannot connect to "${url}"`;
    expect(error).toMatchObject({ name: "ChannelError", code: "unavailable", message });
  }
  await server.close();
});

test("a code that pages mustn't send becomes 1000; the reason is cut to what fits", async () => {
  const { promise, resolve } = withResolvers<string | undefined>();
  const server = await serve((channel) => channel.onClose(resolve));
  const channel = await wsChannel(server.url, page);
  await channel.close("é".repeat(100), 1011);
  expect(await promise).toBe("é".repeat(61));
  await server.close();
});

test("a server that goes away closes, and sending is refused", async () => {
  const server = await serve(() => {});
  const channel = await wsChannel(server.url, page);
  const reason = new Promise((resolve) => channel.onClose(resolve));
  await server.close();
  await reason;
  await expect(channel.send("x")).rejects.toMatchObject({ code: "closed" });
});

test("anything but text and bytes is refused before it is sent", async () => {
  const server = await serve((channel) => channel.onFrame((frame) => channel.send(frame)));
  const channel = await wsChannel(server.url, page);
  const message = "Cannot send a frame: expected a string or bytes";
  const wrong = { a: 1 } as unknown as string;
  await expect(channel.send(wrong)).rejects.toMatchObject({ code: "invalid", message });
  const heard = new Promise((resolve) => channel.onFrame(resolve));
  await channel.send("fine");
  expect(await heard).toBe("fine");
  await channel.close();
  await server.close();
});

test("send waits while the browser keeps more than 1 MiB", async () => {
  const sent: unknown[] = [];
  const webSocket = {
    binaryType: "blob",
    readyState: 1,
    bufferedAmount: 2 * 1024 * 1024,
    send: (data: unknown) => sent.push(data),
    close: () => {},
    addEventListener: () => {},
  };
  const channel = createChannel((events) => new BrowserMedium(webSocket, events));
  let isTaken = false;
  const taken = channel.send("x").then(() => {
    isTaken = true;
  });
  await new Promise(setImmediate);
  expect([sent, isTaken]).toEqual([["x"], false]);
  webSocket.bufferedAmount = 0;
  await taken;
  webSocket.readyState = 3;
  await expect(channel.send("y")).rejects.toMatchObject({ code: "closed" });
});
