import type { BatchItem } from "./wire/commands.gen.js";
import type { BatchItemResult } from "./wire/events.gen.js";

export interface BatchOptions {
  /** Most calls at a time; 0 is unlimited. */
  readonly concurrency: number;
  /** Starts one call; `ended` may be told at once. */
  readonly start: (item: BatchItem, ended: (result: BatchItemResult) => void) => void;
  /** Told once, with the results in the order of the items. */
  readonly finish: (results: BatchItemResult[]) => void;
}

/** Makes the calls of a batch, so many at a time. */
export function runBatch(items: readonly BatchItem[], options: BatchOptions): void {
  const { concurrency, start, finish } = options;
  const most = concurrency > 0 ? concurrency : Number.POSITIVE_INFINITY;
  const results: BatchItemResult[] = [];
  let next = 0;
  let running = 0;
  let ended = 0;
  let pumping = false;
  const pump = (): void => {
    if (pumping) return;
    pumping = true;
    while (running < most && next < items.length) {
      const at = next++;
      running++;
      start(items[at] as BatchItem, (result) => {
        results[at] = result;
        running--;
        ended++;
        if (ended === items.length) finish(results);
        else pump();
      });
    }
    pumping = false;
  };
  if (items.length === 0) finish([]);
  else pump();
}
