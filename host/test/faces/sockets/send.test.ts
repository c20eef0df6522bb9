import { afterEach, describe, expect, test } from "vitest";
import { failureOf } from "../../devices/failure-of.js";
import { hostCall } from "../../devices/host-call.js";
import type { Peer } from "./peer.js";
import { SocketWorld } from "./socket-world.js";

let world: SocketWorld;

afterEach(() => world.close());

const listening = [
  { socket: "chat", listen: true },
  { socket: "news", listen: true },
];

async function open() {
  world = await SocketWorld.open({ routes: listening, skills: { room: {}, other: {} } });
}

describe("websocket_send", () => {
  test("broadcasts to all of that name, and says how many these are", async () => {
    await open();
    const clients = [await world.connect(), await world.connect(), await world.connect()];
    const reader = await world.connect("/ws/news");
    expect(await world.send("room", { socket: "chat", data: "hi" })).toBe(3);
    for (const client of clients) expect(await client.untilHeard(1)).toEqual(["hi"]);
    expect(await world.send("room", { socket: "news", data: "later" })).toBe(1);
    expect(await reader.untilHeard(1)).toEqual(["later"]);
  });

  test("says 0 when nobody is connected", async () => {
    await open();
    expect(await world.send("room", { socket: "chat", data: "hi" })).toBe(0);
  });

  test("no longer counts those who have left", async () => {
    await open();
    const [stays, leaves] = [await world.connect(), await world.connect()];
    leaves.webSocket.close(1000);
    await leaves.closed;
    expect(await world.send("room", { socket: "chat", data: "hi" })).toBe(1);
    expect(await stays.untilHeard(1)).toEqual(["hi"]);
  });

  test.each<[string, string | Uint8Array]>([
    ["text", "héllo"],
    ["empty text", ""],
    ["text with a byte order mark", "\u{feff}a"],
    ["binary", Uint8Array.of(0, 128, 255)],
  ])("sends %s as it is", async (_, data) => {
    await open();
    const client = await world.connect();
    await world.send("room", { socket: "chat", data });
    expect(await client.untilHeard(1)).toEqual([data]);
  });

  test("is free to every skill for sockets that listen, in the order of its calls", async () => {
    await open();
    const client = await world.connect();
    for (let i = 0; i < 100; i++) {
      await world.send(i % 2 ? "room" : "other", { socket: "chat", data: `${i}` });
    }
    expect(await client.untilHeard(100)).toEqual(Array.from({ length: 100 }, (_, i) => `${i}`));
  });
});

describe("websocket_send refuses", () => {
  test("a name that nobody declares, without url", async () => {
    await open();
    expect(await failureOf(world.send("room", { socket: "chta", data: "hi" }))).toBe(
      'not_found: Cannot use a socket: there is no socket "chta". ' +
        "Hint: declare it under websocket, or give a url",
    );
    expect(await world.send("room", { socket: "chat", data: "hi" })).toBe(0);
  });

  test("an empty name", async () => {
    await open();
    const sent = world.send("room", { socket: "", data: "hi", url: "ws://127.0.0.1:1/" });
    expect(await failureOf(sent)).toBe("invalid: Cannot use a socket: it has no name");
  });

  test.each([
    ["ping", Uint8Array.of(), 'message type is "ping", expected text or binary'],
    ["text", Uint8Array.of(0xff), "a text message must be UTF-8"],
  ])("as %s what can't be sent so", async (message_type, data, reason) => {
    await open();
    const client = await world.connect();
    const request = { socket: "chat", url: "", data, message_type };
    const sent = Promise.resolve(world.device("room").websocket_send(request, hostCall));
    expect(await failureOf(sent)).toBe(`invalid: Cannot send to socket "chat": ${reason}`);
    await world.send("room", { socket: "chat", data: "still here" });
    expect(await client.untilHeard(1)).toEqual(["still here"]);
  });
});

describe("a client that doesn't read", () => {
  const message = "x".repeat(1024 * 1024);

  async function floodUntilClosed(slow: Peer, quick: Peer): Promise<number> {
    slow.webSocket.pause();
    let sent = 0;
    for (let count = 2; count === 2; sent++) {
      count = await world.send("room", { socket: "chat", data: message });
      await quick.untilHeard(sent + 1);
    }
    return sent;
  }

  test("holds up nobody, and is closed when too much waits for it", async () => {
    await open();
    const [slow, quick] = [await world.connect(), await world.connect()];
    const sent = await floodUntilClosed(slow, quick);
    expect(sent).toBeLessThan(64);
    expect(world.logs).toEqual([
      {
        level: "warn",
        message: 'a connection of socket "chat" was closed: its peer doesn\'t read',
      },
    ]);
    expect(await world.send("room", { socket: "chat", data: "next" })).toBe(1);
    expect((await quick.untilHeard(sent + 1)).at(-1)).toBe("next");
  });
});
