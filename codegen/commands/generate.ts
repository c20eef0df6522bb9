import { statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { createGenerator, type Generator } from "../generate.js";
import { nearest } from "../nearest.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";
import { readVersion } from "../version.js";
import { reportOutcomes } from "./report-outcomes.js";
import { type Outcome, runFolder } from "./run-folder.js";
import { watchFolders } from "./watch.js";

export interface GenerateFlags {
  readonly out?: string;
  readonly check?: boolean;
  readonly strict?: boolean;
  readonly quiet?: boolean;
  readonly watch?: boolean;
  readonly format: "text" | "json" | "lines";
}

export interface Task {
  /** The folder as the user wrote it. */
  readonly folder: string;
  /** What all paths are relative to: the folder, or what it shares with the target. */
  readonly root: string;
  /** Target below the root; absent for the default. */
  readonly out?: string;
}

export interface Run {
  readonly generator: Generator;
  readonly tasks: readonly Task[];
  readonly flags: GenerateFlags;
  /** Whether the command has --out. */
  readonly hasOut: boolean;
  readonly version: string;
  readonly terminal: Terminal;
}

interface Context {
  readonly flags: GenerateFlags;
  readonly terminal: Terminal;
  /** The names that the first folder may be a misspelling of. */
  readonly commands: readonly string[];
}

/** Generates the entry file of each folder. Gives the exit code. */
export async function generateCommand(
  folders: readonly string[],
  { flags, terminal, commands }: Context,
): Promise<number> {
  if (flags.out !== undefined && folders.length > 1) {
    throw new UsageError("Cannot use --out: it names one file, but there are several folders");
  }
  if (flags.watch && flags.check) {
    throw new UsageError("Cannot use --watch with --check: choose one of them");
  }
  const tasks = folders.map((folder) => makeTask(folder, { flags, terminal, commands }));
  const generator = await createGenerator();
  const run: Run = { generator, tasks, flags, hasOut: true, version: readVersion(), terminal };
  if (flags.watch) return watchFolders(run);
  const outcomes = tasks.map((task) => runFolder(task, run));
  reportOutcomes(outcomes, run);
  return exitCode(outcomes);
}

function exitCode(outcomes: readonly Outcome[]): number {
  return outcomes.some((outcome) => outcome.failed) ? 1 : 0;
}

function makeTask(folder: string, { flags, terminal, commands }: Context): Task {
  const path = resolve(terminal.cwd, folder);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    const guess = nearest(folder, commands);
    const hint = guess === "" ? "" : `Did you mean the command ${guess}?`;
    throw new UsageError(`Cannot read "${folder}": no such folder`, hint);
  }
  if (!stat.isDirectory()) {
    const hint = `Name the folder that holds it: skill-gen ${dirname(folder)}`;
    throw new UsageError(`Cannot read "${folder}": it is a file, expected a folder`, hint);
  }
  if (flags.out === undefined) return { folder, root: path };
  const target = resolve(terminal.cwd, flags.out);
  if (!target.endsWith(".ts")) {
    throw new UsageError(`Cannot write "${flags.out}": the entry file's name must end in .ts`);
  }
  const root = sharedFolder(path, dirname(target));
  return { folder, root, out: relative(root, target).split(sep).join("/") };
}

function sharedFolder(a: string, b: string): string {
  let folder = a;
  while (folder !== b && !b.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)) {
    folder = dirname(folder);
  }
  return folder;
}
