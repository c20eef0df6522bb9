/** Parses the lines of a manifest's list the first time only. The list mustn't change after that. */
export function compileOnce<T>(
  parse: (line: string) => T,
): (lines: readonly string[]) => readonly T[] {
  const compiled = new WeakMap<readonly string[], readonly T[]>();
  return (lines) => {
    let parsed = compiled.get(lines);
    if (!parsed) {
      parsed = lines.map(parse);
      compiled.set(lines, parsed);
    }
    return parsed;
  };
}
