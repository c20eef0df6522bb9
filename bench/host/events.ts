import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";

const group = "host tcp";
const name = "a small message to its callback";

/** Each message comes on a connection of its own, so that each is an event. */
const BATCH = 500;

/** Events of real sockets to a skill in its thread, against host calls that cross between threads. */
export async function measureEvents(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  const server = new Worker(new URL("event-server.js", import.meta.url));
  const [{ port }] = await once(server, "message");
  const skill = await startSkill();
  await skill.call("open", { addr: `127.0.0.1:${port}`, count: BATCH });
  const { ratio, floorNs, subjectNs } = await compareAsync(
    () => skill.call("trips", { count: BATCH }),
    async () => {
      const heard = skill.nextBatch();
      server.postMessage("send");
      await heard;
    },
  );
  await skill.stop();
  await server.terminate();
  const detail = `${micros(subjectNs)} against ${micros(floorNs)} of a host call that crosses`;
  return [{ group, name, value: ratio, unit: "x floor", limit: 2, detail }];
}

async function startSkill() {
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/index.js", import.meta.url);
  const { createHost } = (await import(built.href)) as typeof import("../../host/index.js");
  const source = readFileSync(new URL("../skills/events.ts", import.meta.url), "utf8");
  const { wasm } = await buildSkill(source);
  let report = () => {};
  const host = createHost({
    onNotice: ({ kind }) => {
      if (kind === "log") report();
    },
  });
  const tcp = { enabled: true, allowlist: ["127.0.0.1:*"] };
  const limits = { connections: BATCH, queue: 10 * BATCH, log_lines_per_s: 100_000 };
  const input = { id: "events", path: "events.wasm", permissions: { tcp }, limits };
  await host.add({ manifest: completeManifest(input), module: wasm });
  return {
    call: (method: string, args: Record<string, unknown>) =>
      host.invoke("events", method, { args }),
    nextBatch: () =>
      new Promise<void>((resolve) => {
        report = resolve;
      }),
    stop: () => host.stop(),
  };
}

function micros(ns: number): string {
  return `${(ns / 1000 / BATCH).toFixed(1)} µs`;
}
