import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startRedis } from "../peers/redis.js";
import { hasServer, type Peer } from "../peers.js";
import { hostCall } from "./host-call.js";
import { RespPeer } from "./resp-peer.js";
import { TcpWorld } from "./tcp-world.js";

interface Server {
  readonly port: number;
  stop(): Promise<void>;
}

const servers: [string, () => Promise<Server>][] = [["a scripted peer", () => RespPeer.start()]];
if (hasServer("redis-server")) servers.push(["redis-server", () => startRedis() as Promise<Peer>]);

const command = (...words: string[]) =>
  `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join("")}`;

describe.each(servers)("with %s", (_, start) => {
  let server: Server;
  let world: TcpWorld;

  beforeAll(async () => {
    server = await start();
  });
  afterEach(() => world.close());
  afterAll(() => server.stop());

  function createWorld(): string {
    const reconnect = { min_ms: 10, max_ms: 100 };
    const tcp = { enabled: true, allowlist: ["127.0.0.1:*"], reconnect };
    world = new TcpWorld({ permissions: { tcp } });
    return `127.0.0.1:${server.port}`;
  }

  async function ask(addr: string, ...words: string[]): Promise<string> {
    const data = Buffer.from(command(...words));
    const request = { addr, data, tls: false, insecure: false, timeout_ms: 5000, max_bytes: 0 };
    const answer = await world.device.tcp_request(request, hostCall);
    return Buffer.from(answer.data).toString();
  }

  test("PING is answered", async () => {
    expect(await ask(createWorld(), "PING")).toBe("+PONG\r\n");
  });

  test("a subscription hears messages, and again after it was cut off", async () => {
    const addr = createWorld();
    const { driver } = world;
    const connId = await world.connect(addr);
    const heard = () => driver.textOf(connId);
    const subscribe = command("SUBSCRIBE", "news");
    const subscribed = "*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n";
    await world.write(connId, subscribe);
    await driver.until(() => heard() === subscribed);
    expect(await ask(addr, "PUBLISH", "news", "one")).toBe(":1\r\n");
    const one = subscribed + command("message", "news", "one");
    await driver.until(() => heard() === one);

    expect(await ask(addr, "CLIENT", "KILL", "TYPE", "pubsub")).toBe(":1\r\n");
    const again = ": connected again after eof: the peer closed the connection";
    await driver.until(() => driver.texts.includes(again));
    await world.write(connId, subscribe);
    await driver.until(() => heard() === one + subscribed);
    expect(await ask(addr, "PUBLISH", "news", "two")).toBe(":1\r\n");
    await driver.until(() => heard() === one + subscribed + command("message", "news", "two"));
  });
});
