import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import { median } from "../compare.js";
import type { Row } from "../report.js";

const group = "host start";
const name = "of a skill, to its first answer";
const PAIRS = 15;
const env = { KEY: "value" };

/** The first call of a skill that has no thread, against a bare thread that compiles its module. */
export async function measureHostStart(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/index.js", import.meta.url);
  const { createHost } = (await import(built.href)) as typeof import("../../host/index.js");
  const source = readFileSync(new URL("../skills/echo.ts", import.meta.url), "utf8");
  const { wasm } = await buildSkill(source);
  const host = createHost();
  const [floors, subjects]: [number[], number[]] = [[], []];
  for (let i = 0; i < PAIRS; i++) {
    await host.add({
      manifest: completeManifest({ id: `echo-${i}`, path: "echo.wasm", env }),
      module: wasm,
    });
    floors.push(await time(() => startBare(wasm)));
    subjects.push(await time(() => host.invoke(`echo-${i}`, "echo", { args: { text: "hello" } })));
    await host.remove(`echo-${i}`);
  }
  await host.stop();
  const value = median(subjects.map((ms, i) => ms / (floors[i] ?? Number.NaN)));
  const detail = `${median(subjects).toFixed(0)} ms against ${median(floors).toFixed(0)} ms`;
  return [{ group, name, value, unit: "x floor", limit: 2, detail }];
}

async function startBare(module: Uint8Array): Promise<void> {
  const url = new URL("compiling-thread.js", import.meta.url);
  const thread = new Worker(url, { workerData: module, execArgv: [] });
  await once(thread, "message");
  thread.unref();
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await run();
  return performance.now() - started;
}
