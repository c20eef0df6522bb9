import { beforeEach, describe, expect, test } from "vitest";
import type { WsConnectRequest } from "../../../engine/wire/ws.gen.js";
import { createDns } from "../../../testing/devices/dns.js";
import { createWs, type WsFake } from "../../../testing/devices/ws.js";
import { call, failureOf, surroundingsOf, text } from "./surroundings.js";

const CHAT = "wss://chat.example.com/room";

let surroundings = surroundingsOf();
let ws: WsFake;

beforeEach(() => {
  surroundings = surroundingsOf();
  ws = createWs({ surroundings, resolve: createDns().resolve });
});

function connect(rest: Partial<WsConnectRequest> = {}): string {
  const request = { url: CHAT, headers: [], timeout_ms: 0, callback: "on_message" };
  return ws.device.ws_connect({ ...request, insecure: false, ...rest }, call).conn_id;
}

const send = (conn_id: string, data: string | Uint8Array, message_type = "text") =>
  ws.device.ws_send(
    { conn_id, data: typeof data === "string" ? text(data) : data, message_type },
    call,
  );

/** The events without what is empty in them. */
const events = () =>
  surroundings.delivered.map(({ event }) =>
    Object.fromEntries(
      Object.entries({ ...event, data: new TextDecoder().decode(event.data) }).filter(
        ([, value]) => value !== "" && value !== 0,
      ),
    ),
  );

test("a conversation goes step by step, with text, binary, ping and close", () => {
  ws.levers
    .on(CHAT)
    .accept((peer) =>
      peer
        .send("welcome")
        .expect("hi")
        .ping()
        .wait(50)
        .send(text("bin"))
        .expect(/^b/)
        .expectJson({ a: 1 })
        .close(4001, "bye"),
    );
  const id = connect();
  expect(id).toBe("ws-1");
  surroundings.clock.advance(0);
  send(id, "hi");
  surroundings.clock.advance(50);
  send(id, "bcd");
  send(id, '{ "a": 1 }');
  surroundings.clock.advance(0);
  expect(events()).toEqual([
    { message_type: "text", data: "welcome" },
    { message_type: "binary", data: "bin" },
    { message_type: "close", close_code: 4001, close_text: "bye" },
  ]);
  expect(ws.levers.connections[0]?.pongs).toBe(1);
  expect(ws.levers.connections[0]?.texts).toEqual(["hi", "bcd", '{ "a": 1 }']);
  expect(failureOf(() => send(id, "x"))).toBe(
    'closed: Cannot send to WebSocket "ws-1": it is closed',
  );
  expect(ws.unused()).toEqual([]);
});

test("each message is answered", () => {
  ws.levers.on(CHAT).reply((message) => (message.type === "text" ? "text" : text("binary")));
  const id = connect();
  send(id, "a");
  send(id, "b", "binary");
  surroundings.clock.advance(0);
  expect(events()).toEqual([
    { message_type: "text", data: "text" },
    { message_type: "binary", data: "binary" },
  ]);
});

test.each(["eof", "reset", "timeout", "tls", "io"] as const)(
  "error kind %s reaches the callback, and nothing after it",
  (kind) => {
    ws.levers.on(CHAT).accept((peer) => peer.fail(kind, "why").send("late"));
    connect();
    surroundings.clock.advance(1000);
    expect(events()).toEqual([{ error_kind: kind, error_msg: "why" }]);
  },
);

describe("the handshake", () => {
  test.each([
    ["Bearer x", true],
    ["Basic x", false],
    [undefined, false],
  ])("with authorization %j passes: %s", (value, want) => {
    ws.levers.on("wss://chat.example.com/**", { headers: { authorization: /^Bearer / } }).accept();
    const headers = value === undefined ? [] : [{ name: "Authorization", value }];
    expect(failureOf(() => connect({ headers })) === undefined).toBe(want);
  });

  test("can be refused, and time out, and fail, and then succeed", () => {
    ws.levers.on(CHAT).refuseHandshake(401).hang().fail("tls").accept();
    const failures = [1, 2, 3, 4].map(() => failureOf(() => connect({ timeout_ms: 100 })));
    expect(failures).toEqual([
      `unavailable: Cannot connect to "${CHAT}": the server refused the handshake with status 401`,
      `timeout: Cannot connect to "${CHAT}": no answer within 100 ms`,
      `unavailable: Cannot connect to "${CHAT}": the TLS handshake failed`,
      undefined,
    ]);
  });

  test.each([
    ["https://a.com/", "its scheme is https, expected ws or wss"],
    ["chat", "it is no URL"],
  ])("to %s is refused", (url, reason) => {
    expect(failureOf(() => connect({ url }))).toBe(
      `invalid: Cannot connect to "${url}": ${reason}`,
    );
  });

  test("that nothing is scripted for names what is near and the lever", () => {
    ws.levers.on("wss://chat.example.com/rooms").accept();
    expect(failureOf(() => connect())).toBe(
      `unavailable: Cannot answer ws_connect "${CHAT}": nothing is scripted for it (scripted: wss://chat.example.com/rooms). Hint: host.ws.on("${CHAT}").accept((peer) => ...)`,
    );
    expect(ws.unused()).toEqual(['host.ws.on("wss://chat.example.com/rooms")']);
  });
});

describe("closing", () => {
  const close = (conn_id: string, code = 0, reason = "") =>
    ws.device.ws_close({ conn_id, code, reason }, call);

  test("tells the peer why, may be repeated, and is heard of no more", () => {
    ws.levers.on(CHAT).accept((peer) => peer.wait(10).send("late"));
    const id = connect();
    close(id, 1001, "leaving");
    close(id);
    close("ws-9");
    surroundings.clock.advance(100);
    expect(ws.levers.connections[0]?.closedWith).toEqual({ code: 1001, reason: "leaving" });
    expect(events()).toEqual([]);
  });

  test.each([
    [1005, "", "1005 is no close code that may be sent"],
    [999, "", "999 is no close code that may be sent"],
    [5000, "", "5000 is no close code that may be sent"],
    [1000, "x".repeat(124), "the reason has 124 bytes, at most 123 fit"],
  ])("with code %i is refused", (code, reason, problem) => {
    ws.levers.on(CHAT).accept();
    const id = connect();
    expect(failureOf(() => close(id, code, reason))).toBe(
      `invalid: Cannot close WebSocket "ws-1": ${problem}`,
    );
    expect(ws.levers.connections[0]?.isOpen).toBe(true);
  });
});

test.each<[string | Uint8Array, string, string]>([
  ["x", "close", 'message type is "close", expected text or binary'],
  [new Uint8Array([0xff]), "text", "a text message must be UTF-8"],
])("a message %j of type %s is refused", (data, type, reason) => {
  ws.levers.on(CHAT).accept();
  const id = connect();
  expect(failureOf(() => send(id, data, type))).toBe(
    `invalid: Cannot send to WebSocket "ws-1": ${reason}`,
  );
  send(id, "fine");
  expect(ws.levers.connections[0]?.texts).toEqual(["fine"]);
});

test("a message that the peer doesn't expect fails the send", () => {
  ws.levers.on(CHAT).accept((peer) => peer.expect("hello"));
  const id = connect();
  expect(failureOf(() => send(id, "hello", "binary"))).toBe(
    `unavailable: Cannot go on with the WebSocket to "${CHAT}": the peer expects .expect("hello"), found 5 bytes "hello"`,
  );
});

test("a test can act as the peer at any time", () => {
  ws.levers.on(CHAT).accept();
  connect();
  const [connection] = ws.levers.connections;
  connection?.send("now");
  connection?.ping();
  connection?.end(1012, "restart");
  connection?.send("gone");
  expect(events()).toEqual([
    { message_type: "text", data: "now" },
    { message_type: "close", close_code: 1012, close_text: "restart" },
  ]);
});

test("a skill that ends takes its connections along", () => {
  ws.levers.on(CHAT).accept((peer) => peer.wait(10).send("late"));
  connect();
  ws.close("skill");
  surroundings.clock.advance(100);
  expect(events()).toEqual([]);
  expect(ws.levers.connections[0]?.isOpen).toBe(false);
});

test("an answer that is no bytes is refused where it is written", () => {
  const rule = ws.levers.on(CHAT);
  expect(() => rule.reply(3 as unknown as string)).toThrow(
    new TypeError("Cannot use a number as bytes: expected a string or bytes"),
  );
  rule.reply("hello");
  send(connect(), "hi");
  surroundings.clock.advance(0);
  expect(events()).toEqual([{ message_type: "text", data: "hello" }]);
});
