import type { Finding } from "../diagnostics.js";
import { countFindings } from "./render-text.js";
import { harmless } from "./style.js";

/** Findings of one folder. */
interface Checked {
  readonly folder: string;
  readonly diagnostics: readonly Finding[];
  /** Turns a diagnostic's path into the one to show. */
  readonly show: (path: string) => string;
}

/**
 * Findings for an editor: a line for each, `file:line:column: severity id: message`, between a line that
 * begins with "Checking" and one that begins with "Checked". What is about a whole file or folder
 * stands at its 1:1.
 */
export function renderLines(checked: readonly Checked[]): string {
  const folders = checked.map(({ folder }) => harmless(folder)).join(", ");
  const lines = checked.flatMap((each) => each.diagnostics.map((one) => renderOne(one, each)));
  const count = countFindings(checked.flatMap(({ diagnostics }) => diagnostics));
  const ended = `Checked ${folders}: ${count || "no findings"}`;
  return [`Checking ${folders}`, ...lines, ended].map((line) => `${line}\n`).join("");
}

function renderOne(finding: Finding, { folder, show }: Checked): string {
  const { severity, id, path, line, column, message, hint } = finding;
  const place = `${path === "" ? folder : show(path)}:${line || 1}:${column || 1}`;
  const text = hint === "" ? message : `${message}. Hint: ${hint}`;
  return harmless(`${place}: ${severity} ${id}: ${text}`);
}
