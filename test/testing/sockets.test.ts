import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createMockHost, type MockHost } from "../../testing/index.js";
import { buildSkill } from "../support/build-skill.js";

const source = `
// @skill:id com.example.sockets
// @skill:name "Sockets"
// @skill:version 1.0.0

import { Context, MsgValue, sockets, text, utf8, websocketSend } from "@luminarys/sdk-as";

// @skill:method echo "Answers in one of many ways"
// @skill:param message required "The message"
// @skill:param socket required "The socket"
export function echo(ctx: Context, message: string, socket: string): MsgValue {
  if (message == "nothing") return MsgValue.nil();
  if (message == "bytes") return MsgValue.bin(utf8("b"));
  if (message == "list") return MsgValue.array([MsgValue.int(1), MsgValue.bin(utf8("hi"))]);
  if (message == "all") websocketSend({ socket, data: "to all" });
  if (message == "throw") throw new Error("out of tea");
  if (message == "fail") ctx.fail("no tea");
  return MsgValue.str(socket + ": " + message + " for " + ctx.sessionId);
}

// @skill:method count "Counts bytes"
// @skill:param message required "The message"
export function count(message: Uint8Array): string {
  return message.length.toString();
}

// @skill:method send "Sends a text"
// @skill:param socket required "The socket"
// @skill:param data required "The text"
// @skill:param url optional "Where to connect it"
// @skill:param binary optional "Whether it goes as bytes"
export function send(socket: string, data: string, url: string, binary: bool): string {
  const sent = binary
    ? sockets.sendBytes(socket, utf8(data), { url })
    : sockets.send(socket, data, { url });
  return sent.isOk ? sent.value.toString() : sent.code + ": " + sent.error;
}

// @skill:method receive "Waits for a message"
// @skill:param socket required "The socket"
// @skill:param timeout_ms optional "How long"
// @skill:param url optional "Where to connect it"
export function receive(socket: string, timeoutMs: i64, url: string): string {
  const message = sockets.receive(socket, { timeoutMs, url });
  if (!message.isOk) return message.code + ": " + message.error;
  return message.value.message_type + " " + text(message.value.data);
}

// @skill:method ask "Sends, then waits"
// @skill:param socket required "The socket"
// @skill:param data required "The text"
export function ask(socket: string, data: string): string {
  sockets.send(socket, data);
  return receive(socket, 0, "");
}
`;

const feed = "wss://feed.example/prices";

let skill: Uint8Array;
let host: MockHost;

beforeAll(async () => {
  skill = (await buildSkill(source)).wasm;
});

beforeEach(() => {
  host = createMockHost({ skill });
});

const receive = (socket: string, rest = {}) => host.call("receive", { socket, ...rest }).value;
const send = (socket: string, data: string, rest = {}) =>
  host.call("send", { socket, data, ...rest }).value;

describe("a message of a declared socket", () => {
  beforeEach(() => host.sockets.route("room", { ref: "echo" }));

  test("calls its method, and the answer goes back to the sender alone", () => {
    const [one, two] = [
      host.sockets.open("room", { sessionId: "s1" }),
      host.sockets.open("room", { sessionId: "s2" }),
    ];
    one.send("hi");
    expect([one.texts, two.texts]).toEqual([["room: hi for s1"], []]);
    expect(host.events.map(({ method, sessionId }) => [method, sessionId])).toEqual([
      ["echo", "s1"],
    ]);
  });

  test.each([
    ["nothing", []],
    ["bytes", [{ type: "binary", data: Uint8Array.of(98) }]],
    ["list", [{ type: "text", data: new TextEncoder().encode('[1,"aGk="]') }]],
  ])("%s is answered as what it is", (message, want) => {
    const peer = host.sockets.open("room");
    peer.send(message);
    expect(peer.received).toEqual(want);
  });

  test("may be sent on to all", () => {
    const [one, two] = [host.sockets.open("room"), host.sockets.open("room")];
    one.send("all");
    expect(one.texts[0]).toBe("to all");
    expect(two.texts).toEqual(["to all"]);
  });

  test.each([
    ["throw", "out of tea"],
    ["fail", "no tea"],
  ])("whose method fails by %s is told, and the connection stays", (message, reason) => {
    const peer = host.sockets.open("room", { sessionId: "s" });
    peer.send(message);
    expect(host.sockets.failures).toEqual([`Cannot handle a message of socket "room": ${reason}`]);
    peer.send("hi");
    expect(peer.texts).toEqual(["room: hi for s"]);
  });

  test("in binary reaches no method that takes text or any value as text", () => {
    host.sockets.route("files", { ref: "count" });
    const peer = host.sockets.open("files");
    peer.send(Uint8Array.of(0, 255));
    peer.send("hé");
    expect(peer.texts).toEqual(["2", "3"]);
    const room = host.sockets.open("room");
    room.send(Uint8Array.of(1));
    expect(host.sockets.failures).toEqual([
      'Cannot handle a message of socket "room": ' +
        '"sockets.echo" takes text, and the message is binary',
    ]);
  });

  test("has a session for each connection", () => {
    const peers = [host.sockets.open("room"), host.sockets.open("room")];
    for (const peer of peers) peer.send("hi");
    expect(new Set(host.events.map(({ sessionId }) => sessionId)).size).toBe(2);
  });

  test("comes from manifests too", () => {
    const route = { socket: "lobby", listen: true, ref: "echo" };
    host = createMockHost({ skill, manifest: { websocket: { route } } });
    const peer = host.sockets.open("lobby", { sessionId: "s" });
    peer.send("hi");
    expect(peer.texts).toEqual(["lobby: hi for s"]);
  });

  test("whose method isn't there is a test's mistake", () => {
    expect(() => host.sockets.route("a", { ref: "ecco" })).toThrow(
      'Cannot find method "sockets.ecco": the skill has echo, count, send, receive, ask. ' +
        'Hint: did you mean "echo"?',
    );
    expect(() => host.sockets.route("a", { ref: "ask" })).toThrow(
      'Cannot call "sockets.ask" with messages of socket "a": ' +
        'it requires "data", and gets message and socket',
    );
    const peer = host.sockets.open("room", { sessionId: "s" });
    peer.send("hi");
    expect(peer.texts).toEqual(["room: hi for s"]);
  });
});

describe("sending", () => {
  test("reaches all connections of the name, and says how many", () => {
    const peers = [host.sockets.open("room"), host.sockets.open("room")];
    host.sockets.open("other");
    peers[1]?.end();
    expect(send("room", "hé")).toBe("1");
    expect(peers.map(({ texts }) => texts)).toEqual([["hé"], []]);
    expect(send("room", "b", { binary: true })).toBe("1");
    expect(peers[0]?.received[1]?.type).toBe("binary");
  });

  test("to a declared name that nobody is connected to reaches nobody", () => {
    host.sockets.route("room");
    expect(send("room", "a")).toBe("0");
  });

  test.each([
    ["room", 'not_found: Cannot use a socket: there is no socket "room". '],
    ["", "invalid: Cannot use a socket: it has no name"],
  ])("to %j, which nobody declares, fails", (socket, message) => {
    expect(String(send(socket, "a")).startsWith(message)).toBe(true);
    host.sockets.open("room");
    expect(send("room", "a")).toBe("1");
  });
});

describe("receiving", () => {
  test("waits in virtual time", () => {
    const peer = host.sockets.open("room");
    host.clock.setTimer(250, () => peer.send("late"));
    const before = host.clock.now();
    expect(receive("room", { timeout_ms: 1000 })).toBe("text late");
    expect(host.clock.now() - before).toBe(250);
  });

  test.each([
    [{ timeout_ms: 250 }, 250],
    [{}, 30_000],
  ])("with %j fails with timeout when nothing comes", (rest, ms) => {
    host.sockets.open("room");
    const before = host.clock.now();
    expect(receive("room", rest)).toBe(
      `timeout: Cannot receive from socket "room": no message within ${ms} ms`,
    );
    expect(host.clock.now() - before).toBe(ms);
  });

  test("gets what came since the skill's first use of the name, oldest first", () => {
    const peer = host.sockets.open("room");
    peer.send("before");
    send("room", "hello");
    peer.send("one");
    peer.send(new TextEncoder().encode("two"));
    expect([receive("room"), receive("room")]).toEqual(["text one", "binary two"]);
    expect(receive("room", { timeout_ms: 1 })).toContain("timeout:");
  });

  test("keeps the last 256 messages", () => {
    const peer = host.sockets.open("room");
    send("room", "hello");
    for (let index = 0; index < 258; index++) peer.send(`${index}`);
    expect(receive("room")).toBe("text 2");
  });

  test("loses nothing between a question and its answer", () => {
    const script = { script: (peer: { reply(answer: string): unknown }) => peer.reply("pong") };
    host.sockets.open("room", script);
    expect(host.call("ask", { socket: "room", data: "ping" }).value).toBe("text pong");
  });

  test("runs the socket's method too, after the call that receives", () => {
    host.sockets.route("room", { ref: "echo" });
    const peer = host.sockets.open("room", { sessionId: "s" });
    host.clock.setTimer(5, () => peer.send("hi"));
    expect(receive("room")).toBe("text hi");
    expect(peer.texts).toEqual(["room: hi for s"]);
  });

  test("gives each skill every message", () => {
    host = createMockHost({ skill: { a: skill, b: skill } });
    const peer = host.sockets.open("room");
    for (const id of ["a", "b"]) host.call("send", { socket: "room", data: "" }, { skill: id });
    peer.send("news");
    const args = { socket: "room" };
    const heard = ["a", "b"].map((id) => host.call("receive", args, { skill: id }).value);
    expect(heard).toEqual(["text news", "text news"]);
  });
});

describe("a name with a URL", () => {
  test("is connected to the server there, once", () => {
    host.ws.on(feed).accept((peer) => peer.send("9.5").send("9.75"));
    expect(receive("prices", { url: feed })).toBe("text 9.5");
    expect(receive("prices", { url: "wss://other.example/" })).toBe("text 9.75");
    expect(send("prices", "more")).toBe("1");
    expect(host.sockets.connections.map(({ target }) => target.url)).toEqual([feed]);
    expect(host.sockets.connections[0]?.texts).toEqual(["more"]);
  });

  test("is forgotten when it closes, and waits fail with closed", () => {
    host.ws.on(feed).accept((peer) => peer.send("9.5").wait(10).close());
    expect(receive("prices", { url: feed })).toBe("text 9.5");
    expect(receive("prices")).toBe('closed: Cannot receive from socket "prices": it has closed');
    expect(receive("prices")).toContain("not_found:");
  });

  test("still gives what came before it closed", () => {
    host.ws.on(feed).accept((peer) => peer.send("9.5").send("9.75").close());
    expect(receive("prices", { url: feed })).toBe("text 9.5");
    host.runUntilIdle();
    expect(receive("prices")).toBe("text 9.75");
    expect(receive("prices")).toContain("not_found:");
  });

  test("needs the manifest's grant for that URL", () => {
    host = createMockHost({
      skill,
      manifest: {
        permissions: { http: { enabled: true, allowlist: ["https://feed.example/**"] } },
      },
    });
    host.ws.on(feed).accept();
    expect(String(send("prices", "a", { url: feed }))).toMatch(
      /^denied: Cannot connect socket "prices": /,
    );
    expect(host.sockets.connections).toEqual([]);
  });

  test("lends its grant to no other skill", () => {
    const permissions = {
      http: { enabled: true, allowlist: ["wss://feed.example/**"], allow_websocket: true },
    };
    host = createMockHost({
      skill: { a: skill, b: skill },
      manifest: { a: { permissions }, b: { permissions: { http: { enabled: true } } } },
    });
    host.ws.on(feed).accept();
    expect(send("prices", "a", { url: feed })).toBe("1");
    const { value } = host.call("send", { socket: "prices", data: "b" }, { skill: "b" });
    expect(String(value)).toMatch(/^denied: Cannot send to socket "prices": /);
    expect(host.sockets.connections[0]?.texts).toEqual(["a"]);
  });

  test("counts as a connection", () => {
    host = createMockHost({ skill, limits: { connections: 1 } });
    host.ws.on("wss://*.example/**").accept();
    expect(send("one", "a", { url: feed })).toBe("1");
    expect(String(send("two", "a", { url: feed }))).toMatch(
      /^denied: Cannot connect socket "two": it has 1 connections already/,
    );
  });

  test("that no server is scripted for says which lever would do", () => {
    const http = { enabled: true, allowlist: ["wss://feed.example/**"], allow_websocket: true };
    host = createMockHost({ skill, manifest: { permissions: { http } } });
    const told = `nothing is scripted for it (scripted: nothing). Hint: host.ws.on("${feed}").accept((peer) => ...)`;
    expect(String(send("prices", "a", { url: feed }))).toContain(
      `Cannot answer websocket_send "${feed}": ${told}`,
    );
    expect(String(receive("prices", { url: feed }))).toContain(
      `Cannot answer websocket_receive "${feed}": ${told}`,
    );
  });

  test("ends with the skill that connected it", () => {
    host.ws.on(feed).accept();
    send("prices", "a", { url: feed });
    host.remove("sockets");
    expect(host.sockets.connections.map(({ isOpen }) => isOpen)).toEqual([false]);
  });

  test("declared by a manifest is played by a peer that the test opens, within the grant", () => {
    const route = { socket: "prices", connect: feed };
    const granted = {
      http: { enabled: true, allowlist: ["wss://feed.example/**"], allow_websocket: true },
    };
    host = createMockHost({
      skill: { a: skill, b: skill },
      manifest: { a: { permissions: granted, websocket: { route } }, b: {} },
    });
    const peer = host.sockets.open("prices");
    expect(send("prices", "a")).toBe("1");
    expect(peer.texts).toEqual(["a"]);
    const { value } = host.call("send", { socket: "prices", data: "b" }, { skill: "b" });
    expect(String(value)).toMatch(/^denied: Cannot send to socket "prices": /);
  });
});
