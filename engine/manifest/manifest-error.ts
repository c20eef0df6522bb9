import { printProblem, type YamlProblem } from "../yaml/problem.js";

export type ManifestErrorCode = "invalid";

/** A manifest that can't be used. The message names everything that is wrong, a line each. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
  readonly code: ManifestErrorCode = "invalid";
  readonly file: string;
  readonly problems: readonly YamlProblem[];

  constructor(file: string, problems: readonly YamlProblem[]) {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const lines = problems.map((problem) => `\n${printProblem(file, problem)}`);
    super(`Cannot read manifest "${file}": ${count}${lines.join("")}`);
    this.file = file;
    this.problems = problems;
  }
}
