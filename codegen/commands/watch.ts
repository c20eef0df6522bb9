import { resolve } from "node:path";
import { createGenerator } from "../generate.js";
import type { Run, Task } from "./generate.js";
import { reportOutcomes } from "./report-outcomes.js";
import { type Outcome, runFolder } from "./run-folder.js";
import { watchFolder } from "./watch-folder.js";

/** How long to wait for more changes; editors write a file in several steps. */
const settleMs = 20;

/** Generates at once, then again whenever a source changes, until the terminal says stop. */
export async function watchFolders(run: Run): Promise<number> {
  const closers: (() => void)[] = [];
  const latest = new Map<Task, Outcome>();
  const report = (outcome: Outcome) => {
    latest.set(outcome.task, outcome);
    // An editor takes each report for all there is.
    reportOutcomes(run.flags.format === "lines" ? [...latest.values()] : [outcome], run);
  };
  for (const task of run.tasks) {
    // Each folder has a generator of its own, which remembers what it read.
    closers.push(watchTask(task, { run: { ...run, generator: await createGenerator() }, report }));
  }
  const { stop } = run.terminal;
  await new Promise((resolve) => stop?.addEventListener("abort", resolve));
  for (const close of closers) close();
  return 0;
}

interface Watching {
  readonly run: Run;
  readonly report: (outcome: Outcome) => void;
}

/** A folder that vanishes is a finding like any other. Gives what ends it. */
function watchTask(task: Task, { run, report }: Watching): () => void {
  let last = "";
  let waiting = false;
  const again = () => {
    waiting = false;
    const outcome = runFolder(task, run);
    const said = JSON.stringify([outcome.diagnostics, outcome.file]);
    // The entry file's own change comes back as an event: saying it again would never end.
    if (outcome.status !== "written" && said === last) return;
    last = said;
    report(outcome);
  };
  const soon = () => {
    if (!waiting) setTimeout(again, settleMs);
    waiting = true;
  };
  const close = watchFolder(resolve(run.terminal.cwd, task.folder), soon);
  again();
  return close;
}
