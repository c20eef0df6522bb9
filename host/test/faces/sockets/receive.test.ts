import { ManualClock, toNs } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf } from "../../devices/failure-of.js";
import { hostCall } from "../../devices/host-call.js";
import { SocketWorld, type WorldOptions } from "./socket-world.js";

let world: SocketWorld;

afterEach(() => world.close());

async function open(more: WorldOptions = {}) {
  const routes = [{ socket: "chat", listen: true }];
  world = await SocketWorld.open({ routes, skills: { room: {}, other: {} }, ...more });
}

/** Sends messages and waits until they have come: a skill of its own hears them. */
async function say(count: number, text = (i: number) => `${i}`): Promise<void> {
  const client = await world.connect();
  for (let i = 0; i < count; i++) client.send(text(i));
  client.send("end");
  while ((await world.receive("witness", { socket: "chat" })) !== "end");
}

async function openWithWitness(more: WorldOptions = {}) {
  await open({ ...more, skills: { room: {}, other: {}, witness: {} } });
  await world.send("witness", { socket: "chat", data: "" });
}

describe("websocket_receive", () => {
  test.each<[string, string | Uint8Array]>([
    ["text", "héllo"],
    ["binary", Uint8Array.of(1, 255)],
  ])("waits for the next message after the call: %s", async (_, data) => {
    await open();
    const client = await world.connect();
    const received = world.receive("room", { socket: "chat" });
    client.send(data);
    expect(await received).toEqual(data);
  });

  test("gets nothing that came before the skill's first use of the name", async () => {
    await openWithWitness();
    await say(1, () => "early");
    const received = world.receive("room", { socket: "chat" });
    const client = await world.connect();
    client.send("late");
    expect(await received).toBe("late");
  });

  test("loses nothing between send and receive: it takes the oldest", async () => {
    await openWithWitness();
    await world.send("room", { socket: "chat", data: "hi" });
    await say(3);
    const got = [];
    for (let i = 0; i < 3; i++) got.push(await world.receive("room", { socket: "chat" }));
    expect(got).toEqual(["0", "1", "2"]);
  });

  test("keeps 256 messages, drops the oldest and counts them", async () => {
    await openWithWitness();
    await world.send("room", { socket: "chat", data: "hi" });
    const client = await world.connect();
    for (let i = 0; i < 300; i++) client.send(`${i}`);
    let last = "";
    while (last !== "299") last = String(await world.receive("witness", { socket: "chat" }));
    const got = [];
    for (let i = 0; i < 256; i++) got.push(await world.receive("room", { socket: "chat" }));
    expect(got).toEqual(Array.from({ length: 256 }, (_, i) => `${i + 44}`));
    expect(world.logs).toContainEqual({
      level: "warn",
      skillId: "room",
      message: '44 messages of socket "chat" were dropped before it received them',
    });
  });

  test("keeps no more than 16 MiB of them", async () => {
    await openWithWitness();
    await world.send("room", { socket: "chat", data: "hi" });
    await say(20, (i) => `${i}`.padEnd(1024 * 1024));
    const first = await world.receive("room", { socket: "chat" });
    expect(String(first).trim()).toBe("5");
  });

  test("gives every waiter the message", async () => {
    await open();
    const waiting = [
      world.receive("room", { socket: "chat" }),
      world.receive("room", { socket: "chat" }),
      world.receive("other", { socket: "chat" }),
    ];
    const client = await world.connect();
    client.send("hello");
    expect(await Promise.all(waiting)).toEqual(["hello", "hello", "hello"]);
  });

  test("leaves the message to ref too", async () => {
    const heard: unknown[] = [];
    const run = ({ message }: { message?: unknown }) => {
      heard.push(message);
      return "from ref";
    };
    await open({
      routes: [{ socket: "chat", listen: true, ref: "room.say" }],
      skills: { room: { methods: { say: { takes: "text", run } } } },
    });
    const client = await world.connect();
    const received = world.receive("room", { socket: "chat" });
    client.send("hello");
    expect(await received).toBe("hello");
    expect(await client.untilHeard(1)).toEqual(["from ref"]);
    expect(heard).toEqual(["hello"]);
  });

  test("within ref hears what the same connection says next", async () => {
    const run = async () => {
      await world.send("room", { socket: "chat", data: "and who are you?" });
      await world.receive("room", { socket: "chat" });
      return `hello ${await world.receive("room", { socket: "chat" })}`;
    };
    await open({
      routes: [{ socket: "chat", listen: true, ref: "room.say" }],
      skills: { room: { methods: { say: { takes: "text", run } } } },
    });
    const client = await world.connect();
    client.webSocket.once("message", () => {
      client.send("well");
      client.send("Ada");
    });
    client.send("hi");
    expect((await client.untilHeard(2))[1]).toBe("hello Ada");
  });
});

describe("websocket_receive gives up", () => {
  test("after its timeout, with code timeout, and the next one works", async () => {
    const clock = new ManualClock();
    await open({ clock });
    const failure = failureOf(world.receive("room", { socket: "chat", timeoutMs: 50 }));
    await world.until(() => clock.pending > 0);
    clock.advance(50);
    expect(await failure).toBe(
      'timeout: Cannot receive from socket "chat": no message within 50 ms',
    );
    const received = world.receive("room", { socket: "chat" });
    const client = await world.connect();
    client.send("hello");
    expect(await received).toBe("hello");
  });

  test("after 30 s unless told otherwise", async () => {
    const clock = new ManualClock();
    await open({ clock });
    const failure = failureOf(world.receive("room", { socket: "chat" }));
    await world.until(() => clock.pending > 0);
    clock.advance(30_000);
    expect(await failure).toBe(
      'timeout: Cannot receive from socket "chat": no message within 30000 ms',
    );
  });

  test("when the call's deadline comes first", async () => {
    const clock = new ManualClock();
    await open({ clock });
    const call = { ...hostCall, deadlineNs: toNs(20) };
    const failure = failureOf(world.receive("room", { socket: "chat", timeoutMs: 50 }, call));
    await world.until(() => clock.pending > 0);
    clock.advance(20);
    expect(await failure).toBe(
      'timeout: Cannot receive from socket "chat": no message within 20 ms',
    );
  });

  test("when its thread is ended, and the message waits for the next call", async () => {
    await openWithWitness();
    const failure = failureOf(world.receive("room", { socket: "chat" }));
    world.host.notice({
      kind: "worker_killed",
      skillId: "room",
      error: Object.assign(new Error("killed"), { code: "cancelled" as const }) as never,
    });
    expect(await failure).toBe(
      'closed: Cannot go on with a socket of "room": its thread was ended',
    );
    await say(1);
    expect(await world.receive("room", { socket: "chat" })).toBe("0");
  });

  test("when the face is closed", async () => {
    await open();
    const failure = failureOf(world.receive("room", { socket: "chat" }));
    await world.face.close();
    expect(await failure).toBe('closed: Cannot receive from socket "chat": it has closed');
  });

  test("on a name that nobody declares, at once", async () => {
    await open();
    expect(await failureOf(world.receive("room", { socket: "chta" }))).toBe(
      'not_found: Cannot use a socket: there is no socket "chta". ' +
        "Hint: declare it under websocket, or give a url",
    );
  });
});
