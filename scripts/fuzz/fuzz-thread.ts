import { parentPort, workerData } from "node:worker_threads";
import { Random } from "../../test/support/random.js";
import { CurrentInput } from "./current-input.js";
import type { FuzzTarget } from "./fuzz-target.js";
import { makeInput } from "./make-input.js";
import { targets } from "./targets.js";

/** What the thread is to do; `replay` is one input instead of many. */
export interface FuzzJob {
  readonly names: readonly string[];
  readonly seed: number;
  readonly seconds: number;
  readonly current: SharedArrayBuffer;
  readonly replay?: Uint8Array;
}

export type FuzzReport =
  | {
      readonly kind: "finding";
      readonly name: string;
      readonly input: Uint8Array;
      readonly words: string;
    }
  | { readonly kind: "done"; readonly counts: Readonly<Record<string, number>> };

/** How long a target's turn takes. */
const TURN_MS = 250;

interface Run {
  readonly target: FuzzTarget;
  readonly random: Random;
  count: number;
}

const job = workerData as FuzzJob;
const current = new CurrentInput(job.current);

function report(message: FuzzReport): void {
  parentPort?.postMessage(message);
}

async function tryInput(target: FuzzTarget, input: Uint8Array): Promise<void> {
  current.set(job.names.indexOf(target.name), input);
  try {
    await target.run(input);
  } catch (error) {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    report({ kind: "finding", name: target.name, input, words });
  }
}

async function takeTurn(run: Run, untilMs: number): Promise<void> {
  do {
    run.count++;
    await tryInput(run.target, makeInput(run.target, run.random));
  } while (performance.now() < untilMs);
}

async function openRuns(): Promise<Run[]> {
  const runs: Run[] = [];
  for (const [index, name] of job.names.entries()) {
    const target = await targets[name]?.();
    if (target) runs.push({ target, random: new Random(job.seed + index), count: 0 });
  }
  return runs;
}

async function fuzz(): Promise<void> {
  const runs = await openRuns();
  const endMs = performance.now() + job.seconds * 1000;
  while (performance.now() < endMs) {
    for (const run of runs) await takeTurn(run, Math.min(endMs, performance.now() + TURN_MS));
  }
  for (const { target } of runs) target.close?.();
  const counts = Object.fromEntries(runs.map(({ target, count }) => [target.name, count]));
  report({ kind: "done", counts });
}

async function replay(input: Uint8Array): Promise<void> {
  for (const { target } of await openRuns()) {
    await tryInput(target, input);
    target.close?.();
  }
  report({ kind: "done", counts: {} });
}

await (job.replay === undefined ? fuzz() : replay(job.replay));
