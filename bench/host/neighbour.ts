import { completeManifest } from "@luminarys/sdk-as/engine";
import { guestSkill, hostCall, hostImport, LOOP, MISBEHAVE } from "../../host/test/guest-skill.js";
import { buildPackage } from "../../test/support/build-packages.js";
import { median } from "../compare.js";
import type { Row } from "../report.js";

const group = "host neighbour";
const ROUNDS = 9;
const CALLS = 2000;

const line = { level: "info", message: "flood", fields: {} };
const neighbours = {
  "that loops": { misbehave: LOOP },
  "that floods the log": {
    imports: hostImport("log_write"),
    request: line,
    alloc: "(i32.const 3000)",
    misbehave: `(loop $l ${hostCall("log_write", line)} (br $l))`,
  },
};

/**
 * What a skill's calls take, 99 of 100, beside one that misbehaves, against what they take alone; once both
 * have warmed up: while a thread starts, V8 compiles on all processors, whatever the thread does.
 */
export async function measureNeighbours(wanted: (name: string) => boolean): Promise<Row[]> {
  const names = Object.keys(neighbours) as (keyof typeof neighbours)[];
  const rows: Row[] = [];
  for (const name of names.filter((each) => wanted(`${group} ${each}`)))
    rows.push(await measure(name));
  return rows;
}

async function measure(name: keyof typeof neighbours): Promise<Row> {
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/index.js", import.meta.url);
  const { createHost } = (await import(built.href)) as typeof import("../../host/index.js");
  const host = createHost({ onNotice: () => {} });
  const add = (id: string, module: Uint8Array) =>
    host.add({ manifest: completeManifest({ id, path: `${id}.wasm` }), module });
  await add("good", guestSkill({ alloc: "(i32.const 3000)" }));
  const [floors, subjects]: [number[], number[]] = [[], []];
  const p99 = async () => {
    const times: number[] = [];
    for (let i = 0; i < CALLS; i++) {
      const started = performance.now();
      await host.invoke("good", "run");
      times.push(performance.now() - started);
    }
    return times.toSorted((a, b) => a - b)[Math.floor(CALLS * 0.99)] as number;
  };
  await p99();
  for (let i = 0; i < ROUNDS; i++) {
    floors.push(await p99());
    await add("bad", guestSkill(neighbours[name]));
    await host.invoke("bad", "run");
    const cancel = new AbortController();
    const call = { args: MISBEHAVE, signal: cancel.signal };
    const ended = host.invoke("bad", "run", call).catch(() => {});
    await p99();
    subjects.push(await p99());
    cancel.abort();
    await ended;
    await host.remove("bad");
  }
  await host.stop({ graceMs: 0 });
  const value = median(subjects.map((ms, i) => ms / (floors[i] ?? Number.NaN)));
  const micros = (times: number[]) => `${(median(times) * 1000).toFixed(0)} µs`;
  const detail = `${micros(subjects)} against ${micros(floors)}`;
  return { group, name: `a call beside a skill ${name}`, value, unit: "x floor", limit: 2, detail };
}
