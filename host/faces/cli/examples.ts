/** The end of a help text: commands, and what each is for. */
export function examples(
  ...lines: readonly (readonly [command: string, meaning: string])[]
): string {
  const width = Math.max(...lines.map(([command]) => command.length));
  const shown = lines.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`);
  return `\nExamples:\n${shown.map((line) => line.trimEnd()).join("\n")}`;
}
