import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { CurrentInput } from "./fuzz/current-input.js";
import type { FuzzJob, FuzzReport } from "./fuzz/fuzz-thread.js";
import { targets } from "./fuzz/targets.js";

/*
 * Gives what strangers may send, by the million, to everything that reads it:
 *
 *   npm run fuzz [-- --seconds 60 --seed 1 --target guest --target url]
 *   npm run fuzz -- --replay <file of a finding>
 *
 * An input that breaks a promise is written to a file, whose name begins with its target. Fails when
 * there is one.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    seed: { type: "string", default: `${Date.now() % 1_000_000}` },
    target: { type: "string", multiple: true, default: Object.keys(targets) },
    replay: { type: "string" },
  },
});

/** A thread doesn't inherit what reads TypeScript. */
const start = `
  import(${JSON.stringify(import.meta.resolve("tsx/esm/api"))}).then(({ register }) => {
    register();
    return import(${JSON.stringify(new URL("./fuzz/fuzz-thread.ts", import.meta.url).href)});
  });
`;

/** No input takes a thousandth of it; other processes may hold the machine, though. */
const HANG_MS = 30_000;
/** Of one target; more would say the same. */
const MOST_FINDINGS = 5;

/** Writes what is found to files, and says how to see it again. */
class Findings {
  private readonly counts = new Map<string, number>();
  private folder: string | undefined;

  get count(): number {
    return [...this.counts.values()].reduce((sum, each) => sum + each, 0);
  }

  add(name: string, { input, words }: { input: Uint8Array; words: string }): void {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    if (count > MOST_FINDINGS) return;
    this.folder ??= mkdtempSync(join(tmpdir(), "fuzz-"));
    const path = join(this.folder, `${name}-${count}.bin`);
    writeFileSync(path, input);
    const base64 = Buffer.from(input).toString("base64");
    console.log(`\n${name}: ${words}\ninput in base64: ${base64}`);
    console.log(`again: npm run fuzz -- --replay ${path}`);
  }
}

function readJob(current: SharedArrayBuffer): FuzzJob {
  const { replay: path, target: names } = values;
  const unknown = names.find((name) => !(name in targets));
  if (unknown !== undefined) {
    const known = Object.keys(targets).join(", ");
    throw new Error(`Cannot fuzz "${unknown}": the targets are ${known}`);
  }
  const job = { names, seed: Number(values.seed), seconds: Number(values.seconds), current };
  if (path === undefined) return job;
  const replay = new Uint8Array(readFileSync(path));
  return { ...job, names: [basename(path).replace(/-\d+\.bin$/, "")], replay };
}

/** Resolves with how many inputs each target had; what ends the thread is a finding. */
function runThread(job: FuzzJob, findings: Findings): Promise<Readonly<Record<string, number>>> {
  const thread = new Worker(start, { eval: true, workerData: job });
  const current = new CurrentInput(job.current);
  return new Promise((resolve) => {
    const die = (words: string) => {
      const name = job.names[current.target] as string;
      findings.add(name, { input: current.input, words });
      void thread.terminate();
      stop({});
    };
    const watch = watchForHang(current, () => die(`it hangs, for ${HANG_MS} ms and longer`));
    const stop = (counts: Readonly<Record<string, number>>) => {
      clearInterval(watch);
      resolve(counts);
    };
    thread.on("error", (error) => die(`the thread ends: ${error.stack ?? error.message}`));
    thread.on("message", (report: FuzzReport) => {
      if (report.kind === "finding") return findings.add(report.name, report);
      void thread.terminate();
      stop(report.counts);
    });
  });
}

function watchForHang(current: CurrentInput, onHang: () => void): NodeJS.Timeout {
  let seen = { count: 0, atMs: performance.now() };
  return setInterval(() => {
    const { count } = current;
    if (count === 0 || count !== seen.count) seen = { count, atMs: performance.now() };
    else if (performance.now() - seen.atMs > HANG_MS) onHang();
  }, 500);
}

async function main(): Promise<void> {
  const findings = new Findings();
  const job = readJob(CurrentInput.share());
  console.log(job.replay ? `replaying ${values.replay}` : `seed ${job.seed}, ${job.seconds} s`);
  const counts = await runThread(job, findings);
  for (const [name, count] of Object.entries(counts)) {
    console.log(`${String(count).padStart(9)}  ${name}`);
  }
  console.log(`${findings.count} findings`);
  process.exitCode = findings.count === 0 ? 0 : 1;
}

await main();
