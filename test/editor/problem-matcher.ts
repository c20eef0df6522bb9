import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/sources.js";

interface Pattern {
  readonly regexp: string;
  readonly file: number;
  readonly line: number;
  readonly column: number;
  readonly severity: number;
  readonly code: number;
  readonly message: number;
}

interface Task {
  readonly label: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly problemMatcher: {
    readonly pattern: Pattern;
    readonly background?: { readonly beginsPattern: string; readonly endsPattern: string };
  };
}

export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
}

/** A task that a template ships for VS Code. */
export function readTask(template: string, label: string): Task {
  const path = join(root, "templates", template, ".vscode/tasks.json");
  const { tasks } = JSON.parse(readFileSync(path, "utf8")) as { tasks: Task[] };
  const task = tasks.find((each) => each.label === label);
  if (task === undefined) throw new Error(`Cannot find task "${label}" in ${path}`);
  return task;
}

/** Reads a task's output line by line, as VS Code does. */
export class ProblemMatcher {
  /** What the last finished run found, or what was found so far by a task that isn't in the background. */
  problems: readonly Problem[] = [];
  /** How many runs have ended. */
  runs = 0;
  readonly #task: Task;
  #found: Problem[] = [];
  #rest = "";

  constructor(task: Task) {
    this.#task = task;
  }

  write(text: string): void {
    const lines = (this.#rest + text).split(/\r?\n/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#take(line);
  }

  #take(line: string): void {
    const { pattern, background } = this.#task.problemMatcher;
    if (background !== undefined && new RegExp(background.beginsPattern).test(line)) {
      this.#found = [];
      return;
    }
    if (background !== undefined && new RegExp(background.endsPattern).test(line)) {
      this.problems = this.#found;
      this.runs++;
      return;
    }
    const match = new RegExp(pattern.regexp).exec(line);
    if (match === null) return;
    const at = (group: number) => match[group] ?? "";
    this.#found.push({
      file: at(pattern.file),
      line: Number(at(pattern.line)),
      column: Number(at(pattern.column)),
      severity: at(pattern.severity),
      code: at(pattern.code),
      message: at(pattern.message),
    });
    if (background === undefined) this.problems = this.#found;
  }
}
