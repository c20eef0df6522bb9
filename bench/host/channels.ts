import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import { jsonFrames } from "../../host/channels/json-frames.js";
import { startWebSocketServer } from "../../host/channels/start-web-socket-server.js";
import { wsChannel } from "../../host/channels/ws-channel.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";
import { micros } from "./device-call.js";

const group = "channels";
const rows = [
  { name: "a JSON frame and its echo", frames: 1, limit: 1.5 },
  { name: "1,000 JSON frames and their echoes", frames: 1000, limit: 2 },
];
const frame = { type: "event", event: "chat", payload: { delta: "hello" }, seq: 1 };

/** Sends so many frames at once, and waits for their echoes. */
type Echo = (count: number) => Promise<void>;

/** Channels of JSON at both ends, against the plain library at both ends. */
export async function measureChannels(wanted: (name: string) => boolean): Promise<Row[]> {
  const chosen = rows.filter(({ name }) => wanted(`${group} ${name}`));
  if (chosen.length === 0) return [];
  const [plain, ours] = await Promise.all([openPlain(), openOurs()]);
  const measured: Row[] = [];
  for (const { name, frames, limit } of chosen) {
    const { ratio, floorNs, subjectNs } = await compareAsync(
      () => plain.echo(frames),
      () => ours.echo(frames),
    );
    const detail = `${micros(subjectNs)} against ${micros(floorNs)} of the plain library`;
    measured.push({ group, name, value: ratio, unit: "x floor", limit, detail });
  }
  await Promise.all([plain.close(), ours.close()]);
  return measured;
}

async function openPlain(): Promise<{ echo: Echo; close: () => Promise<void> }> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket) => {
    socket.on("message", (data) => socket.send(JSON.stringify(JSON.parse(data.toString()))));
  });
  await once(server, "listening");
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new WebSocket(url, { perMessageDeflate: false });
  await once(client, "open");
  const count = createCounter();
  client.on("message", (data) => count.add(JSON.parse(data.toString())));
  return {
    echo: async (frames) => {
      for (let i = 0; i < frames; i++) client.send(JSON.stringify(frame));
      await count.reach(frames);
    },
    close: async () => {
      client.terminate();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openOurs(): Promise<{ echo: Echo; close: () => Promise<void> }> {
  const server = await startWebSocketServer({
    path: "/",
    onChannel: (channel) => {
      const json = jsonFrames(channel);
      json.onFrame((each) => json.send(each));
    },
  });
  const client = jsonFrames(await wsChannel(server.url));
  const count = createCounter();
  client.onFrame((each) => count.add(each));
  return {
    echo: async (frames) => {
      for (let i = 0; i < frames; i++) void client.send(frame);
      await count.reach(frames);
    },
    close: () => server.close(),
  };
}

/** Counts what comes from zero again each time that a number was reached. */
function createCounter() {
  let come = 0;
  let wanted = 0;
  let done = () => {};
  return {
    add: (_: unknown) => {
      come++;
      if (come === wanted) done();
    },
    reach: (count: number) => {
      come = 0;
      wanted = count;
      return new Promise<void>((resolve) => {
        done = resolve;
      });
    },
  };
}
