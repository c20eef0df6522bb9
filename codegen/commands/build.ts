import { join, relative } from "node:path";
import { type Compiled, compile } from "../compile.js";
import { isContinuousIntegration } from "../continuous-integration.js";
import { createGenerator } from "../generate.js";
import { withProgress } from "../progress.js";
import { findProject, type Project } from "../project.js";
import { renderAnnotations } from "../render/render-annotations.js";
import { countFindings, renderText } from "../render/render-text.js";
import { makeStyle, wantsColour } from "../render/style.js";
import { normalizeText } from "../source.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";
import { readVersion } from "../version.js";
import type { Run, Task } from "./generate.js";
import { reportOutcomes } from "./report-outcomes.js";
import { runFolder } from "./run-folder.js";

export interface BuildFlags {
  readonly target: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
}

/** Generates the entry file of a project and compiles it. Gives the exit code. */
export async function buildCommand(
  folder: string,
  { flags, terminal }: { flags: BuildFlags; terminal: Terminal },
): Promise<number> {
  const project = findProject(folder, terminal.cwd);
  checkTarget(project, flags.target);
  const entry = await generateEntry(project, { flags, terminal });
  if (entry === null) return 1;
  const { target } = flags;
  const job = { root: project.root, entry, target, options: outputOptions(project, target) };
  const compiled = await withProgress(terminal, {
    text: `Compiling ${relative(terminal.cwd, join(project.root, entry))}`,
    run: () => compile(job),
  });
  reportCompiled(compiled, { project, flags, terminal });
  return compiled.failure === "" ? 0 : 1;
}

/** The entry file below the project's folder, or null after findings. */
async function generateEntry(
  project: Project,
  { flags, terminal }: { flags: BuildFlags; terminal: Terminal },
): Promise<string | null> {
  const folder = relative(terminal.cwd, project.sources) || ".";
  const task: Task = { folder, root: project.sources };
  const run: Run = {
    // Loading the parser takes most of the time.
    generator: await withProgress(terminal, { text: `Reading ${folder}`, run: createGenerator }),
    tasks: [task],
    flags: { ...flags, format: "text" },
    hasOut: false,
    version: readVersion(),
    terminal,
  };
  const outcome = runFolder(task, run);
  reportOutcomes([outcome], run);
  if (outcome.failed) return null;
  return relative(project.root, join(terminal.cwd, outcome.file)).replaceAll("\\", "/");
}

/** asc takes an unknown target for one without settings. */
function checkTarget({ config }: Project, target: string): void {
  const own = Object.keys(config.targets ?? {});
  const ours = config.extends === "@luminarys/sdk-as/asconfig.json" ? ["release", "debug"] : [];
  const names = [...new Set([...own, ...ours])];
  const other = config.extends !== undefined && ours.length === 0;
  if (other || names.includes(target)) return;
  const known = names.length === 0 ? "no targets" : names.join(", ");
  throw new UsageError(`Cannot build target "${target}": asconfig.json has ${known}`);
}

/** asc prints to the output when its configuration names no file. */
function outputOptions({ config }: Project, target: string): string[] {
  const named = config.targets?.[target]?.outFile ?? config.options?.outFile;
  return named === undefined ? ["--outFile", `build/${target}.wasm`] : [];
}

function reportCompiled(
  { findings, texts, files, failure }: Compiled,
  { project, flags, terminal }: { project: Project; flags: BuildFlags; terminal: Terminal },
): void {
  const style = makeStyle(wantsColour(terminal));
  const show = (path: string) =>
    path.startsWith("~lib/") ? path : relative(terminal.cwd, join(project.root, path));
  const normal = new Map([...texts].map(([path, text]) => [path, normalizeText(text)]));
  if (findings.length > 0) {
    terminal.err(renderText(findings, { style, texts: normal, show }));
    terminal.err(`\n${style.bold(countFindings(findings))}\n`);
    if (isContinuousIntegration(terminal.env)) terminal.out(renderAnnotations(findings, show));
  }
  const told = findings.some(({ severity }) => severity === "error");
  if (failure !== "" && !told) terminal.err(`Cannot compile: ${failure.replace(/\.$/, "")}\n`);
  if (failure !== "" || flags.quiet) return;
  for (const [path, bytes] of files) {
    if (!path.endsWith(".wasm")) continue;
    const file = relative(terminal.cwd, path);
    terminal.out(`${style.green("Built")} ${file} (${bytes.toLocaleString("en")} bytes)\n`);
  }
}
