import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { WebSocketServer } from "ws";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import type { Row } from "../report.js";

const group = "host sockets";
const name = "p99 of 1,000 sockets, 10 messages a second each";
const load = { sockets: 1000, everyMs: 100, warmUpMs: 2000, measureMs: 5000 };

interface Latency {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
}

const source = `
// @skill:id com.example.echo
// @skill:name "Echo"
// @skill:version 1.0.0

// @skill:method say "Answers the same"
// @skill:param message required "The message"
export function say(message: string): string {
  return message;
}
`;

/** Messages that a skill in its thread answers, beside those that a bare server of ws does. */
export async function measureSocketFace(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  const bare = await measureBare();
  const face = await measureFace();
  const millis = ({ p50, p99 }: Latency) => `p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`;
  const detail = `${millis(face)}; a bare ws echo ${millis(bare)}`;
  return [{ group, name, value: face.p99, unit: "ms", detail }];
}

async function measureBare(): Promise<Latency> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  server.on("connection", (webSocket) => {
    webSocket.on("message", (data, binary) => webSocket.send(data, { binary }));
  });
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const latency = await talk(`ws://127.0.0.1:${port}/`);
  server.close();
  return latency;
}

async function measureFace(): Promise<Latency> {
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/index.js", import.meta.url);
  const { createHost, startFaces } = (await import(
    built.href
  )) as typeof import("../../host/index.js");
  const host = createHost();
  const websocket = { route: { socket: "chat", listen: true, ref: "say" } };
  const manifest = completeManifest({ id: "echo", path: "echo.wasm", websocket });
  await host.add({ manifest, module: (await buildSkill(source)).wasm });
  const http = {
    addr: { host: "127.0.0.1", port: 0 },
    allowed_origins: [],
    requests_per_second: 0,
  };
  const faces = await startFaces({
    host,
    config: { http, tokens: [] },
    onProblem: console.error,
    onError: console.error,
    onLog: ({ message }) => console.error(message),
  });
  await host.invoke("echo", "say", { args: { message: "" } });
  const latency = await talk(faces.urls.find((each) => each.name === "sockets")?.url ?? "");
  await faces.close();
  await host.stop();
  return latency;
}

/** Clients in a thread of their own. */
async function talk(url: string): Promise<Latency> {
  const clients = new Worker(new URL("socket-clients.js", import.meta.url), {
    workerData: { url, ...load },
  });
  const [latency] = (await once(clients, "message")) as [Latency];
  await clients.terminate();
  return latency;
}
