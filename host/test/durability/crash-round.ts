import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { decodeMessage, type StoredTask } from "@luminarys/sdk-as/engine";
import type { openLmdbStore as Open } from "../../store/lmdb-store.js";

// The child runs compiled files, and so does what looks at what it leaves.
const built = new URL("../../dist/store/lmdb-store.js", import.meta.url).href;
const { openLmdbStore } = (await import(built)) as { openLmdbStore: typeof Open };

/** Opens a store with the compiled code. */
export const openBuiltStore = openLmdbStore;

const child = fileURLToPath(new URL("./crashing-host.js", import.meta.url));
const BATCH_EVERY = 5;

export interface CrashRound {
  /** The store's folder, which earlier rounds have used. */
  readonly path: string;
  /** When it is killed, from the moment when it begins to work, or has something acknowledged. */
  readonly killAfterMs: number;
  readonly since: "ready" | "ack";
  readonly survives: "machine" | "process";
  /** Runs this skill in threads. Default: skills as JavaScript. */
  readonly module?: string;
}

/** What a store holds of the workload. */
export interface Tally {
  readonly works: number;
  readonly heard: number;
  readonly ticks: number;
  readonly batches: number;
  /** What is still owed of each. */
  readonly owed: { readonly heard: number; readonly ticks: number; readonly batches: number };
}

/** Runs a host until it is killed. Gives the last work that it acknowledged; 0 is none. */
export async function runUntilKilled(round: CrashRound) {
  const { path, killAfterMs, since, survives, module = "" } = round;
  const host = spawn(process.execPath, [child, path, module, survives], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let acknowledged = 0;
  let errors = "";
  host.stderr.on("data", (text) => {
    errors += text;
  });
  const ended = once(host, "exit");
  const lines = createInterface({ input: host.stdout });
  let isDoomed = false;
  const read = (async () => {
    for await (const line of lines) {
      const [what, work] = line.split(" ");
      if (what === "ack") acknowledged = Number(work);
      if (isDoomed || (since === "ack" && what !== "ack")) continue;
      isDoomed = true;
      void sleep(killAfterMs).then(() => host.kill("SIGKILL"));
    }
  })();
  const [, signal] = await ended;
  await read;
  if (signal !== "SIGKILL") throw new Error(`the host ended by itself: ${errors}`);
  return { acknowledged, errors };
}

/** Throws when a half of an answer's effects is missing, or a call is neither done nor owed. */
export async function readTally(path: string): Promise<Tally> {
  const store = await openLmdbStore({ path, survives: "process" });
  try {
    const state = new TextDecoder().decode(store.readState("tally", "main")) || "0,0,0,0";
    const value = store.readValue("tally");
    const mirrored = value ? decodeMessage(value) : "0,0,0,0";
    if (state !== mirrored) throw new Error(`state ${state} with value ${mirrored}`);
    const [works = 0, heard = 0, ticks = 0, batches = 0] = state.split(",").map(Number);
    const tasks = store.listTasks();
    const open = store.listBatches();
    for (const { id, size } of open) {
      const left = count(
        tasks,
        ({ outcome }) => outcome.kind === "batch" && outcome.batchId === id,
      );
      const both = left + store.listBatchResults(id).length;
      if (both !== size) throw new Error(`a batch with ${both} of ${size} calls`);
    }
    const owed = {
      heard: count(
        tasks,
        ({ outcome, method }) => outcome.kind === "callback" || method === "heard",
      ),
      ticks: store.listSchedules("tally").length,
      batches: open.length + count(tasks, ({ method }) => method === "batch_done"),
    };
    return { works, heard, ticks, batches, owed };
  } finally {
    await store.close();
  }
}

/** What is wrong with a tally: each work causes a call, a schedule and, each fifth, a batch. */
export function tallyFault(
  { works, heard, ticks, batches, owed }: Tally,
  acknowledged: number,
): string | undefined {
  const want = Math.floor(works / BATCH_EVERY);
  if (works < acknowledged) return `${works} works, and ${acknowledged} were acknowledged`;
  if (heard + owed.heard !== works) return `${heard} heard, ${owed.heard} owed of ${works}`;
  if (ticks + owed.ticks !== works) return `${ticks} ticks, ${owed.ticks} owed of ${works}`;
  if (batches + owed.batches === want) return undefined;
  return `${batches} batches, ${owed.batches} owed of ${want}`;
}

function count(tasks: readonly StoredTask[], isMeant: (task: StoredTask) => boolean): number {
  return tasks.filter(isMeant).length;
}
