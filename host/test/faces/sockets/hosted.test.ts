import { once } from "node:events";
import { completeManifest, type ManifestInput } from "@luminarys/sdk-as/engine";
import {
  createHost,
  type Faces,
  type Host,
  type LogRecord,
  startFaces,
} from "@luminarys/skill-host";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../../../../test/support/build-skill.js";
import { WsServer } from "../../devices/ws-server.js";
import { Peer } from "./peer.js";

const source = `
// @skill:id com.example.sockets
// @skill:name "Sockets"
// @skill:version 1.0.0

import { Context, MsgValue, sockets, text } from "@luminarys/sdk-as";

// @skill:method say "Answers what somebody says"
// @skill:param message required "The message"
// @skill:param socket required "The socket"
export function say(ctx: Context, message: string, socket: string): MsgValue {
  if (message == "nothing") return MsgValue.nil();
  if (message == "who") return MsgValue.str(ctx.sessionId);
  if (message == "all") return MsgValue.int(sockets.send(socket, "to all").value);
  if (message == "fail") ctx.fail("no tea");
  if (message == "name") {
    sockets.send(socket, "your name?");
    sockets.receive(socket); // the answer's own question
    return MsgValue.str("hello " + text(sockets.receive(socket).value.data));
  }
  if (message == "loop") while (true) {}
  return MsgValue.str(socket + ": " + message);
}

// @skill:method ask "Asks a server over a socket that it connects"
// @skill:param url required "Where it is"
export function ask(url: string): string {
  const sent = sockets.send("questions", "and now?", { url });
  if (!sent.isOk) return sent.code + ": " + sent.error;
  const answer = sockets.receive("questions", { timeoutMs: 5000 });
  return answer.isOk ? text(answer.value.data) : answer.code + ": " + answer.error;
}

// @skill:method wait "Waits for a message"
// @skill:param timeout_ms required "How long"
export function wait(timeoutMs: i64): string {
  const message = sockets.receive("chat", { timeoutMs });
  return message.isOk ? text(message.value.data) : message.code + ": " + message.error;
}
`;

let module: Uint8Array;
const closing: (() => unknown)[] = [];

beforeAll(async () => {
  module = (await buildSkill(source)).wasm;
});

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const chat = { socket: "chat", listen: true, ref: "say" };

interface Served {
  readonly host: Host;
  readonly faces: Faces;
  readonly logs: LogRecord[];
}

/** The skill in its thread, with its sockets on a real server. */
async function serve(
  more: Partial<ManifestInput> = { websocket: { route: chat } },
): Promise<Served> {
  const logs: LogRecord[] = [];
  const host = createHost({ onNotice: () => {} });
  closing.push(() => host.stop({ graceMs: 0 }));
  const manifest = completeManifest({ id: "room", path: "room.wasm", ...more });
  await host.add({ manifest, module });
  const faces = await startFaces({
    host,
    config: { http: { addr: { host: "127.0.0.1", port: 0 }, allowed_origins: [] }, tokens: [] },
    onProblem: () => {},
    onError: () => {},
    onLog: (record) => logs.push(record),
  });
  closing.push(() => faces.close());
  return { host, faces, logs };
}

async function join({ faces }: Served): Promise<Peer> {
  const url = faces.urls.find(({ name }) => name === "sockets")?.url ?? "";
  const peer = await Peer.connect(url);
  closing.push(() => peer.end());
  return peer;
}

async function remote(answer: (text: string) => string): Promise<string> {
  const server = await WsServer.listen((webSocket) =>
    webSocket.on("message", (data) => webSocket.send(answer(String(data)))),
  );
  closing.push(() => server.close());
  return `ws://127.0.0.1:${server.port}/`;
}

const grant = {
  permissions: {
    http: { enabled: true, allow_websocket: true, allowlist: ["ws://127.0.0.1:*/**"] },
  },
};

describe("a skill in its thread", () => {
  test("answers its socket's messages, to one and to all", async () => {
    const served = await serve();
    const [ada, ben] = [await join(served), await join(served)];
    ada.send("hi");
    ada.send("nothing");
    ada.send("all");
    expect(await ada.untilHeard(3)).toEqual(["chat: hi", "to all", "2"]);
    expect(await ben.untilHeard(1)).toEqual(["to all"]);
  });

  test("asks a client within its message, and hears the answer", async () => {
    const served = await serve();
    const client = await join(served);
    client.webSocket.once("message", () => {
      client.send("well");
      client.send("Ada");
    });
    client.send("name");
    expect((await client.untilHeard(2)).slice(0, 2)).toEqual(["your name?", "hello Ada"]);
  });

  test("fails a message, and the next one is answered", async () => {
    const served = await serve();
    const client = await join(served);
    client.send("fail");
    client.send("hi");
    expect(await client.untilHeard(1)).toEqual(["chat: hi"]);
    expect(served.logs).toEqual([
      {
        level: "error",
        skillId: "room",
        message: 'Cannot handle a message of socket "chat": no tea',
      },
    ]);
  });

  test("runs into its deadline, and the connection outlives its thread", async () => {
    const served = await serve({ websocket: { route: chat }, limits: { deadline_ms: 200 } });
    const client = await join(served);
    client.send("loop");
    client.send("hi");
    expect(await client.untilHeard(1)).toEqual(["chat: hi"]);
    expect(served.logs.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Cannot handle a message of socket "chat": Cannot finish "room\/say"/),
    ]);
  });

  test("connects a socket on demand, and gets the answer", async () => {
    const { host } = await serve(grant);
    const url = await remote((text) => `re: ${text}`);
    expect((await host.invoke("room", "ask", { args: { url } })).value).toBe("re: and now?");
    expect((await host.invoke("room", "ask", { args: { url } })).value).toBe("re: and now?");
  });

  test("without the grant is told so", async () => {
    const { host } = await serve({});
    const url = await remote((text) => text);
    const { value } = await host.invoke("room", "ask", { args: { url } });
    expect(value).toMatch(
      /^denied: Cannot connect socket "questions": permissions.http is disabled/,
    );
  });

  test("waits no longer than its call may take", async () => {
    const { host } = await serve();
    await host.invoke("room", "wait", { args: { timeout_ms: 1 } });
    const call = { args: { timeout_ms: 60_000 }, timeoutMs: 1000 };
    expect((await host.invoke("room", "wait", call)).value).toMatch(
      /^timeout: Cannot receive from socket "chat": no message within [\d.]+ ms$/,
    );
  });

  test("is cancelled while it waits, and the message is there for its next call", async () => {
    const served = await serve();
    const { host } = served;
    const client = await join(served);
    const cancelling = new AbortController();
    const call = { args: { timeout_ms: 60_000 }, signal: cancelling.signal };
    const cancelled = host.invoke("room", "wait", call);
    cancelling.abort();
    await expect(cancelled).rejects.toMatchObject({ code: "cancelled" });
    await host.invoke("room", "wait", { args: { timeout_ms: 1 } });
    client.send("late");
    await client.untilHeard(1);
    const { value } = await host.invoke("room", "wait", { args: { timeout_ms: 5000 } });
    expect(value).toBe("late");
  });

  test("answers the server of a declared connection, in the session of the socket's name", async () => {
    let hear = (_: string): void => {};
    const heard = new Promise<string>((resolve) => {
      hear = resolve;
    });
    const server = await WsServer.listen((webSocket) => {
      webSocket.once("message", (data) => hear(String(data)));
      webSocket.send("who");
    });
    closing.push(() => server.close());
    const connect = `ws://127.0.0.1:${server.port}/`;
    await serve({ ...grant, websocket: { route: { socket: "feed", connect, ref: "say" } } });
    expect(await heard).toBe("feed");
  });
});

test("a host without any server connects what is declared", async () => {
  const server = await WsServer.listen();
  closing.push(() => server.close());
  const connect = `ws://127.0.0.1:${server.port}/`;
  const host = createHost({ onNotice: () => {} });
  closing.push(() => host.stop({ graceMs: 0 }));
  const websocket = { route: { socket: "feed", connect, ref: "say" } };
  const manifest = completeManifest({ id: "room", path: "room.wasm", ...grant, websocket });
  await host.add({ manifest, module });
  let connected = (_: LogRecord): void => {};
  const logged = new Promise<LogRecord>((resolve) => {
    connected = resolve;
  });
  const onLog = (record: LogRecord) => connected(record);
  const quiet = { onProblem: () => {}, onError: () => {}, onLog };
  const faces = await startFaces({ host, config: { tokens: [] }, ...quiet });
  expect((await logged).message).toBe('socket "feed" is connected');
  const closed = once(server.last, "close");
  await faces.close();
  expect([faces.urls, (await closed)[0]]).toEqual([[], 1001]);
});

test("when the host stops, its clients are told with 1001", async () => {
  const served = await serve();
  const client = await join(served);
  await served.faces.close();
  expect((await client.closed).code).toBe(1001);
});
