/** Something wrong at a place in a YAML text; line and column begin at 1, and are 0 where there is no text. */
export interface YamlProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint?: string;
}

/** One line: `file:3:5: message. Hint: hint`, without a place where there is none. */
export function printProblem(file: string, { line, column, message, hint }: YamlProblem): string {
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  return `${place}: ${message}${hint ? `. Hint: ${hint}` : ""}`;
}
