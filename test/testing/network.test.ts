import { createMockHost, type MockHost, type TcpScript } from "@luminarys/sdk-as/testing";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { errorKinds } from "../../contract/index.js";
import { SkillTrapError } from "../../engine/errors.js";
import { buildSkill } from "../support/build-skill.js";
import { networkSource } from "./network-skill.js";

let skill: Uint8Array;
let host: MockHost;

const manifest = {
  permissions: {
    tcp: { enabled: true, allowlist: ["**:*"] },
    http: { enabled: true, allowlist: ["**"], allow_websocket: true },
  },
};

beforeAll(async () => {
  skill = (await buildSkill(networkSource)).wasm;
});

beforeEach(() => {
  host = createMockHost({ skill, manifest });
});

function heard(): unknown {
  host.runUntilIdle();
  return host.call("heard").value;
}

describe("a TCP request", () => {
  test.each([
    ["plain", {}, "valid"],
    ["over TLS", { secure: true }, "valid"],
    ["that takes any certificate", { secure: true, insecure: true }, "self-signed"],
  ] as const)("%s gives the answer", (_, args, certificate) => {
    host.tcp.on("api.example.com:6379", { certificate }).reply("PONG");
    expect(host.call("request", { addr: "api.example.com:6379", ...args }).value).toBe("PONG");
  });

  test("to a certificate that isn't trusted fails, and so does one that nobody answers", () => {
    host.tcp.on("api.example.com:1", { certificate: "self-signed" }).reply("PONG");
    host.tcp.on("api.example.com:2").hang();
    const request = (addr: string) => host.call("request", { addr, secure: true }).error;
    expect(request("api.example.com:1")).toBe(
      'Cannot connect to "api.example.com:1": the TLS handshake failed',
    );
    const before = host.clock.now();
    expect(request("api.example.com:2")).toBe(
      'Cannot request "api.example.com:2": no answer within 1000 ms',
    );
    expect(host.clock.now() - before).toBe(1000);
  });

  test("without a Result throws, and the skill goes on", () => {
    host.tcp.on("api.example.com:1").refuse();
    expect(() => host.call("flat_request", { addr: "api.example.com:1" })).toThrow(SkillTrapError);
    expect(host.call("heard").value).toEqual([]);
  });

  test("that nothing is scripted for says what is, and the lever", () => {
    host.tcp.on("api.example.com:6379").reply("PONG");
    expect(host.call("request", { addr: "api.example.com:6380" }).error).toBe(
      'Cannot answer tcp_request "api.example.com:6380": nothing is scripted for it (scripted: api.example.com:6379). Hint: host.tcp.on("api.example.com:6380").reply("...")',
    );
  });
});

describe("a TCP connection", () => {
  test("is written to and closed inside its callback", () => {
    host.tcp
      .on("chat.example.com:1")
      .accept((peer) => peer.send("hello").expect("welcome").send(["bye", "more"], { everyMs: 5 }));
    host.call("open", { addr: "chat.example.com:1" });
    expect(heard()).toEqual(["hello", "bye"]);
    expect(host.connections.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  test("may be played by a function of the test's own", () => {
    const greet = (peer: TcpScript) => peer.send("hello").expect(/^wel\w+/);
    host.tcp.on("chat.example.com:1").accept((peer) => greet(peer).send("bye"));
    host.call("open", { addr: "chat.example.com:1" });
    expect(heard()).toEqual(["hello", "bye"]);
  });

  test("tells another callback once it is set", () => {
    host.tcp.on("chat.example.com:1").accept((peer) => peer.send("a").wait(10).send("b"));
    const { value: conn_id } = host.call("open", { addr: "chat.example.com:1" });
    host.clock.advance(0);
    host.call("listen_elsewhere", { conn_id });
    expect(heard()).toEqual(["a", "other: b"]);
  });

  const kinds = Object.keys(errorKinds).filter((kind) => kind !== "") as "eof"[];

  test.each(kinds)("tells its callback that it ended by %s", (kind) => {
    host.tcp.on("chat.example.com:1").accept((peer) => peer.fail(kind));
    host.call("open", { addr: "chat.example.com:1" });
    expect(heard()).toEqual([`ended: ${kind}`]);
  });
});

describe("a WebSocket", () => {
  const url = "wss://chat.example.com/room";
  const headers = { authorization: "Bearer secret" };

  test("shakes hands with headers, sends text and binary, and hears answers", () => {
    host.ws
      .on(url, { headers })
      .accept((peer) => peer.expect("hi").send("ho").close(1001, "later"));
    host.call("chat", { url, token: "secret" });
    expect(heard()).toEqual(["text: ho", "close:  1001 later"]);
    expect(host.ws.connections[0]?.received.map(({ type }) => type)).toEqual(["text", "binary"]);
  });

  test("closes with a code", () => {
    host.ws.on(url).accept();
    const { value: conn_id } = host.call("chat", { url, token: "secret" });
    host.call("leave", { conn_id });
    expect(host.ws.connections[0]?.closedWith).toEqual({ code: 4001, reason: "done" });
  });

  test("isn't opened when the handshake is refused", () => {
    host.ws.on(url).refuseHandshake(401);
    expect(host.call("chat", { url, token: "wrong" }).error).toBe(
      `Cannot connect to "${url}": the server refused the handshake with status 401`,
    );
  });
});

test("callbacks aren't listed, and are refused to others", () => {
  const names = host.listMethods().map(({ name }) => name);
  const wanted = ["heard", "request", "flat_request", "open", "listen_elsewhere", "chat", "leave"];
  expect(names).toEqual(wanted);
  for (const method of ["on_data", "on_other", "on_message"]) {
    for (const callerId of ["", "other"]) {
      expect(() => host.call(method, {}, { callerId })).toThrow(
        `Cannot invoke "network/${method}": it is a callback, private to "network"`,
      );
    }
  }
});
