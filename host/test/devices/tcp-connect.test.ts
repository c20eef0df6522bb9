import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ManualClock } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf } from "./failure-of.js";
import { hostCall } from "./host-call.js";
import { type Meet, resetLater, TcpPeer } from "./tcp-peer.js";
import { TcpWorld, type TcpWorldOptions } from "./tcp-world.js";

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function serve(meet?: Meet): Promise<TcpPeer> {
  const peer = await TcpPeer.listen(meet);
  opened.push(peer);
  return peer;
}

function createWorld(options?: TcpWorldOptions): TcpWorld {
  const world = new TcpWorld(options);
  opened.push(world);
  return world;
}

const echo: Meet = (socket) => void socket.pipe(socket);

describe("events", () => {
  test("carry what the peer sends", async () => {
    const { addr } = await serve(echo);
    const world = createWorld();
    const connId = await world.connect(addr);
    await world.write(connId, "hello");
    await world.driver.untilCount(1);
    expect(world.driver.events).toEqual([
      { connId, callback: "on_tcp", data: Buffer.from("hello"), text: "hello", type: "" },
    ]);
  });

  test("go to the callback of the moment when their turn comes", async () => {
    const { addr } = await serve(echo);
    const world = createWorld();
    const connId = await world.connect(addr);
    world.driver.hold();
    await world.write(connId, "a");
    await world.driver.until(() => world.driver.waiting === 1);
    await world.setCallback(connId, "on_other");
    world.driver.release();
    expect(world.driver.events.map(({ callback }) => callback)).toEqual(["on_other"]);
  });

  test("of a connection without a callback are drained", async () => {
    const { addr } = await serve(echo);
    const world = createWorld();
    const connId = await world.connect(addr, { callback: "" });
    await world.write(connId, Buffer.alloc(5_000_000));
    await world.setCallback(connId, "on_tcp");
    await world.write(connId, "x");
    await world.driver.until(() => world.driver.textOf(connId).endsWith("x"));
  });

  test.each<[string, Meet, string[]]>([
    [
      "a peer that closes",
      (socket) => socket.end("bye"),
      ["bye", "eof: the peer closed the connection"],
    ],
    [
      "a peer that resets",
      (socket) => socket.write("bye", () => resetLater(socket)),
      ["bye", "reset: the peer reset the connection"],
    ],
  ])("tell of %s, once", async (_, meet, texts) => {
    const { addr } = await serve(meet);
    const world = createWorld();
    const connId = await world.connect(addr);
    await world.driver.untilCount(texts.length);
    expect(world.driver.texts).toEqual(texts);
    const action = `Cannot write to connection "${connId}"`;
    expect(await failureOf(world.write(connId, "x"))).toBe(`closed: ${action}: it is closed`);
    expect(world.driver.texts).toEqual(texts);
  });

  test("give what was read before a reset first", async () => {
    const peer = await serve((socket) => socket.write("first"));
    const world = createWorld();
    world.driver.hold();
    const connId = await world.connect(peer.addr);
    await world.driver.until(() => world.driver.waiting === 1);
    peer.last.write("second", () => resetLater(peer.last));
    await world.driver.until(() => world.driver.waiting > 1);
    expect(await failureOf(world.write(connId, "x"))).toMatch(/^closed: /);
    world.driver.release();
    const reset = "reset: the peer reset the connection";
    expect(world.driver.texts).toEqual(["first", "second", reset]);
  });
});

describe("a slow callback", () => {
  test("stops the reading, whatever the peer sends", async () => {
    const flood = Buffer.alloc(64 * 1024 * 1024, "x");
    const peer = await serve((socket) => socket.write(flood));
    const world = createWorld();
    const { driver } = world;
    driver.hold();
    await world.connect(peer.addr);
    for (let i = 0; i < 5; i++) {
      await driver.until(() => driver.waiting > 0);
      expect(driver.waiting).toBe(1);
      driver.handleOne();
    }
    const heard = driver.events.reduce((sum, { data }) => sum + data.length, 0);
    expect(heard).toBeLessThan(5 * 128 * 1024);
    // What the system's own buffers hold aside, the peer still has it all.
    expect(peer.last.writableLength).toBeGreaterThan(flood.length / 2);
  });

  test("gets all of it in the end, in order", async () => {
    const flood = Buffer.from(Array.from({ length: 3_000_000 }, (_, i) => i % 251));
    const peer = await serve((socket) => socket.end(flood));
    const world = createWorld();
    world.driver.hold();
    await world.connect(peer.addr);
    await world.driver.until(() => world.driver.waiting > 0);
    world.driver.release();
    await world.driver.until(() => world.driver.texts.at(-1)?.startsWith("eof") === true);
    const parts = world.driver.events.map(({ data }) => data);
    expect(Buffer.compare(Buffer.concat(parts), flood)).toBe(0);
  });

  test("of one connection doesn't hold up another's reading", async () => {
    const peer = await serve((socket) => socket.write("hi"));
    const world = createWorld();
    world.driver.hold();
    await world.connect(peer.addr);
    await world.connect(peer.addr);
    await world.driver.until(() => world.driver.waiting === 2);
  });
});

describe("a write", () => {
  test("waits until a slow peer has taken it", async () => {
    const peer = await serve((socket) => socket.pause());
    const world = createWorld();
    const connId = await world.connect(peer.addr);
    await peer.untilConnected(1);
    const size = 32 * 1024 * 1024;
    let isTaken = false;
    const writing = world.write(connId, Buffer.alloc(size)).then(() => {
      isTaken = true;
    });
    await world.connect(peer.addr);
    expect(isTaken).toBe(false);
    peer.sockets[0]?.resume();
    await writing;
    expect(peer.sockets[0]?.bytesRead).toBeGreaterThan(size / 2);
  });

  test("that isn't taken in time ends the connection", async () => {
    const peer = await serve((socket) => socket.pause());
    const world = createWorld();
    const connId = await world.connect(peer.addr);
    const data = Buffer.alloc(32_000_000);
    const deadlineNs = BigInt(Date.now() + 80) * 1_000_000n;
    const writing = world.write(connId, data, { ...hostCall, deadlineNs });
    expect(await failureOf(writing)).toMatch(
      /^timeout: Cannot write to connection "tcp-[\w-]+": no answer within [\d.]+ ms$/,
    );
    await world.driver.untilCount(1);
    expect(world.driver.texts).toEqual(["timeout: what was written wasn't taken"]);
    expect(await failureOf(world.write(connId, "x"))).toMatch(/^closed: /);
    await world.connect(peer.addr);
  });

  test("goes on after the peer has closed its half, until that is heard", async () => {
    const received: string[] = [];
    const peer = await TcpPeer.listenHalfOpen((socket) => {
      socket.on("data", (data) => received.push(String(data)));
      socket.end("last words");
    });
    opened.push(peer);
    const world = createWorld();
    world.driver.hold();
    const connId = await world.connect(peer.addr);
    await world.driver.until(() => world.driver.waiting === 1);
    await world.write(connId, "I heard");
    world.driver.release();
    await world.driver.untilCount(2);
    expect(world.driver.texts).toEqual(["last words", "eof: the peer closed the connection"]);
    await peer.untilEmpty();
    expect(received).toEqual(["I heard"]);
  });
});

describe("a close", () => {
  test("is heard by the peer after all that was written, and by nobody else", async () => {
    const received: Buffer[] = [];
    const peer = await serve((socket) => socket.on("data", (data) => received.push(data)));
    const world = createWorld();
    const connId = await world.connect(peer.addr);
    await world.write(connId, Buffer.alloc(2_000_000, "x"));
    await world.hangUp(connId);
    await peer.untilEmpty();
    expect(Buffer.concat(received)).toHaveLength(2_000_000);
    await world.hangUp(connId);
    expect(await failureOf(world.write(connId, "x"))).toMatch(/^closed: /);
    expect(world.driver.events).toEqual([]);
  });

  test("drops the events that still wait", async () => {
    const { addr } = await serve((socket) => socket.end("bye"));
    const world = createWorld();
    world.driver.hold();
    const connId = await world.connect(addr);
    await world.driver.until(() => world.driver.waiting === 1);
    await world.hangUp(connId);
    world.driver.release();
    expect(world.driver.events).toEqual([]);
  });

  test("of an unknown connection is no error, all else is", async () => {
    const world = createWorld();
    const connId = "tcp-1";
    await world.hangUp(connId);
    expect(await failureOf(world.write(connId, "x"))).toBe(
      'not_found: Cannot write to connection "tcp-1": no such connection',
    );
    expect(await failureOf(world.setCallback(connId, "x"))).toBe(
      'not_found: Cannot set the callback of connection "tcp-1": no such connection',
    );
  });
});

test("a skill has no way to another skill's connection", async () => {
  const { addr } = await serve(echo);
  const [mine, theirs] = [createWorld(), createWorld()];
  const connId = await theirs.connect(addr);
  expect(await failureOf(mine.write(connId, "x"))).toMatch(/^not_found: /);
  await mine.hangUp(connId);
  await theirs.write(connId, "still here");
  await theirs.driver.untilCount(1);
  expect(theirs.driver.texts).toEqual(["still here"]);
});

describe("the limit of connections", () => {
  const limits = { connections: 1 };
  const denied = (addr: string) =>
    `denied: Cannot connect to "${addr}": 1 connections are open already. Hint: raise limits.connections`;

  test("counts those that are open", async () => {
    const peer = await serve(echo);
    const world = createWorld({ limits });
    const connId = await world.connect(peer.addr);
    expect(await failureOf(world.connect(peer.addr))).toBe(denied(peer.addr));
    await world.hangUp(connId);
    await world.hangUp(connId);
    await world.connect(peer.addr);
    expect(await failureOf(world.connect(peer.addr))).toBe(denied(peer.addr));
    expect(peer.sockets).toHaveLength(2);
  });

  test("frees those that the peer ended, and those that failed", async () => {
    const peer = await serve((socket) => socket.end());
    const { addr } = peer;
    const world = createWorld({ limits });
    for (let i = 1; i <= 3; i++) {
      await world.connect(addr);
      await world.driver.untilCount(i);
    }
    await peer.close();
    for (let i = 1; i <= 3; i++) {
      expect(await failureOf(world.connect(addr))).toMatch(/^unavailable: /);
    }
  });
});

describe("idle_ms", () => {
  const options = { enabled: true, allowlist: ["127.0.0.1:*"], idle_ms: 1000 };

  function createIdleWorld() {
    const clock = new ManualClock();
    return { clock, world: createWorld({ clock, permissions: { tcp: options } }) };
  }

  test("ends a connection that nothing comes over", async () => {
    const peer = await serve();
    const { clock, world } = createIdleWorld();
    const connId = await world.connect(peer.addr);
    clock.advance(999);
    await world.write(connId, "x");
    clock.advance(999);
    expect(world.driver.texts).toEqual([]);
    clock.advance(1);
    await world.driver.untilCount(1);
    expect(world.driver.texts).toEqual(["timeout: nothing was sent for 1000 ms"]);
    expect(await failureOf(world.write(connId, "x"))).toMatch(/^closed: /);
    await peer.untilEmpty();
  });

  test("doesn't count the time that a callback takes", async () => {
    const peer = await serve((socket) => socket.write("x"));
    const { clock, world } = createIdleWorld();
    world.driver.hold();
    await world.connect(peer.addr);
    await world.driver.until(() => world.driver.waiting === 1);
    clock.advance(10_000);
    world.driver.release();
    expect(world.driver.texts).toEqual(["x"]);
    clock.advance(1000);
    await world.driver.untilCount(2);
  });
});

describe("an attempt to connect ends at its time", () => {
  test("when the name takes too long", async () => {
    const resolve = () => new Promise<never>(() => {});
    const world = createWorld({ resolve });
    expect(await failureOf(world.connect("localhost:1", { timeout_ms: 40 }))).toBe(
      'timeout: Cannot connect to "localhost:1": no answer within 40 ms',
    );
  });

  test("when the peer's system takes no more connections", async () => {
    const full = new Worker(new URL("full-server.js", import.meta.url));
    opened.push({ close: () => full.terminate() });
    const [port] = await once(full, "message");
    const world = createWorld();
    const attempts = Array.from({ length: 8 }, () =>
      failureOf(world.connect(`127.0.0.1:${port}`, { timeout_ms: 100 })).catch(() => "connected"),
    );
    const failures = (await Promise.all(attempts)).filter((each) => each !== "connected");
    expect(new Set(failures)).toEqual(
      new Set([`timeout: Cannot connect to "127.0.0.1:${port}": no answer within 100 ms`]),
    );
  });
});

test("closing the device ends every connection at once, and is heard by nobody", async () => {
  const peer = await serve((socket) => socket.pause());
  const world = createWorld();
  const ids = await Promise.all(Array.from({ length: 20 }, () => world.connect(peer.addr)));
  const data = Buffer.alloc(32_000_000);
  const failures = ids.map((id) => failureOf(world.write(id, data)));
  await world.close();
  const wanted = ids.map(() => "closed: Cannot go on: the skill was closed");
  expect(await Promise.all(failures)).toEqual(wanted);
  await peer.untilEmpty();
  expect(world.driver.events).toEqual([]);
});

test("1,000 connections get 100 messages each, whole and in order", async () => {
  const wanted = Array.from({ length: 100 }, (_, i) => `${i}\n`).join("");
  const peer = await serve((socket) => {
    let next = 0;
    const send = () => {
      if (next === 100) socket.end();
      else socket.write(`${next++}\n`, send);
    };
    send();
  });
  const world = createWorld({ limits: { connections: 1000 } });
  const ids = await Promise.all(Array.from({ length: 1000 }, () => world.connect(peer.addr)));
  const { driver } = world;
  await driver.until(() => driver.ended === 1000);
  const texts = new Map<string, string>();
  for (const { connId, data } of driver.events) {
    texts.set(connId, (texts.get(connId) ?? "") + Buffer.from(data).toString());
  }
  expect(ids.filter((id) => texts.get(id) !== wanted)).toEqual([]);
  await peer.untilEmpty();
});
