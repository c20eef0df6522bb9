/** Something wrong at a place in a YAML file; line and column begin at 1. */
export interface YamlProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
}

/** One line: `file:3:5: message. Hint: hint`. */
export function printProblem(file: string, { line, column, message, hint }: YamlProblem): string {
  return `${file}:${line}:${column}: ${message}${hint ? `. Hint: ${hint}` : ""}`;
}
