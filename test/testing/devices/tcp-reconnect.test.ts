import { describe, expect, test } from "vitest";
import { HostError } from "../../../engine/errors.js";
import { createDns } from "../../../testing/devices/dns.js";
import { createTcp, type TcpFake } from "../../../testing/devices/tcp.js";
import { call, failureOf, surroundingsOf, text } from "./surroundings.js";

let surroundings = surroundingsOf();
let tcp: TcpFake;

function connect(): string {
  const request = { addr: "chat:9000", callback: "on_data", tls: false, insecure: false };
  return tcp.device.tcp_connect({ ...request, timeout_ms: 0, server_name: "" }, call).conn_id;
}

const write = (conn_id: string, data: string) =>
  tcp.device.tcp_write({ conn_id, data: text(data) }, call);

describe("a connection that is lost, and made again as the manifest says", () => {
  const again = "on_data: connected again after eof: the peer closed the connection";

  function createReconnecting(random = 0): void {
    const permission = () => ({ idle_ms: 0, reconnect: { min_ms: 100, max_ms: 1000 } });
    const { resolve } = createDns();
    surroundings = surroundingsOf();
    tcp = createTcp({ surroundings, resolve, permission, random: () => random });
  }

  /** `callback: data`, `callback: message`, or `callback: kind: message`. */
  const heard = () =>
    surroundings.delivered.map(({ callback, event: { data, error_kind, error_msg } }) =>
      [callback, error_kind, error_msg, new TextDecoder().decode(data)].filter(Boolean).join(": "),
    );

  test("keeps its id and says so", () => {
    createReconnecting();
    tcp.levers
      .on("chat:9000")
      .accept((p) => p.send("a").end())
      .accept((p) => p.expect("hi").send("b"));
    const id = connect();
    surroundings.clock.advance(99);
    expect(heard()).toEqual(["on_data: a"]);
    expect(failureOf(() => write(id, "hi"))).toBe(
      `unavailable: Cannot write to connection "${id}": it is being connected again`,
    );
    surroundings.clock.advance(1);
    write(id, "hi");
    surroundings.clock.advance(0);
    expect(heard()).toEqual(["on_data: a", again, "on_data: b"]);
    expect(tcp.levers.connections).toHaveLength(1);
    expect(tcp.levers.connections[0]).toMatchObject({ isOpen: true, reconnects: 1 });
  });

  test("is tried at growing intervals until a peer takes it", () => {
    createReconnecting(0.5);
    const rule = tcp.levers.on("chat:9000").accept((p) => p.end());
    rule.refuse().times(2).hang().once().fail("dns").once().accept();
    connect();
    surroundings.clock.advance(150 + 250 + 450 + 550 + 549);
    expect(heard()).toEqual([]);
    surroundings.clock.advance(1);
    expect(heard()).toEqual([again]);
  });

  test("begins anew when it has lasted", () => {
    createReconnecting(0.5);
    tcp.levers.on("chat:9000").accept();
    connect();
    for (let i = 0; i < 3; i++) {
      surroundings.clock.advance(1000);
      tcp.levers.connections[0]?.end();
      surroundings.clock.advance(150);
    }
    expect(heard()).toEqual([again, again, again]);
  });

  test("hears nothing of its peer's levers meanwhile, and can be closed", () => {
    createReconnecting();
    tcp.levers.on("chat:9000").accept();
    const conn_id = connect();
    const [connection] = tcp.levers.connections;
    connection?.end();
    connection?.send("late");
    connection?.reset();
    tcp.device.tcp_close({ conn_id }, call);
    surroundings.clock.advance(10_000);
    expect(heard()).toEqual([]);
    expect(failureOf(() => write(conn_id, "x"))).toMatch(/^closed: /);
  });

  test("ends for good where it may not go any more", () => {
    createReconnecting();
    tcp.levers.on("chat:9000").accept();
    const id = connect();
    surroundings.admitAddresses = () => {
      throw new HostError("Cannot connect: it has moved", { code: "denied" });
    };
    tcp.levers.connections[0]?.end();
    surroundings.clock.advance(100);
    expect(heard()).toEqual(["on_data: io: Cannot connect: it has moved"]);
    expect(failureOf(() => write(id, "x"))).toMatch(/^closed: /);
    expect(surroundings.clock.pending).toBe(0);
  });
});
