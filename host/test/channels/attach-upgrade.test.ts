import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocketServer } from "ws";
import { type AttachUpgradeOptions, attachUpgrade } from "../../channels/attach-upgrade.js";
import type { Channel } from "../../channels/channel.js";
import { wsChannel } from "../../channels/ws-channel.js";
import { quiet } from "./pairs.js";
import { answerTo, dial, handshake, statusOf } from "./raw-client.js";

let server: Server;
let port: number;

beforeEach(async () => {
  server = createServer((_, response) => response.end("a page"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});

afterEach(async () => {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
});

const echo: AttachUpgradeOptions["onChannel"] = (channel) =>
  channel.onFrame((frame) => channel.send(frame));

function attach(options: Partial<AttachUpgradeOptions> = {}) {
  return attachUpgrade(server, { path: "/ws", onChannel: echo, ...quiet, ...options });
}

async function ask(channel: Channel<string | Uint8Array>, frame: string): Promise<unknown> {
  const answer = new Promise((resolve) => channel.onFrame(resolve));
  await channel.send(frame);
  return answer;
}

async function connects(headers: Record<string, string> = {}, path = "/ws"): Promise<string> {
  try {
    const channel = await wsChannel(`ws://127.0.0.1:${port}${path}`, { headers });
    const answer = await ask(channel, "hello");
    await channel.close();
    return String(answer);
  } catch (error) {
    return (error as Error).message.replace(/^.* refused with status /, "");
  }
}

describe("paths", () => {
  test("an upgrade of the exact path becomes a channel, with its request", async () => {
    const seen: unknown[] = [];
    const attached = attach({
      onChannel: (channel, request) => {
        seen.push(request.url, request.headers["x-who"]);
        echo(channel, request);
      },
    });
    expect(await connects({ "x-who": "ada" }, "/ws?a=1")).toBe("hello");
    expect(seen).toEqual(["/ws?a=1", "ada"]);
    await attached.close();
  });

  test.each(["/", "/ws/", "/WS", "/ws/x", "/x/../ws", "//ws", "/%77s"])(
    "%s isn't /ws, and is answered 404 when nobody takes it",
    async (path) => {
      const attached = attach();
      const answer = statusOf(await answerTo(port, handshake(path)));
      expect(answer).toBe("404 Refused: there is nothing to upgrade to at this path");
      expect(await connects()).toBe("hello");
      await attached.close();
    },
  );

  test("a path may be given as people write it", async () => {
    const attached = attach({ path: "/ws/café room" });
    expect(await connects({}, "/ws/caf%C3%A9%20room")).toBe("hello");
    await attached.close();
  });

  test("a predicate decides anew for each upgrade", async () => {
    const open = new Set(["/a"]);
    const attached = attach({ path: (pathname) => open.has(pathname) });
    expect([await connects({}, "/a"), await connects({}, "/b")]).toEqual(["hello", "404"]);
    open.add("/b");
    expect(await connects({}, "/b?x")).toBe("hello");
    await attached.close();
  });

  test("several may share a server; the last one to leave leaves it as it was", async () => {
    const first = attach();
    const second = attach({ path: "/other" });
    expect([await connects(), await connects({}, "/other")]).toEqual(["hello", "hello"]);
    await first.close();
    expect([await connects(), await connects({}, "/other")]).toEqual(["404", "hello"]);
    await second.close();
    expect(server.listenerCount("upgrade")).toBe(0);
    expect(statusOf(await answerTo(port, handshake("/ws", { Connection: "close" })))).toBe(
      "200 a page",
    );
  });

  test("other paths are left to other listeners", async () => {
    const others = new WebSocketServer({ noServer: true });
    const left: Duplex[] = [];
    server.on("upgrade", (request, socket, head) => {
      if (request.url === "/nobodys") left.push(socket);
      if (request.url !== "/theirs") return;
      others.handleUpgrade(request, socket, head, (webSocket) => {
        webSocket.on("message", () => webSocket.send("theirs"));
      });
    });
    const attached = attach();
    expect([await connects({}, "/theirs"), await connects()]).toEqual(["theirs", "hello"]);
    const socket = await dial(port);
    socket.write(handshake("/nobodys"));
    await once(server, "upgrade");
    expect(left.map(({ writableEnded, destroyed }) => [writableEnded, destroyed])).toEqual([
      [false, false],
    ]);
    left[0]?.destroy();
    await attached.close();
  });

  test("requests that are no upgrades aren't touched", async () => {
    const attached = attach();
    const answer = await fetch(`http://127.0.0.1:${port}/ws`);
    expect(await answer.text()).toBe("a page");
    await attached.close();
  });
});

describe("Host", () => {
  test.each([
    ["localhost", "hello"],
    ["LOCALHOST:1234", "hello"],
    ["127.0.0.1", "hello"],
    ["[::1]:80", "hello"],
    ["evil.example", "403"],
    ["localhost.evil.example", "403"],
    ["localhost@evil.example", "403"],
    ["[::1", "403"],
  ])("unless listed, %s is answered with %s", async (host, wanted) => {
    const attached = attach();
    expect(await connects({ host })).toBe(wanted);
    await attached.close();
  });

  test.each([
    ["Skills.Example", "hello"],
    ["skills.example:8443", "hello"],
    ["[2001:DB8::1]:443", "hello"],
    ["localhost", "403"],
    ["127.0.0.1", "403"],
  ])("of a list, %s is answered with %s", async (host, wanted) => {
    const attached = attach({ allowedHosts: ["skills.example", "2001:db8::1"] });
    expect(await connects({ host })).toBe(wanted);
    await attached.close();
  });

  test("an empty list refuses everybody", async () => {
    const attached = attach({ allowedHosts: [] });
    expect(await connects()).toBe("403");
    expect(await connects({ host: "localhost" })).toBe("403");
    await attached.close();
  });

  test("a missing Host is refused", async () => {
    const attached = attach();
    const answer = await answerTo(port, handshake("/ws", { Host: undefined }));
    expect(statusOf(answer)).toBe("403 Refused: a Host header is missing");
    expect(await connects()).toBe("hello");
    await attached.close();
  });
});

describe("Origin", () => {
  test.each([
    ["http://evil.example", "403"],
    ["null", "403"],
    ["http://localhost:1", "403"],
    ["not an origin", "403"],
    ["https://app.example", "hello"],
    ["HTTPS://APP.EXAMPLE", "hello"],
    ["https://app.example:8443", "403"],
    ["https://app.example.evil.example", "403"],
  ])("a page of %s is answered with %s", async (origin, wanted) => {
    const attached = attach({ allowedOrigins: ["https://app.example/"] });
    expect(await connects({ origin })).toBe(wanted);
    await attached.close();
  });

  test("the server's own pages may connect", async () => {
    const attached = attach();
    expect(await connects({ origin: `http://127.0.0.1:${port}` })).toBe("hello");
    await attached.close();
  });

  test("a cross-site page hears why, and no channel is made", async () => {
    const channels: unknown[] = [];
    const attached = attach({ onChannel: (channel) => channels.push(channel) });
    const answer = await answerTo(port, handshake("/ws", { Origin: "http://evil.example" }));
    const reason = 'pages of "http://evil.example" may not use this server';
    expect(statusOf(answer)).toBe(`403 Refused: ${reason}`);
    expect(channels).toEqual([]);
    await attached.close();
  });

  test("* allows every page", async () => {
    const attached = attach({ allowedOrigins: ["*"] });
    expect(await connects({ origin: "null" })).toBe("hello");
    await attached.close();
  });
});

describe("closing", () => {
  test("closes its channels with 1001 and takes no more", async () => {
    const attached = attach();
    const other = attach({ path: "/other" });
    const client = await wsChannel(`ws://127.0.0.1:${port}/ws`);
    const reason = new Promise((resolve) => client.onClose(resolve));
    await attached.close("the server stops");
    expect(await reason).toBe("the server stops");
    expect([await connects(), await connects({}, "/other")]).toEqual(["404", "hello"]);
    await other.close();
  });

  test("a taker that throws is reported, its channel closed, and the next one served", async () => {
    const errors: unknown[] = [];
    let count = 0;
    const attached = attach({
      onError: (error) => errors.push(error),
      onChannel: (channel, request) => {
        if (count++ === 0) throw new Error("no room");
        echo(channel, request);
      },
    });
    const client = await wsChannel(`ws://127.0.0.1:${port}/ws`);
    const reason = await new Promise((resolve) => client.onClose(resolve));
    expect([reason, errors]).toEqual(["the server failed", [new Error("no room")]]);
    expect(await connects()).toBe("hello");
    await attached.close();
  });
});
