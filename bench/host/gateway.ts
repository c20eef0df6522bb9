import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { MemoryStore, systemClock } from "@luminarys/sdk-as/engine";
import { type WebSocket, WebSocketServer } from "ws";
import type { AgentEvent, Agents } from "../../host/agents/agents.js";
import { startWebSocketServer } from "../../host/channels/start-web-socket-server.js";
import { GatewayFace, gatewayChannelOptions } from "../../host/faces/gateway/gateway-face.js";
import { TokenList } from "../../host/token-list.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";
import { micros } from "./device-call.js";

const group = "gateway";
const name = "a chat event to one client";
/** Messages in a row, as a model that answers fast makes them. */
const EVERY = 100;
const text = "The quick brown fox jumps over the lazy dog. ".repeat(10);
const event: Extract<AgentEvent, { kind: "text" }> = { kind: "text", text, delta: "dog. " };

interface Way {
  /** Sends so many messages, and waits until they are read. */
  readonly run: () => Promise<unknown>;
  close(): Promise<void>;
}

/** An agent's text on its way to a client, against a bare `ws` that sends the same bytes. */
export async function measureGateway(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  const plain = await openPlain();
  const gateway = await openGateway();
  const { ratio, floorNs, subjectNs } = await compareAsync(plain.run, gateway.run);
  await Promise.all([plain.close(), gateway.close()]);
  const [subject, floor] = [micros(subjectNs / EVERY), micros(floorNs / EVERY)];
  const detail = `${subject} against ${floor} of a bare ws`;
  return [{ group, name, value: ratio, unit: "x floor", limit: 2, detail }];
}

async function openPlain(): Promise<Way> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const reader = openReader(`ws://127.0.0.1:${port}`, []);
  const [webSocket] = (await once(server, "connection")) as [WebSocket];
  const names = { sessionId: crypto.randomUUID(), runId: crypto.randomUUID() };
  let seq = 0;
  const send = () => {
    const payload = { chunk: event.text, delta: event.delta, ...names };
    webSocket.send(JSON.stringify({ type: "event", event: "chat", payload, seq: ++seq }));
  };
  const close = async () => {
    await reader.terminate();
    server.close();
  };
  return { run: () => sendAll(send, reader), close };
}

async function openGateway(): Promise<Way> {
  let send = () => {};
  const begun = new Promise<void>((resolve) => {
    agents.run = ({ onEvent }) => {
      send = () => onEvent(event);
      resolve();
      return new Promise(() => {});
    };
  });
  const engine = { clock: systemClock, store: new MemoryStore() };
  const face = new GatewayFace({
    host: { engine, list: () => [], invoke: () => Promise.reject(new Error("there is no skill")) },
    config: { anonymous: "operator" },
    tokens: new TokenList([]),
    loopback: true,
    agents,
  });
  const server = await startWebSocketServer({
    ...gatewayChannelOptions,
    path: "/ws",
    onChannel: (channel) => face.acceptText(channel),
  });
  const request = (method: string, params: object) =>
    JSON.stringify({ type: "req", id: method, method, params });
  const reader = openReader(server.url, [
    request("connect", { user_id: "bench" }),
    request("chat.send", { agentId: "main", message: "Hi" }),
  ]);
  await begun;
  const close = async () => {
    await reader.terminate();
    await face.close();
    await server.close();
  };
  return { run: () => sendAll(send, reader), close };
}

const agents: Agents = {
  list: () => [{ id: "main", model: "bench", skills: [] }],
  run: () => new Promise(() => {}),
};

function openReader(url: string, greetings: readonly string[]): Worker {
  const workerData = { url, greetings, every: EVERY };
  return new Worker(new URL("frame-reader.js", import.meta.url), { workerData, execArgv: [] });
}

async function sendAll(send: () => void, reader: Worker): Promise<void> {
  const read = once(reader, "message");
  for (let count = 0; count < EVERY; count++) send();
  await read;
}
