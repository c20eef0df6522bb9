import type { Finding } from "../diagnostics.js";

/** The lines by which GitHub marks findings in a change. */
export function renderAnnotations(
  diagnostics: readonly Finding[],
  show: (path: string) => string,
): string {
  return diagnostics.map((each) => `${annotation(each, show)}\n`).join("");
}

function annotation(diagnostic: Finding, show: (path: string) => string): string {
  const { severity, id, path, line, column, length, message, hint } = diagnostic;
  const fields = [`title=${id}`];
  if (path !== "") fields.unshift(`file=${property(show(path))}`);
  if (line > 0) fields.push(`line=${line}`, `col=${column}`, `endColumn=${column + length}`);
  const text = hint === "" ? message : `${message}\nHint: ${hint}`;
  return `::${severity} ${fields.join(",")}::${encode(text)}`;
}

function encode(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return encode(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
