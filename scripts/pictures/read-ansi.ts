/** A piece of a line in one style. */
export interface Span {
  readonly text: string;
  /** Names of classes: `bold`, `dim`, `fg1` to `fg15`, `bg1` to `bg7`. */
  readonly classes: readonly string[];
}

/** What styles each code of a terminal sets, and which it ends. */
function applyCode(styles: Set<string>, code: number): void {
  const end = (pattern: RegExp) => {
    for (const style of styles) if (pattern.test(style)) styles.delete(style);
  };
  const set = (pattern: RegExp, style: string) => {
    end(pattern);
    styles.add(style);
  };
  if (code === 0) styles.clear();
  else if (code === 1) styles.add("bold");
  else if (code === 2) styles.add("dim");
  else if (code === 22) end(/^(bold|dim)$/);
  else if (code >= 30 && code <= 37) set(/^fg/, `fg${code - 30}`);
  else if (code === 39) end(/^fg/);
  else if (code >= 40 && code <= 47) set(/^bg/, `bg${code - 40}`);
  else if (code === 49) end(/^bg/);
  else if (code >= 90 && code <= 97) set(/^fg/, `fg${code - 82}`);
}

/** Lines of a terminal's output. Control sequences that aren't about style are left out. */
export function readAnsi(output: string): Span[][] {
  const styles = new Set<string>();
  const lines: Span[][] = [[]];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  for (const [token] of output.matchAll(/\u001b\[[\d;?]*[A-Za-z]|\n|[^\u001b\n]+/g)) {
    if (token === "\n") lines.push([]);
    else if (!token.startsWith("\u001b")) {
      lines.at(-1)?.push({ text: token, classes: [...styles].sort() });
    } else if (token.endsWith("m")) {
      for (const code of token.slice(2, -1).split(";")) applyCode(styles, Number(code));
    }
  }
  return lines;
}
