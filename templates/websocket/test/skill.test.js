import assert from "node:assert/strict";
import { test } from "node:test";
import { createMockHost } from "@luminarys/sdk-as/testing";

const skill = new URL("../build/websocket.wasm", import.meta.url);
const manifest = new URL("../manifest.yaml", import.meta.url);
const url = "wss://chat.example.com/rooms/gardening";

/** A host whose environment holds the token. */
function createHost() {
  return createMockHost({ skill, manifest, env: { CHAT_TOKEN: "secret" } });
}

test("joins with the token and the nick in the handshake", () => {
  const host = createHost();
  host.ws.on(url, { headers: { authorization: "Bearer secret", "x-nick": "Ada" } }).accept();
  const { error } = host.call("join", { name: "gardening", nick: "Ada" });
  assert.equal(error, undefined);
  assert.equal(host.ws.connections.length, 1);
});

test("sends messages and collects those of others", () => {
  const host = createHost();
  host.ws
    .on(url)
    .accept((peer) => peer.send("Grace: hello").expect("Hi!").wait(500).send("Grace: roses?"));
  host.call("join", { name: "gardening" });
  host.clock.advance(0);
  assert.deepEqual(host.call("unread").value, ["Grace: hello"]);
  host.call("say", { message: "Hi!" });
  assert.deepEqual(host.call("unread").value, []);
  host.clock.advance(500); // virtual time: nothing waits
  assert.deepEqual(host.call("unread").value, ["Grace: roses?"]);
});

test("leaves with a code and a reason", () => {
  const host = createHost();
  host.ws.on(url).accept();
  host.call("join", { name: "gardening" });
  host.call("leave", { reason: "tea time" });
  const [connection] = host.ws.connections;
  assert.deepEqual(connection.closedWith, { code: 1000, reason: "tea time" });
  assert.equal(host.call("say", { message: "Hi!" }).error, "Cannot send: you have left");
});

for (const { name, finish, why } of [
  {
    name: "closes the room",
    finish: (peer) => peer.end(1001),
    why: "the server closed the room",
  },
  {
    name: "closes with a code of its own",
    finish: (peer) => peer.end(4001, "spam"),
    why: 'the server said "spam"',
  },
  {
    name: "vanishes",
    finish: (peer) => peer.reset(),
    why: "the connection was lost (reset)",
  },
]) {
  test(`knows why it can't send when the server ${name}, and can join again`, () => {
    const host = createHost();
    host.ws.on(url).accept();
    host.call("join", { name: "gardening" });
    finish(host.ws.connections[0]);
    host.runUntilIdle();
    assert.equal(host.call("say", { message: "Hi!" }).error, `Cannot send: ${why}`);
    assert.equal(host.call("unread").llmContext, `No more will come: ${why}.`);
    assert.equal(host.call("join", { name: "gardening" }).error, undefined);
  });
}

test("ignores what isn't text, and logs it", () => {
  const host = createHost();
  host.ws.on(url).accept((peer) => peer.send(Uint8Array.of(1, 2, 3)));
  host.call("join", { name: "gardening" });
  host.runUntilIdle();
  assert.deepEqual(host.call("unread").value, []);
  assert.deepEqual(host.log.messages("info"), ["Ignored 3 bytes: the chat is text"]);
});

test("says why a handshake was refused", () => {
  const host = createHost();
  host.ws.on(url).refuseHandshake(401);
  assert.match(host.call("join", { name: "gardening" }).error, /401/);
});

test("needs a token", () => {
  const host = createMockHost({ skill });
  host.system.set({ env: { CHAT_TOKEN: "" } });
  assert.match(host.call("join", { name: "gardening" }).error, /CHAT_TOKEN is empty/);
});

test("isn't led to a machine of your own by somebody's DNS, and joins once that is over", () => {
  const host = createHost();
  host.ws.on(url).accept();
  host.dns.sequence("chat.example.com", ["10.0.0.5", "93.184.215.14"]);
  assert.match(host.call("join", { name: "gardening" }).error, /10\.0\.0\.5/);
  assert.equal(host.call("join", { name: "gardening" }).error, undefined);
});

test("handles every failure of the host without a trap or a leaked connection", () => {
  const report = createHost().faults.campaign((host) => {
    host.ws.on(url).accept((peer) => peer.send("Grace: hello"));
    host.call("join", { name: "gardening" });
    host.clock.advance(0);
    host.call("say", { message: "Hi!" });
    host.call("leave");
  });
  report.demandNone();
});
