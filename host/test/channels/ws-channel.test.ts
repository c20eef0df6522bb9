import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import type { Channel } from "../../channels/channel.js";
import { type WsChannelOptions, wsChannel } from "../../channels/ws-channel.js";
import { quiet, withResolvers, wsPair } from "./pairs.js";

type Frames = Channel<string | Uint8Array>;

/** A server of the plain library, whose end of the connection tests play themselves. */
let server: WebSocketServer;
let url: string;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await once(server, "listening");
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(async () => {
  for (const each of server.clients) each.terminate();
  await new Promise((resolve) => server.close(resolve));
});

/** A channel of ours, and the plain socket at the other end. */
async function besidePlain(options: WsChannelOptions = {}): Promise<[Frames, WebSocket]> {
  const connection = once(server, "connection");
  const channel = await wsChannel(url, { ...quiet, ...options });
  const [plain] = await connection;
  plain.on("error", () => {});
  return [channel, plain];
}

const closeOf = (channel: Frames) => new Promise((resolve) => channel.onClose(resolve));

describe("frames", () => {
  test("text is strings, binary is bytes, both ways", async () => {
    const { near, far } = await wsPair();
    const heard: unknown[] = [];
    const { promise, resolve } = withResolvers<void>();
    far.onFrame((frame) => far.send(frame));
    near.onFrame((frame) => {
      heard.push(frame);
      if (heard.length === 4) resolve();
    });
    const frames = ["", "grüße 👋", Uint8Array.of(), Uint8Array.of(0, 255)];
    for (const frame of frames) await near.send(frame);
    await promise;
    expect(heard).toEqual(frames);
    await near.close();
  });

  test("anything else is refused before it is sent", async () => {
    const { near, far } = await wsPair();
    const wrong = { a: 1 } as unknown as string;
    const message = "Cannot send a frame: expected a string or bytes";
    await expect(near.send(wrong)).rejects.toMatchObject({ code: "invalid", message });
    const heard = new Promise((resolve) => far.onFrame(resolve));
    await near.send("fine");
    expect(await heard).toBe("fine");
    await near.close();
  });

  test("the bytes that were sent may be changed once send has resolved", async () => {
    const { near, far } = await wsPair();
    const heard = new Promise((resolve) => far.onFrame(resolve));
    const bytes = Uint8Array.of(1, 2, 3);
    await near.send(bytes);
    bytes.fill(0);
    expect(await heard).toEqual(Uint8Array.of(1, 2, 3));
    await near.close();
  });

  test("a socket that is paused when it gets its channel goes on", async () => {
    const connection = once(server, "connection");
    const client = new WebSocket(url);
    client.once("open", () => client.pause());
    const [[plain]] = await Promise.all([connection, once(client, "open")]);
    plain.send("early");
    const channel = wsChannel(client);
    expect(await new Promise((resolve) => channel.onFrame(resolve))).toBe("early");
    await channel.close();
  });
});

describe("the client", () => {
  test("sends headers and offers protocols", async () => {
    const connection = once(server, "connection");
    const headers = { authorization: "Bearer secret", "x-who": "ada" };
    const channel = await wsChannel(url, { headers, protocols: ["chat.v1", "chat.v2"] });
    const [plain, request] = await connection;
    expect(request.headers).toMatchObject(headers);
    expect(plain.protocol).toBe("chat.v1");
    await channel.close();
  });

  test.each([
    ["nothing listens", () => "ws://127.0.0.1:1/", "connect ECONNREFUSED 127.0.0.1:1"],
    ["it is no WebSocket's URL", () => "ftp://127.0.0.1/", /must be one of/],
    ["it is no URL", () => "nowhere", "Invalid URL: nowhere"],
  ])("says why it can't connect: %s", async (_, at, reason) => {
    const error = await wsChannel(at()).catch((thrown) => thrown);
    expect(error).toMatchObject({ name: "ChannelError", code: "unavailable" });
    expect(error.message.slice(`Cannot connect to "${at()}": `.length)).toMatch(reason);
  });

  test("gives up a server that doesn't answer", async () => {
    const silent = createServer((socket) => socket.on("error", () => {}).resume());
    silent.listen(0, "127.0.0.1");
    await once(silent, "listening");
    const at = `ws://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const error = await wsChannel(at, { timeoutMs: 50 }).catch((thrown) => thrown);
    const message = `Cannot connect to "${at}": Opening handshake has timed out`;
    expect(error).toMatchObject({ code: "unavailable", message });
    await new Promise((resolve) => silent.close(resolve));
  });
});

describe("maxBytes", () => {
  test("holds for sockets that somebody else opened without a limit", async () => {
    const client = new WebSocket(url);
    const channelOpened = once(client, "open").then(() =>
      wsChannel(client, { ...quiet, maxBytes: 4 }),
    );
    const [[plain], channel] = await Promise.all([once(server, "connection"), channelOpened]);
    const heard: unknown[] = [];
    channel.onFrame((frame) => {
      heard.push(frame);
    });
    const closed = once(plain, "close");
    for (const text of ["éé", "five!", "more"]) plain.send(text);
    const [code, reason] = await closed;
    expect([code, reason.toString()]).toEqual([1009, "a message of more than 4 bytes"]);
    expect(await closeOf(channel)).toBe("a message of more than 4 bytes");
    expect(heard).toEqual(["éé"]);
  });
});

describe("closing", () => {
  test("a code and a reason reach the peer, and come from it", async () => {
    const [channel, plain] = await besidePlain();
    const closed = once(plain, "close");
    await channel.close("try again", 1013);
    const [code, reason] = await closed;
    expect([code, reason.toString()]).toEqual([1013, "try again"]);
    const [other, peer] = await besidePlain();
    peer.close(4001, "go away");
    expect(await closeOf(other)).toBe("go away");
  });

  test("a reason is cut to what a close frame holds, in whole characters", async () => {
    const [channel, plain] = await besidePlain();
    const closed = once(plain, "close");
    await channel.close("é".repeat(100));
    const [, reason] = await closed;
    expect(reason.toString()).toBe("é".repeat(61));
  });

  test.each([999, 1004, 1005, 1006, 1015, 2999, 5000, 1000.5])(
    "code %d isn't to be sent, and the channel stays",
    async (code) => {
      const [channel, plain] = await besidePlain();
      const message = `Cannot close with code ${code}: it isn't to be sent`;
      await expect(channel.close("", code)).rejects.toThrow(new RangeError(message));
      plain.send("still there");
      expect(await new Promise((resolve) => channel.onFrame(resolve))).toBe("still there");
      expect(channel.closed).toBe(false);
    },
  );

  test("a connection that is lost is told from one that was closed", async () => {
    const [channel, plain] = await besidePlain();
    plain.terminate();
    expect(await closeOf(channel)).toBe("the connection was lost");
    await expect(channel.send("x")).rejects.toMatchObject({ code: "closed" });
  });

  test("a peer that doesn't answer the close is left", async () => {
    const [channel, plain] = await besidePlain();
    plain.pause();
    await channel.close("bye");
    expect(channel.closed).toBe(true);
  });
});
