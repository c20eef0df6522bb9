import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { completeManifest, MemoryStore, systemClock } from "@luminarys/sdk-as/engine";
import { Agent, request } from "undici";
import { Allowance } from "../../host/devices/allowance.js";
import { openEgress } from "../../host/devices/egress.js";
import { buildPackage } from "../../test/support/build-packages.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";
import { deviceCall as call, micros } from "./device-call.js";

const KIB = 1024;
const group = "host http";
const cases = [
  { name: "http_get of 1 KiB", bytes: KIB },
  { name: "http_get of 512 KiB", bytes: 512 * KIB },
];

/** The device against undici alone, both over a connection that is kept open. */
export async function measureHttp(wanted: (name: string) => boolean): Promise<Row[]> {
  const chosen = cases.filter(({ name }) => wanted(`${group} ${name}`));
  if (chosen.length === 0) return [];
  const server = new Worker(new URL("http-server.js", import.meta.url));
  const [{ port }] = await once(server, "message");
  const agent = new Agent();
  const device = await openDevice();
  const rows: Row[] = [];
  for (const { name, bytes } of chosen) {
    const url = `http://127.0.0.1:${port}/${bytes}`;
    const { ratio, floorNs, subjectNs } = await compareAsync(
      async () => (await request(url, { dispatcher: agent })).body.arrayBuffer(),
      async () => device.http_get({ url, timeout_ms: 0, max_bytes: 0 }, call),
    );
    const detail = `${micros(subjectNs)} against ${micros(floorNs)} of undici alone`;
    rows.push({ group, name, value: ratio, unit: "x floor", limit: 1.5, detail });
  }
  device.close();
  await agent.destroy();
  await server.terminate();
  return rows;
}

/** The built one, as the host runs it. */
async function openDevice() {
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/devices/http.js", import.meta.url);
  const { createHttpDevice } = (await import(
    built.href
  )) as typeof import("../../host/devices/http.js");
  const http = { enabled: true, allowlist: ["http://127.0.0.1:*/**"] };
  return createHttpDevice({
    skillId: "bench",
    manifest: completeManifest({ id: "bench", path: "bench", permissions: { http } }),
    clock: systemClock,
    store: new MemoryStore(),
    deliver: () => {},
    egress: openEgress({ own: () => ({ ports: [] }) }),
    connections: new Allowance({ most: 64, what: "connections", key: "limits.connections" }),
  });
}
