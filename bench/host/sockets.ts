import { once } from "node:events";
import { connect } from "node:net";
import { Worker } from "node:worker_threads";
import { completeManifest, MemoryStore, systemClock } from "@luminarys/sdk-as/engine";
import { Allowance } from "../../host/devices/allowance.js";
import { openEgress } from "../../host/devices/egress.js";
import { createTcpDevice } from "../../host/devices/tcp.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";
import { deviceCall as call, micros } from "./device-call.js";

const group = "host tcp";
const name = "tcp_request to a peer that closes";
const ping = Buffer.from("PING\r\n");

/** The device against a plain client; the peer closes, so that no silence is waited for. */
export async function measureSockets(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  const server = new Worker(new URL("tcp-server.js", import.meta.url));
  const [{ port }] = await once(server, "message");
  const device = openDevice();
  const request = { addr: `127.0.0.1:${port}`, data: ping, tls: false, insecure: false };
  const { ratio, floorNs, subjectNs } = await compareAsync(
    () => askPlainly(port),
    async () => device.tcp_request({ ...request, timeout_ms: 0, max_bytes: 0 }, call),
  );
  await device.close();
  await server.terminate();
  const detail = `${micros(subjectNs)} against ${micros(floorNs)} of a plain client`;
  return [{ group, name, value: ratio, unit: "x floor", limit: 2, detail }];
}

function askPlainly(port: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(port, "127.0.0.1");
    socket.on("data", (part) => parts.push(part));
    socket.on("end", () => resolve(Buffer.concat(parts)));
    socket.on("error", reject);
    socket.write(ping);
  });
}

function openDevice() {
  const tcp = { enabled: true, allowlist: ["127.0.0.1:*"] };
  return createTcpDevice({
    skillId: "bench",
    manifest: completeManifest({ id: "bench", path: "bench", permissions: { tcp } }),
    clock: systemClock,
    store: new MemoryStore(),
    deliver: () => {},
    egress: openEgress({ own: () => ({ ports: [] }) }),
    connections: new Allowance({ most: 64, what: "connections", key: "limits.connections" }),
  });
}
