import type { Finding } from "../diagnostics.js";
import { harmless, type Style } from "./style.js";

const width = 96;

/** The line of the finding with its span underlined. A long line is cut around the span. */
export function codeFrame(
  { line, column, start, length }: Finding,
  { text, style }: { text: string; style: Style },
): string[] {
  const lineStart = start - column + 1;
  const newline = text.indexOf("\n", start);
  const lineText = text.slice(lineStart, newline < 0 ? text.length : newline);
  const cut = Math.max(0, Math.min(column - 1 - width / 3, lineText.length - width));
  const from = lineText.length <= width ? 0 : Math.floor(cut);
  const shown = harmless(lineText.slice(from, from + width).replaceAll("\t", " "));
  const before = from > 0 ? "..." : "";
  const after = from + width < lineText.length ? "..." : "";
  const offset = column - 1 - from + before.length;
  const room = Math.max(1, shown.length + before.length - offset);
  const marks = "^".repeat(Math.max(1, Math.min(length, room)));
  const number = `${line}`;
  return [
    `${style.dim(`${number} |`)} ${before}${shown}${after}`,
    `${style.dim(`${" ".repeat(number.length)} |`)} ${" ".repeat(offset)}${style.red(marks)}`,
  ];
}
