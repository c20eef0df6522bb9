import { watch } from "node:fs";
import { resolve } from "node:path";
import type { Run, Task } from "./generate.js";
import { reportOutcomes } from "./report-outcomes.js";
import { runFolder } from "./run-folder.js";

/** How long to wait for more changes; editors write a file in several steps. */
const settleMs = 20;

/** Generates at once, then again whenever a source changes. Never ends by itself. */
export function watchFolders(run: Run): Promise<number> {
  for (const task of run.tasks) watchFolder(task, run);
  return new Promise(() => {});
}

function watchFolder(task: Task, run: Run): void {
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
  const folder = resolve(run.terminal.cwd, task.folder);
  watch(folder, { recursive: true }, () => {
    if (!waiting) setTimeout(again, settleMs);
    waiting = true;
  });
  again();
}
