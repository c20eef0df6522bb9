import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { type Clock, HostError } from "@luminarys/sdk-as/engine";
import { filterOutput } from "@luminarys/sdk-as/engine/cores";

export interface LineFilter {
  /** RE2; "" keeps all lines. */
  readonly grep: string;
  /** Of those the last so many; 0 keeps all. */
  readonly tail: number;
}

export interface FilterOptions {
  readonly filter: LineFilter;
  /** What was asked, after `Cannot`. */
  readonly action: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/** Bytes times instructions that an expression may take in the host's own thread. */
const SMALL = 1024 * 1024;
const MAX_GREP_CHARACTERS = 4096;
const THREAD_MEMORY_MB = 256;

/**
 * The lines that a skill wants to see. Rejects with a HostError: `invalid` for what is no expression,
 * `timeout`, `too_large`.
 */
export async function filterLines(output: string, options: FilterOptions): Promise<string> {
  const { filter, action } = options;
  if (filter.grep.length > MAX_GREP_CHARACTERS) {
    const reason = `the expression is longer than ${MAX_GREP_CHARACTERS} characters`;
    throw new HostError(`Cannot ${action}: ${reason}`, { code: "invalid" });
  }
  try {
    return isSmall(output, filter)
      ? filterOutput(output, filter)
      : await filterInThread(output, options);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new HostError(cause.message, { code: "invalid", cause });
  }
}

function isSmall(output: string, { grep }: LineFilter): boolean {
  return (output.length + 1) * (sizeOf(grep) + 1) <= SMALL;
}

/** At most how many instructions an expression has: counted repetition copies what it repeats. */
function sizeOf(grep: string): number {
  let size = grep.length;
  for (const [, least, most] of grep.matchAll(/\{(\d+)(?:,(\d*))?\}/g)) {
    size *= 1 + Number(most || least);
  }
  return size;
}

const cores = pathToFileURL(
  createRequire(import.meta.url).resolve("@luminarys/sdk-as/engine/cores"),
);

const thread = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, workerData } from "node:worker_threads";
    import { filterOutput } from ${JSON.stringify(cores.href)};
    parentPort.postMessage(filterOutput(workerData.output, workerData.filter));
  `)}`,
);

/** Expressions take as long as their author likes: here they cost nobody else's time. */
function filterInThread(
  output: string,
  { filter, action, timeoutMs, clock }: FilterOptions,
): Promise<string> {
  const worker = new Worker(thread, {
    workerData: { output, filter },
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB },
  });
  let cancel = (): void => {};
  const result = new Promise<string>((resolve, reject) => {
    const refuse = (reason: string, code: HostError["code"]) =>
      reject(new HostError(`Cannot ${action}: ${reason}`, { code }));
    cancel = clock.setTimer(timeoutMs, () => refuse(LATE, "timeout"));
    worker.once("message", resolve);
    worker.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") refuse(LARGE, "too_large");
      else reject(error);
    });
  });
  return result.finally(() => {
    cancel();
    return worker.terminate();
  });
}

const LATE = "its output took too long to filter";
const LARGE = "its output takes too much memory to filter";
