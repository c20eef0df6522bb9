import type { CallOutcome } from "./outcome.js";
import type { StoredBatch, StoredBatchResult, StoredTask } from "./store.js";
import type { BatchItemResult } from "./wire/events.gen.js";

export interface BatchRunOptions {
  readonly batch: StoredBatch;
  /** The calls that haven't ended. */
  readonly tasks: readonly StoredTask[];
  readonly results: readonly StoredBatchResult[];
  readonly start: (task: StoredTask) => void;
}

/** A batch whose calls are made, so many at a time. */
export class BatchRun {
  readonly batch: StoredBatch;
  private readonly waiting: StoredTask[];
  private readonly results: (BatchItemResult | undefined)[];
  private readonly start: (task: StoredTask) => void;
  /** What takes results that wait off their skill's load. */
  private readonly held: (() => void)[] = [];
  private running = 0;
  private starting = false;
  private ended = 0;

  constructor({ batch, tasks, results, start }: BatchRunOptions) {
    this.batch = batch;
    this.start = start;
    this.waiting = [...tasks];
    this.results = new Array(batch.size).fill(undefined);
    for (const result of results) this.put(result);
  }

  /** Starts as many calls as may run; a call may end at once. */
  proceed(): void {
    if (this.starting) return;
    this.starting = true;
    const { concurrency } = this.batch;
    const most = concurrency > 0 ? concurrency : Number.POSITIVE_INFINITY;
    while (this.running < most) {
      const next = this.waiting.shift();
      if (!next) break;
      this.running++;
      this.start(next);
    }
    this.starting = false;
  }

  /** Takes the result of a call. Gives all of them, in order, once there is one for each call. */
  put({ at, index, payload, error }: StoredBatchResult): BatchItemResult[] | undefined {
    if (this.results[at] === undefined) this.ended++;
    this.results[at] = { index, payload, error };
    return this.ended === this.batch.size ? (this.results as BatchItemResult[]) : undefined;
  }

  hold(unload: () => void): void {
    this.held.push(unload);
  }

  /** The results have been handed on. */
  letGo(): void {
    for (const unload of this.held.splice(0)) unload();
  }

  /** One call is over, and that is stored. */
  release(): void {
    this.running--;
    this.proceed();
  }
}

/** How a call of a batch ended, in the form that is stored; undefined for any other task. */
export function batchResult(
  { outcome }: StoredTask,
  { payload, error }: CallOutcome,
): StoredBatchResult | undefined {
  if (outcome.kind !== "batch") return undefined;
  const { batchId, at, index } = outcome;
  return { batchId, at, index, payload, error };
}
