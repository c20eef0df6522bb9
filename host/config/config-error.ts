import type { YamlProblem } from "@luminarys/sdk-as/engine/yaml";

/** What is wrong with one of the host's files; without a line when it's the file itself. */
export interface ConfigProblem extends Omit<YamlProblem, "line" | "column"> {
  /** As it is shown. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** Most problems that a message names: who has corrected those is told the others. */
const MAX_LINES = 20;

/** Files from which a host can't start. The message names what is wrong, a line each. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly code = "invalid";
  readonly problems: readonly ConfigProblem[];

  /** `action` stands after `Cannot`. */
  constructor(problems: readonly ConfigProblem[], action = "use configuration") {
    const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
    const lines = problems.slice(0, MAX_LINES).map((problem) => `\n${printConfigProblem(problem)}`);
    const more = problems.length - lines.length;
    if (more > 0) lines.push(`\nand ${more} more`);
    super(`Cannot ${action}: ${count}${lines.join("")}`);
    this.problems = problems;
  }
}

/** One line: `host.yaml:3:5: message. Hint: hint`. */
export function printConfigProblem({ file, line, column, message, hint }: ConfigProblem): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return `${place}: ${message}${hint ? `. Hint: ${hint}` : ""}`;
}
