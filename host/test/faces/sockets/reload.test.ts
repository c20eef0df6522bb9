import { once } from "node:events";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf } from "../../devices/failure-of.js";
import { WsServer } from "../../devices/ws-server.js";
import type { ScriptedMethod, ScriptedSkill } from "./scripted-host.js";
import { loopbackGrant, SocketWorld, type WorldOptions } from "./socket-world.js";

let world: SocketWorld;

afterEach(() => world.close());

const saying = (answer: string): ScriptedMethod => ({ takes: "text", run: () => answer });

/** A skill whose manifest has it listen to `chat`. */
function room(answer: string, more: Partial<ScriptedSkill> = {}): ScriptedSkill {
  const websocket = { route: { socket: "chat", listen: true, ref: "say" } };
  return { websocket, methods: { say: saying(answer) }, ...more };
}

async function open(options: WorldOptions) {
  world = await SocketWorld.open(options);
}

async function ask(path?: string): Promise<unknown> {
  const client = await world.connect(path);
  client.send("x");
  return (await client.untilHeard(1))[0];
}

describe("without ref, the messages of a manifest's socket go", () => {
  const websocket = { route: { socket: "chat", listen: true } };

  test.each<[string, NonNullable<ScriptedSkill["methods"]>, string]>([
    ["to the skill's only method", { any_name: saying("only") }, "only"],
    ["to the one called handle", { other: saying("other"), handle: saying("handle") }, "handle"],
  ])("%s", async (_, methods, wanted) => {
    await open({ skills: { room: { websocket, methods } } });
    expect(await ask()).toBe(wanted);
  });

  test("nowhere when it has no method for messages", async () => {
    const add: ScriptedMethod = { takes: "none", requires: ["a"], run: () => "sum" };
    await open({ skills: { room: { websocket, methods: { add } } } });
    const received = world.receive("room", { socket: "chat" });
    const client = await world.connect();
    client.send("hello");
    expect(await received).toBe("hello");
    expect(client.heard).toEqual([]);
  });
});

describe("while the host runs", () => {
  test("a replaced skill answers the connections that are open", async () => {
    await open({ skills: { room: room("old") } });
    const client = await world.connect();
    client.send("x");
    await client.untilHeard(1);
    world.host.put("room", room("new"));
    client.send("x");
    expect(await client.untilHeard(2)).toEqual(["old", "new"]);
  });

  test("an added skill's socket is there", async () => {
    await open({});
    expect(world.face.takes("/ws/chat")).toBe(false);
    world.host.put("room", room("hello"));
    expect(await ask()).toBe("hello");
  });

  test("a removed skill's socket is gone, with its connections and waits", async () => {
    await open({ skills: { room: room("hello"), other: {} } });
    const client = await world.connect();
    const failure = failureOf(world.receive("other", { socket: "chat" }));
    world.host.remove("room");
    expect(await client.closed).toEqual({ code: 1001, reason: "" });
    expect(await failure).toBe('closed: Cannot receive from socket "chat": it has closed');
    expect(world.face.takes("/ws/chat")).toBe(false);
  });

  test("a socket that moves to another path closes its connections", async () => {
    await open({ skills: { room: room("hello") } });
    const client = await world.connect();
    const route = { socket: "chat", listen: true, ref: "say", path: "/moved" };
    world.host.put("room", room("hello", { websocket: { route } }));
    expect((await client.closed).code).toBe(1001);
    expect(await ask("/moved")).toBe("hello");
  });

  test("a declaration that went wrong is told once, and the others go on", async () => {
    const websocket = {
      routes: [
        { socket: "chat", listen: true, ref: "say" },
        { socket: "news", listen: true, ref: "sya" },
      ],
    };
    await open({ skills: { room: room("hello") } });
    const client = await world.connect();
    world.host.put("room", room("hello again", { websocket }));
    world.host.put("other", {});
    expect(world.logs).toEqual([
      {
        level: "error",
        message:
          'manifest of "room", websocket route 2: Cannot find method "room.sya": the skill has say. ' +
          'Hint: did you mean "say"?',
      },
    ]);
    client.send("x");
    expect(await client.untilHeard(1)).toEqual(["hello again"]);
  });

  test("a skill that is removed leaves what it has connected", async () => {
    await open({ skills: { feed: loopbackGrant, other: {} } });
    const remote = await world.remote();
    await world.send("feed", { socket: "up", data: "a", url: remote.at });
    const closed = once(remote.last, "close");
    world.host.remove("feed");
    expect((await closed)[0]).toBe(1001);
    expect(await failureOf(world.send("other", { socket: "up", data: "b" }))).toMatch(/^not_found/);
  });

  test("a grant that was taken away ends what was connected under it", async () => {
    await open({ skills: { feed: loopbackGrant } });
    const remote = await world.remote();
    const { at: url } = remote;
    await world.send("feed", { socket: "up", data: "a", url });
    const closed = once(remote.last, "close");
    world.host.put("feed", {});
    expect((await closed)[0]).toBe(1001);
    expect(await failureOf(world.send("feed", { socket: "up", data: "b", url }))).toMatch(
      /^denied/,
    );
  });

  test("a name that a skill has connected gives way to a declaration", async () => {
    await open({ skills: { feed: loopbackGrant } });
    const remote = await world.remote();
    await world.send("feed", { socket: "chat", data: "a", url: remote.at });
    const closed = once(remote.last, "close");
    world.host.put("room", room("hello"));
    expect((await closed)[0]).toBe(1001);
    expect(await ask()).toBe("hello");
  });

  test("a declared connection stays while its manifest says the same, and moves when it doesn't", async () => {
    const [one, two] = [await WsServer.listen(), await WsServer.listen()];
    const connecting = (server: WsServer, answer: string): ScriptedSkill => {
      const connect = `ws://127.0.0.1:${server.port}/`;
      const route = { socket: "feed", connect, ref: "say" };
      return { ...loopbackGrant, websocket: { route }, methods: { say: saying(answer) } };
    };
    await open({ skills: { feed: connecting(one, "old") } });
    await world.until(() => world.logs.length === 1);
    world.host.put("feed", connecting(one, "new"));
    const answered = once(one.last, "message");
    one.last.send("x");
    expect(String((await answered)[0])).toBe("new");
    const closed = once(one.last, "close");
    world.host.put("feed", connecting(two, "new"));
    expect((await closed)[0]).toBe(1001);
    await world.until(() => two.webSockets.length === 1);
    expect(one.webSockets).toHaveLength(1);
    for (const server of [one, two]) await server.close();
  });
});

test("shutdown closes all connections with 1001", async () => {
  await open({ skills: { room: room("hello") } });
  const clients = [await world.connect(), await world.connect()];
  await world.face.close();
  const closes = await Promise.all(clients.map(({ closed }) => closed));
  expect(closes.map(({ code }) => code)).toEqual([1001, 1001]);
  expect(() => world.device("room")).toThrow("the face is closed");
});
