import { Worker } from "node:worker_threads";

/** Bounds what the host's own code makes of a guest's messages; the guest's memory isn't counted. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

/**
 * Starts a thread on the compiled file of that name. It sees nothing of the process's environment
 * and doesn't keep the process alive until it is told to.
 */
export function startThread(
  entry: string,
  { name, workerData }: { name: string; workerData?: unknown },
): Worker {
  const thread = new Worker(threadEntry(entry), {
    workerData,
    name,
    env: {},
    argv: [],
    execArgv: [],
    resourceLimits: HEAP_LIMITS,
  });
  thread.unref();
  return thread;
}

/** Threads don't run TypeScript: from sources it is the built file. */
function threadEntry(name: string): URL {
  const here = import.meta.url;
  return here.endsWith(".ts")
    ? new URL(`../dist/worker/${name}.js`, here)
    : new URL(`./${name}.js`, here);
}
