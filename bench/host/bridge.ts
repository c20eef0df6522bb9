import { Worker } from "node:worker_threads";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { guestSkill, hostCall, hostImport, MISBEHAVE } from "../../host/test/guest-skill.js";
import { buildPackage } from "../../test/support/build-packages.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";

const group = "host bridge";
const name = "a host call to the main thread";
const TRIPS = 2000;
/** As long as the answer that the skill gets. */
const ANSWER = new Uint8Array(64);

/** A blocking host call that a device of the main thread answers, against bare Atomics. */
export async function measureBridge(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  const bare = startBareThread();
  const skill = await startAskingSkill();
  const { ratio, floorNs, subjectNs } = await compareAsync(bare.trips, skill.trips);
  await Promise.all([bare.stop(), skill.stop()]);
  const micros = (ns: number) => `${(ns / TRIPS / 1000).toFixed(1)} µs`;
  const detail = `${micros(subjectNs)} against ${micros(floorNs)}`;
  return [{ group, name, value: ratio, unit: "x floor", limit: 1.3, detail }];
}

function startBareThread() {
  const [words, bytes] = [new SharedArrayBuffer(4), new SharedArrayBuffer(ANSWER.length)];
  const [view, shared] = [new Int32Array(words), new Uint8Array(bytes)];
  const thread = new Worker(new URL("bare-thread.js", import.meta.url), {
    workerData: { words, bytes },
    execArgv: [],
  });
  let done = (): void => {};
  thread.on("message", (message: 0 | "done") => {
    if (message === "done") return done();
    shared.slice(0, 1);
    shared.set(ANSWER);
    Atomics.store(view, 0, 2);
    Atomics.notify(view, 0);
  });
  return {
    trips: () =>
      new Promise<void>((resolve) => {
        done = resolve;
        thread.postMessage(TRIPS);
      }),
    stop: () => thread.terminate(),
  };
}

async function startAskingSkill() {
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const built = new URL("../../host/dist/index.js", import.meta.url);
  const { createHost } = (await import(built.href)) as typeof import("../../host/index.js");
  const host = createHost();
  const module = guestSkill({
    imports: hostImport("cluster_node_list"),
    request: {},
    alloc: "(i32.const 3000)",
    more: "(global $left (mut i32) (i32.const 0))",
    misbehave: `(global.set $left (i32.const ${TRIPS}))
      (loop $again ${hostCall("cluster_node_list", {})}
        (global.set $left (i32.sub (global.get $left) (i32.const 1)))
        (br_if $again (global.get $left)))`,
  });
  await host.add({ manifest: completeManifest({ id: "asking", path: "asking.wasm" }), module });
  return {
    trips: async () => {
      await host.invoke("asking", "run", { args: MISBEHAVE });
    },
    stop: () => host.stop(),
  };
}
