import { setImmediate } from "node:timers/promises";
import { ManualClock } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf } from "./failure-of.js";
import { type Meet, resetLater, TcpPeer } from "./tcp-peer.js";
import { TcpWorld } from "./tcp-world.js";

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function serve(meet: Meet = () => {}): Promise<TcpPeer> {
  const peer = await TcpPeer.listen(meet);
  opened.push(peer);
  return peer;
}

const again = (ending: string) => `: connected again after ${ending}`;
const eof = "eof: the peer closed the connection";

function createWorld({ idleMs = 0, random = 0 } = {}) {
  const clock = new ManualClock();
  const addresses = ["127.0.0.1"];
  const tcp = {
    enabled: true,
    allowlist: ["redis.test:*"],
    reconnect: { min_ms: 100, max_ms: 1000 },
    idle_ms: idleMs,
  };
  const world = new TcpWorld({
    clock,
    random: () => random,
    permissions: { tcp },
    limits: { connections: 1 },
    resolve: async () => [...addresses],
  });
  opened.push(world);
  return { clock, world, driver: world.driver, addresses };
}

/** Waits until an attempt is due in so many milliseconds, and lets them pass. */
async function passWait(clock: ManualClock, ms = 100): Promise<void> {
  while (clock.nextDueMs !== clock.now() + ms) await setImmediate();
  clock.advance(ms);
}

describe("a connection that is lost", () => {
  test.each<[string, (peer: TcpPeer) => unknown, string]>([
    ["because the peer closed it", (peer) => peer.last.end(), eof],
    [
      "because the peer reset it",
      (peer) => resetLater(peer.last),
      "reset: the peer reset the connection",
    ],
  ])("%s is made again under its id, and an event says so", async (_, lose, ending) => {
    const peer = await serve();
    const { world, driver, clock } = createWorld();
    const connId = await world.connect(`redis.test:${peer.port}`);
    await lose(peer);
    await passWait(clock);
    await driver.untilCount(1);
    expect(driver.texts).toEqual([again(ending)]);
    expect(driver.events[0]).toMatchObject({ connId, data: new Uint8Array() });
    peer.last.pipe(peer.last);
    await world.write(connId, "hello");
    await driver.untilCount(2);
    expect(driver.texts[1]).toBe("hello");
  });

  test("by silence is made again too", async () => {
    const peer = await serve();
    const { world, driver, clock } = createWorld({ idleMs: 500 });
    await world.connect(`redis.test:${peer.port}`);
    clock.advance(500);
    await passWait(clock);
    await driver.untilCount(1);
    expect(driver.texts).toEqual([again("timeout: nothing was sent for 500 ms")]);
  });

  test("can't be written to meanwhile, but can be closed", async () => {
    const peer = await serve();
    const { world, clock, driver } = createWorld();
    const connId = await world.connect(`redis.test:${peer.port}`);
    peer.last.end("bye");
    await peer.untilEmpty();
    await driver.untilCount(1);
    expect(await failureOf(world.write(connId, "x"))).toBe(
      `unavailable: Cannot write to connection "${connId}": it is being connected again`,
    );
    await world.hangUp(connId);
    clock.advance(60_000);
    expect(await failureOf(world.write(connId, "x"))).toMatch(/^closed: /);
    expect(driver.texts).toEqual(["bye"]);
    expect(peer.sockets).toHaveLength(1);
  });

  test("keeps its place among the connections that are allowed", async () => {
    const peer = await serve();
    const { world, driver, clock } = createWorld();
    const addr = `redis.test:${peer.port}`;
    const connId = await world.connect(addr);
    peer.last.end();
    await peer.untilEmpty();
    expect(await failureOf(world.connect(addr))).toMatch(/^denied: .* 1 connections are open/);
    await passWait(clock);
    await driver.untilCount(1);
    await world.hangUp(connId);
    await world.connect(addr);
  });
});

describe("attempts", () => {
  test("go on at growing intervals while nobody listens", async () => {
    const peer = await serve();
    const { port } = peer;
    const { world, clock, driver } = createWorld({ random: 0.4 });
    await world.connect(`redis.test:${port}`);
    peer.last.end();
    await peer.close();
    for (const ms of [140, 220, 380, 460, 460]) await passWait(clock, ms);
    expect(driver.texts).toEqual([]);
  });

  test("grow also while a peer takes each connection and drops it at once", async () => {
    const peer = await serve((socket) => socket.end());
    const { world, clock, driver } = createWorld({ random: 0.4 });
    await world.connect(`redis.test:${peer.port}`);
    for (const ms of [140, 220, 380, 460, 460]) await passWait(clock, ms);
    await driver.untilCount(5);
    expect(new Set(driver.texts)).toEqual(new Set([again(eof)]));
  });

  test("begin anew after a connection that has lasted", async () => {
    const peer = await serve();
    const { world, clock, driver } = createWorld({ random: 0.4 });
    await world.connect(`redis.test:${peer.port}`);
    peer.last.end();
    await passWait(clock, 140);
    await driver.untilCount(1);
    clock.advance(1000);
    await peer.untilConnected(2);
    peer.last.end();
    await passWait(clock, 140);
    await driver.untilCount(2);
  });

  test("end where the name now leads to what isn't granted, which the event tells", async () => {
    const peer = await serve();
    const { world, clock, driver, addresses } = createWorld();
    const connId = await world.connect(`redis.test:${peer.port}`);
    addresses.splice(0, 1, "169.254.169.254");
    peer.last.end();
    await passWait(clock);
    await driver.untilCount(1);
    expect(driver.texts).toEqual([
      `io: Cannot connect to "redis.test:${peer.port}": "redis.test" is at 169.254.169.254, a metadata address, which is never reachable`,
    ]);
    expect(await failureOf(world.write(connId, "x"))).toMatch(/^closed: /);
    addresses.splice(0, 1, "127.0.0.1");
    await world.connect(`redis.test:${peer.port}`);
    expect(peer.sockets).toHaveLength(2);
  });

  test("end with the skill", async () => {
    const peer = await serve();
    const { world, clock, driver } = createWorld();
    await world.connect(`redis.test:${peer.port}`);
    peer.last.end();
    await peer.untilEmpty();
    await world.close();
    clock.advance(60_000);
    expect(peer.sockets).toHaveLength(1);
    expect(driver.texts).toEqual([]);
  });
});
