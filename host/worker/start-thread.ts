import { Worker } from "node:worker_threads";
import { type ThreadCode, threadCode } from "./thread-code.js";

/** What a thread gets: its file's code, and what the file itself reads. */
export interface ThreadStart<Input> {
  readonly code: ThreadCode;
  readonly input: Input;
}

/** Bounds what the host's own code makes of a guest's messages; the guest's memory isn't counted. */
const HEAP_LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

/** The first that runs in each thread. V8 takes what the process compiled for all of them. */
const RUN_CODE = `
const { Script } = require("node:vm");
const { source, file, cachedData } = require("node:worker_threads").workerData.code;
new Script(source, { filename: file, cachedData }).runInThisContext()(require);
`;

/**
 * Starts a thread on the compiled file of that name. It sees nothing of the process's environment
 * and doesn't keep the process alive until it is told to.
 */
export function startThread(
  entry: string,
  { name, input }: { name: string; input?: unknown },
): Worker {
  const workerData: ThreadStart<unknown> = { code: threadCode(entry), input };
  const thread = new Worker(RUN_CODE, {
    eval: true,
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
