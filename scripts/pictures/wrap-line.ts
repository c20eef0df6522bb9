import type { Span } from "./read-ansi.js";

/** A line as lines of at most so many columns, broken between words where there are any. */
export function wrapLine(spans: readonly Span[], columns: number): Span[][] {
  const text = spans.map((span) => span.text).join("");
  const lines: Span[][] = [];
  let from = 0;
  do {
    const to = findEnd(text, { from, columns });
    lines.push(slice(spans, from, to));
    from = to;
  } while (from < text.length);
  return lines;
}

function findEnd(text: string, { from, columns }: { from: number; columns: number }): number {
  if (text.length - from <= columns) return text.length;
  const space = text.lastIndexOf(" ", from + columns - 1) + 1;
  return space > from + columns / 2 ? space : from + columns;
}

function slice(spans: readonly Span[], from: number, to: number): Span[] {
  let at = 0;
  return spans.flatMap(({ text, classes }) => {
    const part = text.slice(Math.max(from - at, 0), Math.max(to - at, 0));
    at += text.length;
    return part === "" ? [] : [{ text: part, classes }];
  });
}
