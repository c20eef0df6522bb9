import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test } from "vitest";
import { createTcpDevice } from "../../devices/tcp.js";
import { failureOf } from "./failure-of.js";
import { hostCall } from "./host-call.js";
import { createNetworkWorld, type NetworkWorldOptions } from "./network-world.js";
import { type Meet, TcpPeer } from "./tcp-peer.js";

type Request = HostFunctionTypes["tcp_request"]["request"];

const opened: { close(): unknown }[] = [];

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

async function serve(meet?: Meet): Promise<TcpPeer> {
  const peer = await TcpPeer.listen(meet);
  opened.push(peer);
  return peer;
}

function createDevice(options?: NetworkWorldOptions) {
  const device = createTcpDevice(createNetworkWorld(options).context);
  opened.push(device);
  return device;
}

const defaults = { tls: false, insecure: false, timeout_ms: 0, max_bytes: 0 };

async function ask(addr: string, data = "", rest: Partial<Request> = {}): Promise<string> {
  const request = { ...defaults, addr, data: Buffer.from(data), ...rest };
  const answer = await createDevice().tcp_request(request, hostCall);
  return Buffer.from(answer.data).toString();
}

describe("a request ends", () => {
  test("when the peer closes", async () => {
    const { addr } = await serve((socket) => socket.on("data", (data) => socket.end(`re ${data}`)));
    expect(await ask(addr, "ping")).toBe("re ping");
  });

  test("when the peer closes without an answer", async () => {
    const { addr } = await serve((socket) => socket.on("data", () => socket.end()));
    expect(await ask(addr, "ping")).toBe("");
  });

  test("50 ms after the last byte of a peer that stays", async () => {
    const { addr } = await serve((socket) => socket.on("data", () => socket.write("+PONG\r\n")));
    const beganMs = performance.now();
    expect(await ask(addr, "PING\r\n")).toBe("+PONG\r\n");
    expect(performance.now() - beganMs).toBeGreaterThan(49);
  });

  test("at the limit of bytes, which cuts", async () => {
    const { addr } = await serve((socket) => socket.write("0123456789"));
    expect(await ask(addr, "", { max_bytes: 4 })).toBe("0123");
  });

  test("at 1 MiB unless it says otherwise", async () => {
    const { addr } = await serve((socket) => socket.write(Buffer.alloc(3_000_000, "x")));
    expect(await ask(addr)).toHaveLength(1024 * 1024);
  });

  test("at the end of its time with what is there", async () => {
    const { addr } = await serve((socket) => {
      const dripping = setInterval(() => socket.write("."), 10);
      socket.on("close", () => clearInterval(dripping));
    });
    expect(await ask(addr, "", { timeout_ms: 100 })).toMatch(/^\.+$/);
  });
});

test("empty data sends nothing", async () => {
  const received: string[] = [];
  const peer = await serve((socket) => {
    socket.on("data", (data) => received.push(String(data)));
    socket.write("220 hi");
  });
  expect(await ask(peer.addr)).toBe("220 hi");
  await peer.untilEmpty();
  expect(received).toEqual([]);
});

test("bytes arrive as they were sent, whatever they are", async () => {
  const data = Buffer.from(Array.from({ length: 200_000 }, (_, i) => i % 251));
  const { addr } = await serve((socket) => socket.pipe(socket));
  const request = { ...defaults, addr, data };
  const answer = await createDevice().tcp_request(request, hostCall);
  expect(Buffer.compare(answer.data, data)).toBe(0);
});

describe("a request fails", () => {
  test("when the peer stays silent", async () => {
    const peer = await serve();
    expect(await failureOf(ask(peer.addr, "ping", { timeout_ms: 50 }))).toBe(
      `timeout: Cannot request "${peer.addr}": no answer within 50 ms`,
    );
    await peer.untilEmpty();
    expect(await peer.countOpen()).toBe(0);
  });

  test("when the call's deadline comes before its own", async () => {
    const { addr } = await serve();
    const request = { ...defaults, addr, data: Buffer.from("ping"), timeout_ms: 60_000 };
    const deadlineNs = BigInt(Date.now() + 60) * 1_000_000n;
    const asked = createDevice().tcp_request(request, { ...hostCall, deadlineNs });
    expect(await failureOf(asked)).toMatch(/^timeout: Cannot request ".*": no answer within \d+/);
  });

  test("when a name takes too long to resolve", async () => {
    const resolve = () => new Promise<never>(() => {});
    const request = { ...defaults, addr: "localhost:1", data: Buffer.from(""), timeout_ms: 30 };
    const asked = createDevice({ resolve }).tcp_request(request, hostCall);
    expect(await failureOf(asked)).toBe(
      'timeout: Cannot request "localhost:1": no answer within 30 ms',
    );
  });

  test("when the peer resets, also with data there", async () => {
    const { addr } = await serve((socket) => socket.on("data", () => socket.resetAndDestroy()));
    expect(await failureOf(ask(addr, "ping"))).toBe(
      `closed: Cannot request "${addr}": the peer reset the connection`,
    );
  });

  test("when nobody listens", async () => {
    const peer = await serve();
    const { addr } = peer;
    await peer.close();
    expect(await failureOf(ask(addr))).toBe(
      `unavailable: Cannot connect to "${addr}": connection refused`,
    );
  });

  test("when the answer is larger than the skill's memory", async () => {
    const { addr } = await serve((socket) => socket.write(Buffer.alloc(4_000_000)));
    const device = createDevice({ limits: { memory_mb: 1 } });
    const request = { ...defaults, addr, data: Buffer.from(""), max_bytes: 2n ** 40n };
    expect(await failureOf(device.tcp_request(request, hostCall))).toBe(
      `too_large: Cannot request "${addr}": the answer is larger than 1048576 bytes, the skill's whole memory. Hint: ask for fewer bytes, or raise limits.memory_mb`,
    );
  });

  test.each([
    ["redis", 'Cannot connect to "redis": expected "host:port", with an IPv6 address in brackets'],
    ["127.0.0.1:0", 'Cannot connect to "127.0.0.1:0": "0" is no port from 1 to 65535'],
  ])("when %s is no address", async (addr, message) => {
    expect(await failureOf(ask(addr))).toBe(`invalid: ${message}`);
  });

  test("when the skill is closed meanwhile", async () => {
    const peer = await serve();
    const device = createDevice();
    const request = { ...defaults, addr: peer.addr, data: Buffer.from("ping") };
    const failure = failureOf(device.tcp_request(request, hostCall));
    await peer.untilConnected(1);
    await device.close();
    expect(await failure).toBe("closed: Cannot go on: the skill was closed");
    await peer.untilEmpty();
  });
});

describe("nothing that isn't granted is connected to", () => {
  test("an address that no pattern matches", async () => {
    const peer = await serve();
    const device = createDevice({
      permissions: { tcp: { enabled: true, allowlist: ["127.0.0.1:1"] } },
    });
    const request = { ...defaults, addr: peer.addr, data: Buffer.from("x") };
    expect(await failureOf(device.tcp_request(request, hostCall))).toBe(
      `denied: Cannot connect to "${peer.addr}": no pattern of permissions.tcp.allowlist matches it (127.0.0.1:1). Hint: add "${peer.addr}" to permissions.tcp.allowlist`,
    );
    expect(peer.sockets).toHaveLength(0);
  });

  test("a public name that leads to loopback", async () => {
    const peer = await serve();
    const device = createDevice({
      permissions: { tcp: { enabled: true, allowlist: ["example.com:*"] } },
      resolve: async () => ["127.0.0.1"],
    });
    const addr = `example.com:${peer.port}`;
    const request = { ...defaults, addr, data: Buffer.from("x") };
    expect(await failureOf(device.tcp_request(request, hostCall))).toMatch(
      /^denied: Cannot connect to "example.com:\d+": "example.com" is at 127.0.0.1, a loopback address/,
    );
    expect(peer.sockets).toHaveLength(0);
  });

  test("a port at which the host listens itself", async () => {
    const peer = await serve();
    const device = createDevice({ ownPorts: [peer.port] });
    const request = { ...defaults, addr: peer.addr, data: Buffer.from("x") };
    expect(await failureOf(device.tcp_request(request, hostCall))).toBe(
      `denied: Cannot connect to "${peer.addr}": it is at 127.0.0.1, port ${peer.port}, where this host listens itself`,
    );
    expect(peer.sockets).toHaveLength(0);
  });

  test("of a name's addresses only the granted ones are tried", async () => {
    const peer = await serve((socket) => socket.end("ok"));
    const device = createDevice({ resolve: async () => ["169.254.169.254", "127.0.0.1"] });
    const addr = `localhost:${peer.port}`;
    const request = { ...defaults, addr, data: Buffer.from("") };
    const answer = await device.tcp_request(request, hostCall);
    expect(Buffer.from(answer.data).toString()).toBe("ok");
  });
});
