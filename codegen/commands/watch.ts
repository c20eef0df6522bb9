import { resolve } from "node:path";
import { createGenerator } from "../generate.js";
import type { Run, Task } from "./generate.js";
import { reportOutcomes } from "./report-outcomes.js";
import { runFolder } from "./run-folder.js";
import { watchFolder } from "./watch-folder.js";

/** How long to wait for more changes; editors write a file in several steps. */
const settleMs = 20;

/** Generates at once, then again whenever a source changes, until the terminal says stop. */
export async function watchFolders(run: Run): Promise<number> {
  const closers: (() => void)[] = [];
  for (const task of run.tasks) {
    // Each folder has a generator of its own, which remembers what it read.
    closers.push(watchTask(task, { ...run, generator: await createGenerator() }));
  }
  const { stop } = run.terminal;
  await new Promise((resolve) => stop?.addEventListener("abort", resolve));
  for (const close of closers) close();
  return 0;
}

/** A folder that vanishes is a finding like any other. Gives what ends it. */
function watchTask(task: Task, run: Run): () => void {
  let last = "";
  let waiting = false;
  const again = () => {
    waiting = false;
    const outcome = runFolder(task, run);
    const said = JSON.stringify([outcome.diagnostics, outcome.file]);
    // The entry file's own change comes back as an event: saying it again would never end.
    if (outcome.status !== "written" && said === last) return;
    last = said;
    reportOutcomes([outcome], run);
  };
  const soon = () => {
    if (!waiting) setTimeout(again, settleMs);
    waiting = true;
  };
  const close = watchFolder(resolve(run.terminal.cwd, task.folder), soon);
  again();
  return close;
}
