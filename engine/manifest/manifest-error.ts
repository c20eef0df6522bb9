import { printProblem, type YamlProblem } from "../yaml/problem.js";

export type ManifestErrorCode = "invalid";

/** A manifest that can't be used. The message names everything that is wrong, a line each. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
  readonly code: ManifestErrorCode = "invalid";
  /** Undefined for one that was given as a text or an object. */
  readonly file: string | undefined;
  readonly problems: readonly YamlProblem[];

  constructor(file: string | undefined, problems: readonly YamlProblem[]) {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const lines = problems.map((problem) => `\n${printProblem(file ?? "manifest", problem)}`);
    const name = file === undefined ? "manifest" : `manifest "${file}"`;
    super(`Cannot read ${name}: ${count}${lines.join("")}`);
    this.file = file;
    this.problems = problems;
  }
}
