import { statSync } from "node:fs";
import { resolve } from "node:path";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";
import { readTarget, writeTarget } from "../write-file.js";

interface Where {
  /** The file as the user wrote it; absent is the output. */
  readonly out: string | undefined;
  readonly terminal: Terminal;
}

/** Writes a text that skill-gen made to a file, or to the output. Never replaces what others made. */
export function deliver(text: string, { out, terminal }: Where): void {
  if (out === undefined) {
    terminal.out(text);
    return;
  }
  const path = resolve(terminal.cwd, out);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`Cannot write "${out}": it is a folder`, "Name a file in it");
  }
  const before = readTarget(path);
  if (before === text) {
    terminal.out(`Up to date: ${out}\n`);
    return;
  }
  if (
    before !== null &&
    before.trim() !== "" &&
    !/^(?:\/\/|<!--) Made by skill-gen /.test(before)
  ) {
    const hint = "Rename it, or choose another target with --out";
    throw new UsageError(`Cannot write "${out}": it was not made by skill-gen`, hint);
  }
  const problem = writeTarget(path, { text, file: out, isChosen: true });
  if (problem !== null) throw new UsageError(problem.message, problem.hint);
  terminal.out(`Wrote ${out}\n`);
}
