/** The differing lines of two texts, unified, with three lines around each change. */
export function lineDiff(before: string, after: string): string[] {
  const edits = compare(before.split("\n"), after.split("\n"));
  const near = edits.map((_, index) =>
    edits.slice(Math.max(0, index - 3), index + 4).some((edit) => edit.sign !== " "),
  );
  if (!near.includes(true)) return [];
  const lines: string[] = [];
  for (const [index, { sign, text }] of edits.entries()) {
    if (near[index]) lines.push(`${sign}${text}`);
    else if (index === 0 || near[index - 1]) lines.push("...");
  }
  return lines;
}

interface Edit {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

/** Beyond these, the middle counts as replaced: a table of all pairs would grow too large. */
const mostCells = 4_000_000;

function compare(a: readonly string[], b: readonly string[]): Edit[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) {
    end++;
  }
  const middle = [a.slice(start, a.length - end), b.slice(start, b.length - end)] as const;
  const huge = middle[0].length * middle[1].length > mostCells;
  return [
    ...a.slice(0, start).map((text): Edit => ({ sign: " ", text })),
    ...(huge ? replaced(...middle) : aligned(...middle)),
    ...a.slice(a.length - end).map((text): Edit => ({ sign: " ", text })),
  ];
}

function replaced(a: readonly string[], b: readonly string[]): Edit[] {
  return [
    ...a.map((text): Edit => ({ sign: "-", text })),
    ...b.map((text): Edit => ({ sign: "+", text })),
  ];
}

/** Keeps the longest common run of lines. */
function aligned(a: readonly string[], b: readonly string[]): Edit[] {
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const edits: Edit[] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) edits.push({ sign: " ", text: a[i++] ?? "" }) && j++;
    else if (at(i + 1, j) >= at(i, j + 1)) edits.push({ sign: "-", text: a[i++] ?? "" });
    else edits.push({ sign: "+", text: b[j++] ?? "" });
  }
  return [...edits, ...replaced(a.slice(i), b.slice(j))];
}
