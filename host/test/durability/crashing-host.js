import { readFileSync, writeSync } from "node:fs";
import { completeManifest, createEngine } from "@luminarys/sdk-as/engine";
import { openLmdbStore } from "../../dist/store/lmdb-store.js";
import { tallyRunner, workerRunner } from "./tally-runners.js";

/* A host that works until it is killed, and says what was acknowledged: "ack 17". */

const [path, modulePath, survives] = process.argv.slice(2);
const open = { can_invoke: ["*"], can_be_invoked_by: ["*"] };
const manifestOf = (id) => completeManifest({ id, path: "skill.wasm", invoke_policy: open });
const say = (line) => writeSync(1, `${line}\n`);

const store = await openLmdbStore({ path, survives });
const host = modulePath === "" ? scriptedHost() : await realHost();
for (const id of ["tally", "worker"]) await host.add(id);
say("ready");
await host.resume();
for (;;) {
  const { value, error } = await host.invoke("tally", "work", { sessionId: "main" });
  if (error) throw new Error(error);
  say(`ack ${value}`);
}

function scriptedHost() {
  const run = process.pid;
  let ids = 0;
  const createId = (kind) => `${kind}-${run}-${Date.now()}-${ids++}`;
  const engine = createEngine({ store, createId, waitsForResume: true });
  const runners = { tally: tallyRunner, worker: workerRunner };
  return {
    add: (id) => engine.add({ manifest: manifestOf(id), runner: runners[id]() }),
    resume: () => engine.resume(),
    invoke: (...call) => engine.invoke(...call),
  };
}

async function realHost() {
  const { createHost } = await import("@luminarys/skill-host");
  const host = createHost({ store });
  const module = readFileSync(modulePath);
  return {
    add: (id) => host.add({ manifest: manifestOf(id), module }),
    resume: () => host.resume(),
    invoke: (...call) => host.invoke(...call),
  };
}
