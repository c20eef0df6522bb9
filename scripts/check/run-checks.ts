export interface Count {
  passed: number;
  failed: number;
}

export interface Check {
  name: string;
  /** How many processors it keeps busy by itself. */
  processors: 1 | 2;
  /** The check that must be over before, if it's run at all. */
  after?: string;
  run(): Promise<Outcome>;
}

export interface Outcome extends Count {
  /** What it has to say, where it hasn't said it yet. */
  printed: string;
  /** What went wrong, once more and in short, for whoever reads the end alone. */
  failures?: string;
}

export interface Finished extends Outcome {
  name: string;
  seconds: number;
}

export interface Running {
  processors: number;
  onFinished(check: Finished): void;
}

/**
 * Runs checks in their order, as many at the same time as there are processors for. One that waits lets
 * those behind it pass.
 */
export async function runChecks(checks: readonly Check[], running: Running): Promise<void> {
  const waiting = [...checks];
  const open = new Set(checks.map(({ name }) => name));
  const underway = new Set<Promise<void>>();
  let free = running.processors;
  const needed = ({ processors }: Check) => Math.min(processors, running.processors);
  const start = async (check: Check) => {
    const started = performance.now();
    const outcome = await check.run();
    const seconds = (performance.now() - started) / 1000;
    running.onFinished({ ...outcome, name: check.name, seconds });
    free += needed(check);
    open.delete(check.name);
  };
  while (open.size > 0) {
    const next = waiting.find((check) => needed(check) <= free && !open.has(check.after ?? ""));
    if (next === undefined) {
      if (underway.size === 0)
        throw new Error(`Cannot run "${waiting[0]?.name}": it waits for ever`);
      await Promise.race(underway);
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    free -= needed(next);
    const ended: Promise<void> = start(next).finally(() => underway.delete(ended));
    underway.add(ended);
  }
}
