import type { Finding } from "../diagnostics.js";
import { codeFrame } from "./code-frame.js";
import { harmless, type Style } from "./style.js";

/** Beyond these, more findings don't help anybody. */
const most = 100;

interface Context {
  readonly style: Style;
  /** Turns a diagnostic's path into the one to show. */
  readonly show: (path: string) => string;
  /** Normalized text of each path. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Findings for people, with the source around them. */
export function renderText(diagnostics: readonly Finding[], context: Context): string {
  const blocks = diagnostics.slice(0, most).map((each) => renderOne(each, context));
  const rest = diagnostics.length - most;
  if (rest > 0) blocks.push(`... and ${rest} more`);
  return blocks.map((block) => `${block}\n`).join("\n");
}

function renderOne(diagnostic: Finding, { style, show, texts }: Context): string {
  const { severity, id, path, line, column, message, hint } = diagnostic;
  const paint = severity === "error" ? style.red : style.yellow;
  const where = path === "" ? "" : `${show(path)}${line > 0 ? `:${line}:${column}` : ""} - `;
  const lines = [`${style.cyan(where)}${paint(severity)} ${style.dim(id)}: ${harmless(message)}`];
  const text = texts.get(path);
  if (text !== undefined && line > 0) {
    lines.push(...codeFrame(diagnostic, { text, style }).map((each) => `  ${each}`));
  }
  if (hint !== "") lines.push(`  ${style.bold("Hint:")} ${harmless(hint)}`);
  return lines.join("\n");
}

/** `2 errors and 1 warning` */
export function countFindings(diagnostics: readonly Finding[]): string {
  const errors = diagnostics.filter((each) => each.severity === "error").length;
  const warnings = diagnostics.length - errors;
  return [count(errors, "error"), count(warnings, "warning")].filter(Boolean).join(" and ");
}

function count(number: number, noun: string): string {
  if (number === 0) return "";
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
