import { join, relative } from "node:path";
import { isContinuousIntegration } from "../continuous-integration.js";
import { renderAnnotations } from "../render/render-annotations.js";
import { renderLines } from "../render/render-lines.js";
import { countFindings, renderText } from "../render/render-text.js";
import { makeStyle, type Style, wantsColour } from "../render/style.js";
import type { Run } from "./generate.js";
import type { Outcome } from "./run-folder.js";

/** Says what became of each folder: findings to the error output, the rest to the output. */
export function reportOutcomes(outcomes: readonly Outcome[], run: Run): void {
  const { flags, terminal } = run;
  if (flags.format === "json") {
    terminal.out(`${JSON.stringify({ results: outcomes.map((each) => plain(each, run)) })}\n`);
    return;
  }
  if (flags.format === "lines") {
    const checked = outcomes.map((outcome) => ({
      folder: outcome.task.folder,
      diagnostics: outcome.diagnostics,
      show: pathShower(outcome, run),
    }));
    terminal.out(renderLines(checked));
    for (const line of outcomes.flatMap(({ diff }) => diff)) terminal.err(`${line}\n`);
    return;
  }
  const style = makeStyle(wantsColour(terminal));
  for (const outcome of outcomes) reportOne(outcome, { run, style });
  const all = outcomes.flatMap((outcome) => outcome.diagnostics);
  if (all.length > 0) terminal.err(`\n${style.bold(countFindings(all))}\n`);
  if (isContinuousIntegration(terminal.env)) {
    for (const outcome of outcomes) {
      terminal.out(renderAnnotations(outcome.diagnostics, pathShower(outcome, run)));
    }
  }
}

function reportOne(outcome: Outcome, { run, style }: { run: Run; style: Style }): void {
  const { flags, terminal } = run;
  const { diagnostics, texts, diff, status, file } = outcome;
  if (diagnostics.length > 0) {
    terminal.err(renderText(diagnostics, { style, texts, show: pathShower(outcome, run) }));
  }
  for (const line of diff) terminal.err(`${paintDiff(line, style)}\n`);
  if (flags.quiet || outcome.failed) return;
  const methods = `${outcome.methods} method${outcome.methods === 1 ? "" : "s"}`;
  const verb = status === "written" ? "Wrote" : "Up to date:";
  terminal.out(`${style.green(verb)} ${file} (${methods})\n`);
}

function paintDiff(line: string, style: Style): string {
  if (line.startsWith("-")) return style.red(line);
  return line.startsWith("+") ? style.green(line) : style.dim(line);
}

function plain(outcome: Outcome, run: Run) {
  const { task, status, file, methods, diagnostics, diff } = outcome;
  const show = pathShower(outcome, run);
  return {
    folder: task.folder,
    status,
    file,
    methods,
    diagnostics: diagnostics.map((each) => ({
      ...each,
      path: each.path === "" ? "" : show(each.path),
    })),
    diff,
  };
}

function pathShower({ task }: Outcome, { terminal }: Run): (path: string) => string {
  return (path) => relative(terminal.cwd, join(task.root, path));
}
