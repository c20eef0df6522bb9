import { ManualClock } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test } from "vitest";
import { latch } from "./latch.js";
import { RefusedAnswer, type ScriptedMethod } from "./scripted-host.js";
import { SocketWorld, type WorldOptions } from "./socket-world.js";

let world: SocketWorld;

afterEach(() => world.close());

const routes = [{ socket: "chat", listen: true, ref: "room.say" }];

/** A socket `chat` whose messages go to `room.say`. */
async function open(say: ScriptedMethod["run"], takes: ScriptedMethod["takes"] = "text") {
  const options: WorldOptions = {
    routes,
    skills: { room: { methods: { say: { takes, run: say } } } },
  };
  world = await SocketWorld.open(options);
  return world;
}

describe("a message", () => {
  test("calls ref with message and socket", async () => {
    const heard: unknown[] = [];
    await open((args) => {
      heard.push(args);
      return "done";
    });
    const client = await world.connect();
    client.send("hello");
    await client.untilHeard(1);
    expect(heard).toEqual([{ message: "hello", socket: "chat" }]);
  });

  test.each<[string, ScriptedMethod["takes"], string | Uint8Array, unknown]>([
    ["text is a string", "text", "héllo", "héllo"],
    ["text that looks like JSON is never parsed", "text", '{"a":1}', '{"a":1}'],
    ["an empty text is one", "text", "", ""],
    ["binary is bytes", "bytes", Uint8Array.of(0, 255), Uint8Array.of(0, 255)],
    ["text for bytes is UTF-8", "bytes", "é", Uint8Array.of(0xc3, 0xa9)],
    ["text for any value is a string", "any", "{}", "{}"],
    ["binary for any value is bytes", "any", Uint8Array.of(1), Uint8Array.of(1)],
    ["text for a method that declares nothing is a string", "none", "a", "a"],
    [
      "binary for a method that declares nothing is bytes",
      "none",
      Uint8Array.of(1),
      Uint8Array.of(1),
    ],
  ])("arrives in the declared type: %s", async (_, takes, sent, wanted) => {
    const heard: unknown[] = [];
    await open(({ message }) => {
      heard.push(typeof message === "string" ? message : new Uint8Array(message as Uint8Array));
      return "done";
    }, takes);
    const client = await world.connect();
    client.send(sent);
    await client.untilHeard(1);
    expect(heard).toEqual([wanted]);
  });

  test("that is binary where text is declared is refused and logged, and the connection stays", async () => {
    await open(({ message }) => message as string);
    const client = await world.connect();
    client.send(Uint8Array.of(1, 2));
    client.send("still here");
    expect(await client.untilHeard(1)).toEqual(["still here"]);
    expect(world.logs).toEqual([
      {
        level: "error",
        skillId: "room",
        message:
          'Cannot handle a message of socket "chat": "room.say" takes text, and the message is binary',
      },
    ]);
  });

  test("of a socket without ref calls nobody", async () => {
    world = await SocketWorld.open({ routes: [{ socket: "chat", listen: true }] });
    const client = await world.connect();
    client.send("hello");
    client.webSocket.close(1000);
    expect((await client.closed).code).toBe(1000);
    expect(world.logs).toEqual([]);
  });
});

describe("an answer goes back to the sender:", () => {
  test.each<[string, unknown, string | Uint8Array]>([
    ["a string as text", "hi", "hi"],
    ["an empty string as text", "", ""],
    ["bytes as binary", Uint8Array.of(7, 8), Uint8Array.of(7, 8)],
    ["an object as JSON text", { a: [1, true, null] }, '{"a":[1,true,null]}'],
    ["a list as JSON text", [1, "b"], '[1,"b"]'],
    ["a number as JSON text", 7, "7"],
    ["a great integer as it is, in quotes", 2n ** 60n, '"1152921504606846976"'],
    ["bytes in an object as base64", { data: Uint8Array.of(1, 2, 3) }, '{"data":"AQID"}'],
  ])("%s", async (_, answer, wanted) => {
    await open(() => answer as string);
    const client = await world.connect();
    const other = await world.connect();
    client.send("x");
    expect(await client.untilHeard(1)).toEqual([wanted]);
    expect(other.heard).toEqual([]);
  });

  test("nil is nothing", async () => {
    await open(({ message }) => (message === "last" ? "end" : null));
    const client = await world.connect();
    client.send("first");
    client.send("last");
    expect(await client.untilHeard(1)).toEqual(["end"]);
  });
});

describe("an error is logged and the connection stays:", () => {
  test.each<[string, () => never, string]>([
    [
      "what the skill says",
      () => {
        throw new RefusedAnswer("no room left");
      },
      'Cannot handle a message of socket "chat": no room left',
    ],
    [
      "what its call fails with",
      () => {
        throw new RangeError("Cannot invoke: too much");
      },
      'Cannot handle a message of socket "chat": Cannot invoke: too much',
    ],
  ])("%s", async (_, fail, logged) => {
    await open(({ message }) => (message === "bad" ? fail() : "fine"));
    const client = await world.connect();
    client.send("bad");
    client.send("good");
    expect(await client.untilHeard(1)).toEqual(["fine"]);
    expect(world.messages).toEqual([logged]);
  });

  test("what nobody expects, with its stack", async () => {
    await open(({ message }) => {
      if (message === "good") return "fine";
      throw new Error("broken");
    });
    const client = await world.connect();
    client.send("bad");
    client.send("good");
    await client.untilHeard(1);
    expect(world.messages).toEqual([
      expect.stringMatching(
        /^Cannot handle a message of socket "chat": Error: broken\n {4}at .*messages\.test/,
      ),
    ]);
  });

  test("and a flood of them fills no log", async () => {
    const say: ScriptedMethod["run"] = ({ message }) => {
      if (message === "last") return "fine";
      throw new RefusedAnswer("no");
    };
    const skills = { room: { methods: { say: { takes: "text", run: say } } } } as const;
    world = await SocketWorld.open({ routes, skills, clock: new ManualClock() });
    const client = await world.connect();
    for (let i = 0; i < 1000; i++) client.send("bad");
    client.send("last");
    await client.untilHeard(1);
    await world.face.close();
    expect(world.messages.slice(99)).toEqual([
      'Cannot handle a message of socket "chat": no',
      "900 more messages of sockets failed",
    ]);
  });
});

describe("the messages of one connection", () => {
  test("are handled in order, one after the other", async () => {
    const events: string[] = [];
    await open(async ({ message }) => {
      events.push(`begin ${message}`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`end ${message}`);
      return `${message}`;
    });
    const client = await world.connect();
    for (const text of ["1", "2", "3"]) client.send(text);
    expect(await client.untilHeard(3)).toEqual(["1", "2", "3"]);
    expect(events).toEqual(["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]);
  });

  test("don't wait for those of another one", async () => {
    const held = latch();
    await open(async ({ message }) => {
      if (message === "slow") await held.promise;
      return `${message}`;
    });
    const slow = await world.connect();
    const quick = await world.connect();
    slow.send("slow");
    quick.send("quick");
    expect(await quick.untilHeard(1)).toEqual(["quick"]);
    held.release();
    expect(await slow.untilHeard(1)).toEqual(["slow"]);
  });

  test("are all handled when it closes behind them", async () => {
    const heard: unknown[] = [];
    const last = latch();
    await open(({ message }) => {
      heard.push(message);
      if (message === "3") last.release();
      return null;
    });
    const client = await world.connect();
    for (const text of ["1", "2", "3"]) client.send(text);
    client.webSocket.close();
    await last.promise;
    expect(heard).toEqual(["1", "2", "3"]);
  });
});

test("a slow handler pauses the socket", async () => {
  const held = latch();
  const message = Buffer.alloc(256 * 1024, "x").toString();
  await open(async () => {
    await held.promise;
    return "done";
  });
  const client = await world.connect();
  for (let i = 0; i < 100; i++) client.send(message);
  let before = -1;
  // What the system buffers is full once nothing more leaves.
  while (client.webSocket.bufferedAmount !== before) {
    before = client.webSocket.bufferedAmount;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(before).toBeGreaterThan(10 * 1024 * 1024);
  held.release();
  await client.untilHeard(100);
});

describe("the session of a message", () => {
  const openSessions = () => open((_, { sessionId = "" }) => sessionId);

  async function sessionOf(headers: Record<string, string> = {}): Promise<string> {
    const client = await world.connect("/ws/chat", headers);
    client.send("who am I?");
    const [session] = await client.untilHeard(1);
    return String(session);
  }

  test("is the one of the handshake's _sid", async () => {
    await openSessions();
    const id = world.sessions.issue();
    expect(await sessionOf({ cookie: `a=b; _sid=${id}` })).toBe(id);
  });

  test("is another one for each connection without _sid", async () => {
    await openSessions();
    const [one, two] = [await sessionOf(), await sessionOf()];
    expect(one).toMatch(/^[0-9a-f-]{36}$/);
    expect(two).not.toBe(one);
  });

  test("is never one that this host hasn't issued", async () => {
    await openSessions();
    const forged = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    expect(await sessionOf({ cookie: `_sid=${forged}` })).not.toBe(forged);
  });

  test("stays the same for all messages of a connection", async () => {
    await openSessions();
    const client = await world.connect();
    client.send("a");
    client.send("b");
    const [one, two] = await client.untilHeard(2);
    expect(two).toBe(one);
  });

  async function leaveState(headers?: Record<string, string>) {
    const { store } = world.host.engine;
    const client = await world.connect("/ws/chat", headers);
    client.send("who am I?");
    const [sessionId = ""] = (await client.untilHeard(1)) as string[];
    const state = Uint8Array.of(1);
    store.commit([{ kind: "state", skillId: "room", sessionId, state }]);
    client.webSocket.close();
    await client.closed;
    await world.face.close();
    return store.readState("room", sessionId);
  }

  test("ends with its connection: what skills have stored for it is deleted", async () => {
    await openSessions();
    expect(await leaveState()).toBe(undefined);
  });

  test("stays when it is the one of a _sid", async () => {
    await openSessions();
    const cookie = `_sid=${world.sessions.issue()}`;
    expect(await leaveState({ cookie })).toEqual(Uint8Array.of(1));
  });
});
