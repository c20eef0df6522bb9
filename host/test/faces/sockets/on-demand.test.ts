import { once } from "node:events";
import { ManualClock, toNs } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test, vi } from "vitest";
import { failureOf } from "../../devices/failure-of.js";
import { hostCall } from "../../devices/host-call.js";
import { type MeetSocket, WsServer } from "../../devices/ws-server.js";
import { tlsFiles } from "../../tls-files.js";
import { latch } from "./latch.js";
import { loopbackGrant, SocketWorld, type WorldOptions } from "./socket-world.js";

let world: SocketWorld;

afterEach(async () => {
  vi.useRealTimers();
  await world.close();
});

async function open(more: WorldOptions = {}) {
  const skills = { feed: loopbackGrant, twin: loopbackGrant, poor: {} };
  world = await SocketWorld.open({ skills, ...more });
}

const echo: MeetSocket = (webSocket) =>
  webSocket.on("message", (data, isBinary) => webSocket.send(data, { binary: isBinary }));

const greet: MeetSocket = (webSocket) => {
  webSocket.send("first");
  webSocket.send("second");
};

describe("with url", () => {
  test("an unknown socket is connected first, then sent to", async () => {
    await open();
    const { at: url } = await world.remote(echo);
    expect(await world.send("feed", { socket: "up", data: "hello", url })).toBe(1);
    expect(await world.receive("feed", { socket: "up" })).toBe("hello");
  });

  test("the waiter is there before the socket opens: a greeting isn't lost", async () => {
    await open();
    const { at: url } = await world.remote(greet);
    expect(await world.receive("feed", { socket: "up", url })).toBe("first");
    expect(await world.receive("feed", { socket: "up" })).toBe("second");
  });

  test("binary goes there and back", async () => {
    await open();
    const { at: url } = await world.remote(echo);
    await world.send("feed", { socket: "up", data: Uint8Array.of(0, 255), url });
    expect(await world.receive("feed", { socket: "up" })).toEqual(Uint8Array.of(0, 255));
  });

  test("concurrent first calls share one attempt", async () => {
    await open();
    const remote = await world.remote(greet);
    const asked = { socket: "up", url: remote.at };
    const received = [
      world.receive("feed", asked),
      world.receive("feed", asked),
      world.receive("twin", asked),
    ];
    expect(await Promise.all(received)).toEqual(["first", "first", "first"]);
    expect(remote.webSockets).toHaveLength(1);
  });

  test("an existing name ignores it", async () => {
    await open();
    const [one, two] = [await world.remote(echo), await world.remote(echo)];
    await world.send("feed", { socket: "up", data: "a", url: one.at });
    await world.send("feed", { socket: "up", data: "b", url: two.at });
    expect([one.webSockets.length, two.webSockets.length]).toEqual([1, 0]);
    expect(await world.receive("feed", { socket: "up" })).toBe("a");
    expect(await world.receive("feed", { socket: "up", url: "not even a URL" })).toBe("b");
  });
});

describe("over TLS", () => {
  const tls = { key: tlsFiles.key, cert: tlsFiles.certificate };
  const grant = {
    permissions: {
      http: { enabled: true, allow_websocket: true, allowlist: ["wss://localhost:*/**"] },
    },
  };

  test("a server is asked for its certificate, and answers", async () => {
    await open({ skills: { feed: grant }, trusted: [tlsFiles.authority] });
    const server = await WsServer.listen(greet, { tls });
    expect(await world.receive("feed", { socket: "up", url: server.url })).toBe("first");
    await server.close();
  });

  test("a server whose certificate nobody trusts isn't talked to", async () => {
    await open({ skills: { feed: grant } });
    const server = await WsServer.listen(greet, { tls });
    const failure = await failureOf(world.receive("feed", { socket: "up", url: server.url }));
    expect(failure).toMatch(
      /^unavailable: Cannot connect socket "up": the TLS handshake failed \(/,
    );
    expect(server.webSockets).toEqual([]);
    await server.close();
  });
});

describe("a socket that a skill has connected", () => {
  test("is forgotten when it closes, and can be connected anew", async () => {
    await open();
    const remote = await world.remote(echo);
    const { at: url } = remote;
    await world.send("feed", { socket: "up", data: "a", url });
    await world.receive("feed", { socket: "up" });
    const failure = failureOf(world.receive("feed", { socket: "up" }));
    remote.last.close(1000);
    expect(await failure).toBe('closed: Cannot receive from socket "up": it has closed');
    expect(await failureOf(world.send("feed", { socket: "up", data: "b" }))).toMatch(
      /^not_found: Cannot use a socket: there is no socket "up"/,
    );
    expect(await world.send("feed", { socket: "up", data: "c", url })).toBe(1);
    expect(await world.receive("feed", { socket: "up" })).toBe("c");
  });

  test("fails all waits with closed when its server is lost", async () => {
    await open();
    const remote = await world.remote(greet);
    for (let i = 0; i < 2; i++) await world.receive("feed", { socket: "up", url: remote.at });
    await world.receive("twin", { socket: "up", timeoutMs: 1 }).catch(() => {});
    const failures = [
      failureOf(world.receive("feed", { socket: "up" })),
      failureOf(world.receive("twin", { socket: "up" })),
    ];
    remote.last.terminate();
    const closed = 'closed: Cannot receive from socket "up": it has closed';
    expect(await Promise.all(failures)).toEqual([closed, closed]);
  });

  test("leaves what came before it closed to be received", async () => {
    await open();
    const { at: url } = await world.remote((webSocket) => {
      webSocket.send("answer");
      webSocket.send("more");
      webSocket.close(1000);
    });
    expect(await world.receive("feed", { socket: "up", url })).toBe("answer");
    expect(await world.receive("feed", { socket: "up" })).toBe("more");
    expect(await failureOf(world.receive("feed", { socket: "up" }))).toMatch(
      /^(not_found|closed): /,
    );
  });

  test("leaves so much for no more than 64 names of a skill", async () => {
    await open();
    const { at: url } = await world.remote((webSocket) => {
      webSocket.send("left");
      webSocket.close(1000);
    });
    const isClosed = () => world.contextOf("feed").connections.open === 0;
    for (let i = 0; i < 65; i++) {
      await world.send("feed", { socket: `up ${i}`, data: "", url });
      await world.until(isClosed);
    }
    expect(await failureOf(world.receive("feed", { socket: "up 0" }))).toMatch(/^not_found: /);
    for (let i = 1; i < 65; i++) {
      expect(await world.receive("feed", { socket: `up ${i}` })).toBe("left");
    }
  });

  test("counts among limits.connections until it is closed", async () => {
    await open({ skills: { feed: { ...loopbackGrant, limits: { connections: 1 } } } });
    const remote = await world.remote(echo);
    const { at: url } = remote;
    await world.send("feed", { socket: "one", data: "a", url });
    expect(await failureOf(world.send("feed", { socket: "two", data: "b", url }))).toBe(
      'denied: Cannot connect socket "two": 1 connections are open already. ' +
        "Hint: raise limits.connections",
    );
    remote.last.close();
    await world.until(() => world.contextOf("feed").connections.open === 0);
    expect(await world.send("feed", { socket: "two", data: "b", url })).toBe(1);
  });

  test("is closed with 1001 when its server says nothing for a minute, not even to pings", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "performance"] });
    await open();
    const remote = await world.remote(undefined, { autoPong: false });
    await world.send("feed", { socket: "up", data: "a", url: remote.at });
    const failure = failureOf(world.receive("feed", { socket: "up", timeoutMs: 120_000 }));
    const closed = once(remote.last, "close");
    vi.advanceTimersByTime(60_000);
    expect((await closed)[0]).toBe(1001);
    expect(await failure).toBe('closed: Cannot receive from socket "up": it has closed');
  });

  test("is closed with 1001 when the face is", async () => {
    await open();
    const remote = await world.remote(echo);
    await world.send("feed", { socket: "up", data: "a", url: remote.at });
    const closed = once(remote.last, "close");
    await world.face.close();
    expect((await closed)[0]).toBe(1001);
    expect(world.contextOf("feed").connections.open).toBe(0);
  });
});

describe("the attempt to connect", () => {
  const silent = async () => {
    const { createServer } = await import("node:net");
    const server = createServer(() => {}).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    return { url: `ws://127.0.0.1:${port}/`, server };
  };

  test("fails all calls that share it, and the next one tries again", async () => {
    await open();
    const remote = await world.remote(echo);
    const { at: url } = remote;
    await remote.close();
    const failures = [
      failureOf(world.receive("feed", { socket: "up", url })),
      failureOf(world.send("twin", { socket: "up", data: "a", url })),
    ];
    const refused = 'unavailable: Cannot connect socket "up": connection refused';
    expect(await Promise.all(failures)).toEqual([refused, refused]);
    const other = await world.remote(echo);
    expect(await world.send("feed", { socket: "up", data: "a", url: other.at })).toBe(1);
    expect(world.contextOf("feed").connections.open).toBe(1);
  });

  test("ends when nobody waits for it any more", async () => {
    const clock = new ManualClock();
    await open({ clock });
    const { url, server } = await silent();
    const met = once(server, "connection");
    const failure = failureOf(world.receive("feed", { socket: "up", url, timeoutMs: 50 }));
    const [socket] = await met;
    const gone = once(socket.resume(), "close");
    clock.advance(50);
    expect(await failure).toBe('timeout: Cannot receive from socket "up": no message within 50 ms');
    await gone;
    await world.until(() => world.contextOf("feed").connections.open === 0);
    server.close();
  });

  test("goes on for another call when the first one's deadline comes", async () => {
    const clock = new ManualClock();
    await open({ clock });
    const opened = latch();
    const { createServer } = await import("node:http");
    const { WebSocketServer } = await import("ws");
    const server = createServer();
    const upgrades = new WebSocketServer({ noServer: true });
    server.on("upgrade", async (request, socket, head) => {
      await opened.promise;
      upgrades.handleUpgrade(request, socket, head, (webSocket) => webSocket.send("hello"));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as { port: number };
    const url = `ws://127.0.0.1:${port}/`;
    const call = { ...hostCall, deadlineNs: toNs(20) };
    const hasty = failureOf(world.receive("feed", { socket: "up", url }, call));
    const patient = world.receive("twin", { socket: "up", url });
    clock.advance(20);
    expect(await hasty).toMatch(/^timeout: /);
    opened.release();
    expect(await patient).toBe("hello");
    for (const webSocket of upgrades.clients) webSocket.terminate();
    server.close();
  });

  test("is over after 30 s", async () => {
    const clock = new ManualClock();
    await open({ clock });
    const { url, server } = await silent();
    const failure = failureOf(world.receive("feed", { socket: "up", url, timeoutMs: 60_000 }));
    clock.advance(30_000);
    expect(await failure).toBe('timeout: Cannot connect socket "up": no answer within 30000 ms');
    server.close();
  });
});

describe("outbound connections pass the caller's http permission gate:", () => {
  test("a skill without http grant connects nowhere", async () => {
    await open();
    const remote = await world.remote(echo);
    expect(await failureOf(world.send("poor", { socket: "up", data: "a", url: remote.at }))).toBe(
      'denied: Cannot connect socket "up": permissions.http is disabled. ' +
        "Hint: set permissions.http.enabled to true and set permissions.http.allow_websocket to " +
        `true and add "ws://127.0.0.1:${remote.port}/**" to permissions.http.allowlist`,
    );
    expect(remote.webSockets).toEqual([]);
  });

  test("a skill without http grant can't use a name that another skill opened", async () => {
    await open();
    const remote = await world.remote(echo);
    await world.send("feed", { socket: "up", data: "a", url: remote.at });
    const denied =
      /^denied: Cannot (send to|receive from) socket "up": permissions.http is disabled/;
    expect(await failureOf(world.send("poor", { socket: "up", data: "b" }))).toMatch(denied);
    expect(await failureOf(world.receive("poor", { socket: "up" }))).toMatch(denied);
    expect(await world.receive("feed", { socket: "up" })).toBe("a");
    await world.send("feed", { socket: "up", data: "c" });
    expect(await world.receive("feed", { socket: "up" })).toBe("c");
    expect(await failureOf(world.receive("poor", { socket: "up" }))).toMatch(denied);
  });

  test("nor can a skill that may connect elsewhere, nor one that gives its own url", async () => {
    const elsewhere = {
      permissions: {
        http: { enabled: true, allow_websocket: true, allowlist: ["ws://127.0.0.1:1/**"] },
      },
    };
    await open({ skills: { feed: loopbackGrant, elsewhere } });
    const remote = await world.remote(echo);
    await world.send("feed", { socket: "up", data: "a", url: remote.at });
    const url = "ws://127.0.0.1:1/";
    expect(await failureOf(world.send("elsewhere", { socket: "up", data: "b", url }))).toMatch(
      /^denied: Cannot send to socket "up": no pattern of permissions.http.allowlist matches it/,
    );
  });

  test("a name counts by where it is really connected", async () => {
    const named = {
      permissions: {
        http: { enabled: true, allow_websocket: true, allowlist: ["ws://localhost:*/**"] },
      },
    };
    const anyName = {
      permissions: {
        http: { enabled: true, allow_websocket: true, allowlist: ["ws://*:*/**"] },
      },
    };
    await open({ skills: { named, anyName } });
    const remote = await world.remote(echo);
    await world.send("named", { socket: "up", data: "a", url: remote.url });
    expect(await failureOf(world.receive("anyName", { socket: "up" }))).toMatch(
      /^denied: Cannot receive from socket "up": it is at (127\.0\.0\.1|::1), a loopback address/,
    );
    expect(await world.receive("named", { socket: "up" })).toBe("a");
  });

  test("another skill with the grant hears what the first one's server says", async () => {
    await open();
    const remote = await world.remote(echo);
    await world.send("feed", { socket: "up", data: "a", url: remote.at });
    await world.receive("feed", { socket: "up" });
    await world.send("twin", { socket: "up", data: "b" });
    expect(await world.receive("twin", { socket: "up" })).toBe("b");
  });
});
