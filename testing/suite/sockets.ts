import { ask, bytes, hear, text } from "./asker.js";
import type { SuitePart } from "./suite-part.js";
import { NO_FACES } from "./web.js";
import type { World, WorldCall, WorldClient } from "./world.js";

const socket = "room";

async function send(world: World, rest: Readonly<Record<string, unknown>>) {
  return ask(world, "websocket_send", { socket, data: bytes(""), message_type: "text", ...rest });
}

/** `text hi`, or the code that it fails with. */
async function receive(
  world: World,
  rest: Readonly<Record<string, unknown>> = {},
  call: WorldCall = {},
): Promise<string> {
  const request = { socket, timeout_ms: 100, ...rest };
  const answer = await ask(world, "websocket_receive", request, call);
  if (answer.error_code) return String(answer.error_code);
  return `${answer.message_type} ${text(answer.data as Uint8Array)}`;
}

/** What a client has got, once there is so much. */
async function got(world: World, { client, count }: { client: WorldClient; count: number }) {
  for (let round = 0; ; round++) {
    const heard = await client.heard();
    if (heard.length >= count || round === PATIENCE) return heard;
    await world.settle();
  }
}

/** How often a world is given time. */
const PATIENCE = 100;

export function socketsSuite(part: SuitePart): void {
  part.describe("sockets", () => {
    listening(part);
    receiving(part);
    connecting(part);
  });
}

function listening({ promise, expect }: SuitePart): void {
  promise(
    "a message calls the socket's method, and the answer goes back",
    async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const [client, other] = [await faces.join(), await faces.join()];
      for (const each of ["text?", bytes("bytes?"), "list?", "nothing"]) await client.send(each);
      const lines = [
        "room:text:text?",
        "room:binary:bytes?",
        "room:text:list?",
        "room:text:nothing",
      ];
      expect(await hear(world, lines.length)).toEqual(lines);
      const answers = ["text text!", "binary bytes!", "text [1]"];
      expect(await got(world, { client, count: answers.length })).toEqual(answers);
      expect(await other.heard()).toEqual([]);
    },
  );

  promise("what a skill sends reaches all clients, and is counted", async (world, { skip }) => {
    const faces = world.faces ?? skip(NO_FACES);
    expect(await send(world, { data: bytes("nobody") })).toEqual({ sent: 0 });
    const clients = [await faces.join(), await faces.join()];
    expect(await send(world, { data: bytes("hé") })).toEqual({ sent: 2 });
    expect(await send(world, { data: bytes("b"), message_type: "binary" })).toEqual({ sent: 2 });
    for (const client of clients) {
      expect(await got(world, { client, count: 2 })).toEqual(["text hé", "binary b"]);
    }
  });

  promise("other types of message, and text that is none, are invalid", async (world, { skip }) => {
    if (!world.faces) skip(NO_FACES);
    const error_code = "invalid";
    expect(await send(world, { message_type: "ping" })).toMatchObject({ error_code });
    expect(await send(world, { data: Uint8Array.of(0xff) })).toMatchObject({ error_code });
  });

  promise("names that nobody has aren't found, and one must be given", async (world, { skip }) => {
    if (!world.faces) skip(NO_FACES);
    expect(await send(world, { socket: "other" })).toMatchObject({ error_code: "not_found" });
    expect(await receive(world, { socket: "other" })).toBe("not_found");
    expect(await send(world, { socket: "" })).toMatchObject({ error_code: "invalid" });
  });
}

function receiving({ promise, expect }: SuitePart): void {
  promise(
    "messages are kept from a skill's first use on, oldest first",
    async (world, { skip }) => {
      const faces = world.faces ?? skip(NO_FACES);
      const client = await faces.join();
      await client.send("before");
      await hear(world, 1);
      await send(world, {});
      for (const each of ["one", bytes("two")]) await client.send(each);
      await hear(world, 3);
      expect(await receive(world)).toBe("text one");
      expect(await receive(world)).toBe("binary two");
      expect(await receive(world)).toBe("timeout");
    },
  );

  promise("each skill gets every message", async (world, { skip }) => {
    const faces = world.faces ?? skip(NO_FACES);
    const client = await faces.join();
    const calls = world.skills.map((skill) => ({ skill }));
    for (const call of calls) expect(await receive(world, { timeout_ms: 1 }, call)).toBe("timeout");
    await client.send("news");
    await hear(world, 1);
    for (const call of calls) expect(await receive(world, {}, call)).toBe("text news");
  });
}

function connecting({ promise, expect }: SuitePart): void {
  promise("a name with a URL is connected, and goes on under its name", async (world, { skip }) => {
    if (!world.faces) skip(NO_FACES);
    const url = await world.serveWs({ greeting: "hi", answer: (received) => `re ${received}` });
    expect(await receive(world, { socket: "feed", url, timeout_ms: 10_000 })).toBe("text hi");
    const ask = { socket: "feed", url: "ws://127.0.0.1:1/", data: bytes("a") };
    expect(await send(world, ask)).toEqual({ sent: 1 });
    expect(await receive(world, { socket: "feed", timeout_ms: 10_000 })).toBe("text re a");
  });

  promise("a name whose server leaves is closed, then forgotten", async (world, { skip }) => {
    if (!world.faces) skip(NO_FACES);
    const url = await world.serveWs({ greeting: "hi", ends: "eof" });
    const feed = { socket: "feed", timeout_ms: 10_000 };
    expect(await receive(world, { ...feed, url })).toBe("text hi");
    await world.settle();
    expect(["closed", "not_found"].includes(await receive(world, feed))).toBe(true);
    expect(await receive(world, feed)).toBe("not_found");
  });

  promise("a server that refuses a name is told by that name", async (world, { skip }) => {
    if (!world.faces) skip(NO_FACES);
    const url = await world.serveWs({
      greeting: "hi",
      demands: { name: "authorization", value: "Bearer secret" },
    });
    const error = 'Cannot connect socket "feed": the server refused the handshake with status 401';
    expect(await send(world, { socket: "feed", url })).toMatchObject({ error });
    expect(await receive(world, { socket: "feed" })).toBe("not_found");
  });

  promise("URLs that aren't granted are denied", async (world, { skip }) => {
    if (!world.faces) skip(NO_FACES);
    const url = "wss://example.com/";
    expect(await send(world, { socket: "feed", url })).toMatchObject({ error_code: "denied" });
    expect(await receive(world, { socket: "feed", url })).toBe("denied");
    expect(await receive(world, { socket: "feed" })).toBe("not_found");
  });
}
