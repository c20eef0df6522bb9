import { beforeEach, describe, expect, test } from "vitest";
import type { TcpConnectRequest, TcpRequestRequest } from "../../../engine/wire/tcp.gen.js";
import { createDns } from "../../../testing/devices/dns.js";
import type { TcpScript } from "../../../testing/devices/tcp/script.js";
import { createTcp, type TcpFake } from "../../../testing/devices/tcp.js";
import { call, failureOf, START_MS, surroundingsOf, text } from "./surroundings.js";

let surroundings = surroundingsOf();
let tcp: TcpFake;

beforeEach(() => {
  surroundings = surroundingsOf();
  tcp = createTcp({ surroundings, resolve: createDns().resolve });
});

const elapsed = () => surroundings.clock.now() - START_MS;

function ask(data: string, rest: Partial<TcpRequestRequest> = {}): string {
  const request = { addr: "redis:6379", tls: false, insecure: false, timeout_ms: 0, max_bytes: 0 };
  const answer = tcp.device.tcp_request({ ...request, data: text(data), ...rest }, call);
  return new TextDecoder().decode(answer.data);
}

function connect(rest: Partial<TcpConnectRequest> = {}): string {
  const request = { addr: "chat:9000", callback: "on_data", tls: false, insecure: false };
  const whole = { ...request, timeout_ms: 0, server_name: "", ...rest };
  return tcp.device.tcp_connect(whole, call).conn_id;
}

const write = (conn_id: string, data: string) =>
  tcp.device.tcp_write({ conn_id, data: text(data) }, call);

/** `callback: data`, or `callback: kind (message)`. */
const events = () =>
  surroundings.delivered.map(({ callback, event }) =>
    event.error_kind
      ? `${callback}: ${event.error_kind} (${event.error_msg})`
      : `${callback}: ${new TextDecoder().decode(event.data)}`,
  );

describe("one request", () => {
  test("is answered by address", () => {
    tcp.levers.on("redis:6379").reply("+PONG\r\n");
    expect(ask("PING\r\n")).toBe("+PONG\r\n");
    expect(tcp.levers.requests).toEqual([
      {
        addr: "redis:6379",
        tls: false,
        insecure: false,
        serverName: "",
        data: text("PING\r\n"),
      },
    ]);
    expect(elapsed()).toBe(50);
  });

  test("gets what a function makes of its bytes", () => {
    tcp.levers.on("*:6379").reply((bytes) => new TextDecoder().decode(bytes).toUpperCase());
    expect(ask("ping")).toBe("PING");
  });

  test("gets each answer in turn", () => {
    tcp.levers.on("redis:6379").reply("1").reply("2").once().refuse();
    expect([ask("x"), ask("x")]).toEqual(["1", "2"]);
    expect(failureOf(() => ask("x"))).toBe(
      'unavailable: Cannot connect to "redis:6379": connection refused',
    );
  });

  test.each<[string, (peer: TcpScript) => unknown, string, number]>([
    ["a banner to nothing", (p) => p.send("220 hi"), "220 hi", 50],
    ["pieces that come soon", (p) => p.send(["a", "b", "c"], { everyMs: 49 }), "abc", 148],
    ["pieces that come late", (p) => p.send(["a", "b"], { everyMs: 50 }), "a", 50],
    ["pauses that add up", (p) => p.send("a").wait(30).wait(30).send("b"), "a", 50],
    ["until it closes", (p) => p.send("a").wait(40).send("b").end().send("c"), "ab", 40],
    ["cut at the limit", (p) => p.send("0123456789abcdef"), "0123456789", 0],
    ["nothing, and closes", (p) => p.end(), "", 0],
    ["byte by byte", (p) => p.send("abc", { chunkBytes: 1, everyMs: 10 }).end(), "abc", 20],
  ])("to a peer that sends %s", (_, script, want, ms) => {
    tcp.levers.on("redis:6379").accept(script);
    expect(ask("", { max_bytes: 10 })).toBe(want);
    expect(elapsed()).toBe(ms);
  });

  test.each<[string, (peer: TcpScript) => unknown, string]>([
    ["is silent", (p) => p, 'timeout: Cannot request "redis:6379": no answer within 200 ms'],
    [
      "waits too long",
      (p) => p.wait(300).send("x"),
      'timeout: Cannot request "redis:6379": no answer within 200 ms',
    ],
    [
      "resets",
      (p) => p.reset(),
      'closed: Cannot request "redis:6379": the peer reset the connection',
    ],
    [
      "fails TLS",
      (p) => p.fail("tls"),
      'unavailable: Cannot request "redis:6379": the TLS handshake failed',
    ],
    [
      "expects something else",
      (p) => p.expect("PING"),
      'unavailable: Cannot request "redis:6379": the peer expects .expect("PING"), found "PONG"',
    ],
  ])("to a peer that %s fails", (_, script, message) => {
    tcp.levers.on("redis:6379").accept(script).once().reply("ok");
    expect(failureOf(() => ask("PONG", { timeout_ms: 200 }))).toBe(message);
    expect(ask("PONG")).toBe("ok");
  });

  test("a timeout with data is that data", () => {
    tcp.levers.on("redis:6379").accept((p) => p.send(["a", "b"], { everyMs: 40 }));
    expect(ask("", { timeout_ms: 30 })).toBe("a");
    expect(elapsed()).toBe(30);
  });

  test("TLS to a certificate of its own needs insecure", () => {
    tcp.levers.on("redis:6379", { certificate: "self-signed" }).reply("ok");
    expect(failureOf(() => ask("x", { tls: true }))).toBe(
      'unavailable: Cannot connect to "redis:6379": the TLS handshake failed',
    );
    expect(ask("x", { tls: true, insecure: true })).toBe("ok");
    expect(ask("x")).toBe("ok");
  });

  test.each([
    ["redis", 'expected "host:port", with an IPv6 address in brackets'],
    ["redis:0", '"0" is no port from 1 to 65535'],
  ])("to %s is refused", (addr, reason) => {
    expect(failureOf(() => ask("x", { addr }))).toBe(
      `invalid: Cannot connect to "${addr}": ${reason}`,
    );
  });
});

test("a name that leads nowhere is an error before the peer is asked", () => {
  const dns = createDns();
  dns.levers.fail("redis");
  tcp = createTcp({ surroundings, resolve: dns.resolve });
  tcp.levers.on("redis:6379").reply("ok");
  expect(failureOf(() => ask("x"))).toBe('not_found: Cannot resolve "redis": no such name');
  expect(tcp.unused()).toEqual(['host.tcp.on("redis:6379")']);
});

test("what nothing is scripted for names what is near and the lever", () => {
  tcp.levers.on("redis:6380").reply("x");
  expect(failureOf(() => ask("x"))).toBe(
    'unavailable: Cannot answer tcp_request "redis:6379": nothing is scripted for it (scripted: redis:6380). Hint: host.tcp.on("redis:6379").reply("...")',
  );
  expect(failureOf(() => connect())).toBe(
    'unavailable: Cannot answer tcp_connect "chat:9000": nothing is scripted for it (scripted: redis:6380). Hint: host.tcp.on("chat:9000").accept((peer) => ...)',
  );
});

describe("a lever refuses", () => {
  test.each<[what: string, addr: unknown, message: string]>([
    [
      "an address without a port",
      "localhost",
      'Cannot script host.tcp.on("localhost"): no address is without a port. ' +
        'Hint: host.tcp.on("localhost:*") is for any',
    ],
    ["no address", undefined, "Cannot script host.tcp.on: expected an address, found nothing"],
  ])("%s", (_, addr, message) => {
    expect(() => tcp.levers.on(addr as string)).toThrow(new TypeError(message));
    tcp.levers.on("*").reply("PONG");
    expect(ask("PING")).toBe("PONG");
  });

  test("an answer that is no bytes, where it is written", () => {
    const rule = tcp.levers.on("redis:6379");
    expect(() => rule.reply(3 as unknown as string)).toThrow(
      new TypeError("Cannot use a number as bytes: expected a string or bytes"),
    );
    rule.reply("PONG");
    expect(ask("PING")).toBe("PONG");
  });
});

describe("connections", () => {
  test("a conversation goes step by step, in virtual time", () => {
    tcp.levers
      .on("chat:9000")
      .accept((p) => p.send("hello").expect("NICK a\n").wait(100).send("ok").expect(/QUIT/).end());
    const id = connect();
    expect(id).toBe("tcp-1");
    expect(events()).toEqual([]);
    surroundings.clock.advance(0);
    expect(events()).toEqual(["on_data: hello"]);
    write(id, "NICK");
    write(id, " a\nQU");
    surroundings.clock.advance(99);
    expect(events().length).toBe(1);
    surroundings.clock.advance(1);
    write(id, "IT\n");
    surroundings.clock.advance(0);
    expect(events().slice(1)).toEqual([
      "on_data: ok",
      "on_data: eof (the peer closed the connection)",
    ]);
    expect(tcp.levers.connections[0]?.receivedText).toBe("NICK a\nQUIT\n");
    expect(tcp.unused()).toEqual([]);
  });

  test.each(["eof", "reset", "timeout", "tls", "io"] as const)(
    "error kind %s reaches the callback, and nothing after it",
    (kind) => {
      tcp.levers.on("chat:9000").accept((p) => p.fail(kind, "why").send("late"));
      const id = connect();
      surroundings.clock.advance(1000);
      expect(events()).toEqual([`on_data: ${kind} (why)`]);
      expect(failureOf(() => write(id, "x"))).toBe(
        `closed: Cannot write to connection "${id}": it is closed`,
      );
      tcp.device.tcp_close({ conn_id: id }, call);
    },
  );

  test("the callback changes; events go to the one that is set when they come", () => {
    tcp.levers.on("chat:9000").accept((p) => p.send(["a", "b"], { everyMs: 10 }));
    const conn_id = connect({ callback: "" });
    tcp.device.tcp_set_callback({ conn_id, callback: "first" }, call);
    surroundings.clock.advance(5);
    tcp.device.tcp_set_callback({ conn_id, callback: "second" }, call);
    surroundings.clock.advance(5);
    expect(events()).toEqual(["first: a", "second: b"]);
  });

  test("closing is heard of no more, and may be repeated", () => {
    tcp.levers.on("chat:9000").accept((p) => p.send(["a", "b"], { everyMs: 10 }));
    const conn_id = connect();
    surroundings.clock.advance(5);
    for (const id of [conn_id, conn_id, "tcp-99"]) tcp.device.tcp_close({ conn_id: id }, call);
    surroundings.clock.advance(100);
    expect(events()).toEqual(["on_data: a"]);
    expect(surroundings.clock.pending).toBe(0);
  });

  test("a test can act as the peer at any time", () => {
    tcp.levers.on("chat:9000").accept();
    connect();
    const [connection] = tcp.levers.connections;
    connection?.send("now");
    connection?.reset();
    connection?.send("gone");
    expect(events()).toEqual(["on_data: now", "on_data: reset (the peer reset the connection)"]);
  });

  test("bytes that the peer doesn't expect fail the write", () => {
    tcp.levers.on("chat:9000").accept((p) => p.expect("NICK").expect("JOIN"));
    const id = connect();
    const message =
      'unavailable: Cannot go on with the connection to "chat:9000": the peer expects .expect("NICK"), found "ni"';
    expect(failureOf(() => write(id, "ni"))).toBe(message);
    expect(tcp.unused()).toEqual([
      'host.tcp.on("chat:9000"): .expect("NICK")',
      'host.tcp.on("chat:9000"): .expect("JOIN")',
    ]);
  });

  test("bytes that turn out wrong later end the connection", () => {
    tcp.levers.on("chat:9000").accept((p) => p.wait(10).expect("a"));
    write(connect(), "b");
    surroundings.clock.advance(10);
    expect(events()).toEqual([
      'on_data: io (Cannot go on with the connection to "chat:9000": the peer expects .expect("a"), found "b")',
    ]);
  });

  test.each([
    ["refuse", 'unavailable: Cannot connect to "chat:9000": connection refused'],
    ["hang", 'timeout: Cannot connect to "chat:9000": no answer within 500 ms'],
  ] as const)("a peer may %s", (lever, message) => {
    tcp.levers.on("chat:9000")[lever]();
    expect(failureOf(() => connect({ timeout_ms: 500 }))).toBe(message);
  });

  test("after a refusal the next attempt may succeed", () => {
    tcp.levers
      .on("chat:9000")
      .refuse()
      .once()
      .accept((p) => p.send("back"));
    expect(failureOf(() => connect())).toMatch(/connection refused$/);
    connect();
    surroundings.clock.advance(0);
    expect(events()).toEqual(["on_data: back"]);
  });

  test("a connection without traffic times out when the manifest says so", () => {
    const permission = () => ({ idle_ms: 1000, reconnect: null });
    tcp = createTcp({ surroundings, resolve: createDns().resolve, permission });
    tcp.levers.on("chat:9000").accept();
    const id = connect();
    surroundings.clock.advance(900);
    write(id, "x");
    surroundings.clock.advance(999);
    expect(events()).toEqual([]);
    surroundings.clock.advance(1);
    expect(events()).toEqual(["on_data: timeout (nothing was sent for 1000 ms)"]);
  });

  test("a skill has no hold of another's connection, and loses its own when it ends", () => {
    tcp.levers.on("chat:9000").accept((p) => p.wait(10).send("x"));
    const conn_id = connect();
    const other = { ...call, skillId: "other" };
    expect(failureOf(() => tcp.device.tcp_write({ conn_id, data: text("x") }, other))).toBe(
      `not_found: Cannot write to connection "${conn_id}": no such connection`,
    );
    tcp.device.tcp_close({ conn_id }, other);
    tcp.close("other");
    expect(tcp.levers.connections[0]?.isOpen).toBe(true);
    tcp.close("skill");
    surroundings.clock.advance(100);
    expect(events()).toEqual([]);
  });

  test("events of a hundred connections come in order each", () => {
    tcp.levers.on("chat:9000").accept((p) =>
      p.send(
        Array.from({ length: 100 }, (_, i) => `${i}`),
        { everyMs: 1 },
      ),
    );
    for (let i = 0; i < 100; i++) connect();
    surroundings.clock.advance(1000);
    const orders = tcp.levers.connections.map(({ id }) =>
      surroundings.delivered
        .filter(({ connId }) => connId === id)
        .map(({ event }) => Number(new TextDecoder().decode(event.data))),
    );
    const want = Array.from({ length: 100 }, (_, i) => i);
    expect(orders).toEqual(Array.from({ length: 100 }, () => want));
  });
});
