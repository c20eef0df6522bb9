import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Compiled, compile } from "../../codegen/compile.js";
import type { Finding } from "../../codegen/diagnostics.js";
import { type Found, findSources } from "../../codegen/files.js";
import { createGenerator } from "../../codegen/generate.js";
import { findPackage } from "../../codegen/package.js";
import { findProject, type Project } from "../../codegen/project.js";
import { renderText } from "../../codegen/render/render-text.js";
import { makeStyle } from "../../codegen/render/style.js";
import { normalizeText } from "../../codegen/source.js";
import { protectTarget, writeTarget } from "../../codegen/write-file.js";

export interface BuildPlace {
  /** What messages' paths are relative to. */
  readonly cwd: string;
  readonly cacheDir: string;
  /** Told of each source before the build, which may fail. */
  readonly onSource: (path: string) => void;
}

export interface BuiltSkill {
  /** The module, in the cache; its source map is beside it, with absolute paths of sources. */
  readonly path: string;
  /** Absolute paths of the author's sources. */
  readonly sources: readonly string[];
}

interface Job extends BuildPlace {
  readonly project: Project;
  readonly found: Found;
}

/** Sources and modules of a project that didn't become a skill, as skill-gen shows it. */
export class SkillBuildError extends Error {
  override readonly name = "SkillBuildError";
}

/**
 * Generates and compiles the skill in a folder for tests, or takes it from the cache. Throws a
 * SkillBuildError, or a UsageError when the folder is no project.
 */
export async function buildSkill(folder: string, place: BuildPlace): Promise<BuiltSkill> {
  const project = findProject(folder, place.cwd);
  const found = findSources(project.sources, { root: project.sources, cwd: place.cwd });
  const job = { ...place, project, found };
  const sources = found.sources.map(({ path }) => join(project.sources, path));
  for (const source of sources) place.onSource(source);
  const path = join(place.cacheDir, `${hashOf(job)}.wasm`);
  if (!isFresh(path, project)) await compileInto(path, { job, entry: await generateEntry(job) });
  const outside = sourcesOutside(path, project);
  for (const source of outside) place.onSource(source);
  return { path, sources: [...sources, ...outside] };
}

/** A module's name says what it is made from, but for sources outside of the skill's folder. */
function isFresh(path: string, project: Project): boolean {
  if (!existsSync(path)) return false;
  const { mtimeMs } = statSync(path);
  const changed = (source: string) => !existsSync(source) || statSync(source).mtimeMs >= mtimeMs;
  return !sourcesOutside(path, project).some(changed);
}

function sourcesOutside(path: string, { sources: folder }: Project): string[] {
  const { sources } = readMap(path);
  return sources.filter(
    (source) => isAbsolute(source) && relative(folder, source).startsWith(".."),
  );
}

function readMap(path: string): { sources: string[] } {
  return JSON.parse(readFileSync(`${path}.map`, "utf8")) as { sources: string[] };
}

/** Writes the entry file as skill-gen does. Gives its path below the project's folder. */
async function generateEntry({ project, found, cwd }: Job): Promise<string> {
  const generator = await createGenerator();
  const { version } = findPackage();
  const made = generator.generate(found.sources, { version });
  const texts = new Map(found.sources.map(({ path, text }) => [path, normalizeText(text)]));
  const show = (path: string) => relative(cwd, join(project.sources, path));
  const fail = (findings: readonly Finding[]) => refuse(findings, { texts, show });
  const findings = [...found.diagnostics, ...made.diagnostics];
  const [entry] = made.files;
  if (entry === undefined || findings.some(isError)) return fail(findings.filter(isError));
  const path = join(project.sources, entry.path);
  const shown = { file: relative(cwd, path), isChosen: false };
  const current = existsSync(path) && readFileSync(path, "utf8") === entry.text;
  const problem = current
    ? null
    : (protectTarget(path, shown) ?? writeTarget(path, { text: entry.text, ...shown }));
  if (problem !== null) return fail([problem]);
  return relative(project.root, path).replaceAll("\\", "/");
}

/** Parallel runs share the cache, so a module appears in it whole, after its source map. */
async function compileInto(
  path: string,
  { job, entry }: { job: Job; entry: string },
): Promise<void> {
  const { root } = job.project;
  const draft = join(dirname(path), `draft-${process.pid}-${++drafts}`, "skill.wasm");
  mkdirSync(dirname(draft), { recursive: true });
  const options = ["--outFile", draft, "--debug", "--sourceMap"];
  checkCompiled(await inTurn(() => compile({ root, entry, target: "debug", options })), job);
  const map = readMap(draft);
  const absolute = (source: string) =>
    source.startsWith("~lib/") ? source : resolve(root, source);
  const sources = map.sources.map(absolute);
  writeFileSync(`${draft}.map`, JSON.stringify({ ...map, sources }));
  renameSync(`${draft}.map`, `${path}.map`);
  renameSync(draft, path);
  rmSync(dirname(draft), { recursive: true });
}

let drafts = 0;
let last: Promise<unknown> = Promise.resolve();

/** asc keeps state that compilations at the same time would share. */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const next = last.then(run);
  last = next.catch(() => undefined);
  return next;
}

function checkCompiled({ findings, texts, failure }: Compiled, { project, cwd }: Job): void {
  if (failure === "") return;
  const errors = findings.filter(isError);
  if (errors.length === 0) {
    throw new SkillBuildError(`Cannot compile skill: ${failure.replace(/\.$/, "")}`);
  }
  const normal = new Map([...texts].map(([path, text]) => [path, normalizeText(text)]));
  const show = (path: string) =>
    path.startsWith("~lib/") ? path : relative(cwd, join(project.root, path));
  refuse(errors, { texts: normal, show });
}

function isError({ severity }: Finding): boolean {
  return severity === "error";
}

function refuse(
  findings: readonly Finding[],
  context: { texts: ReadonlyMap<string, string>; show: (path: string) => string },
): never {
  const text = renderText(findings, { ...context, style: makeStyle(false) });
  throw new SkillBuildError(`Cannot build skill:\n\n${text}`);
}

/** Of all that the module is made from. */
function hashOf({ project, found }: Job): string {
  const hash = createHash("sha256");
  const add = (name: string, text: string) => hash.update(`${name}\0${text.length}\0${text}\0`);
  add("version", `${findPackage().version} ${ascVersion(project.root)}`);
  add("root", realpathSync(project.root));
  add("folder", relative(project.root, project.sources));
  for (const name of ["asconfig.json", "package.json", "package-lock.json"]) {
    const path = join(project.root, name);
    add(name, existsSync(path) ? readFileSync(path, "utf8") : "");
  }
  for (const { path, text } of found.sources) add(path, text);
  for (const { path, text } of guestSources()) add(path, text);
  return hash.digest("hex").slice(0, 32);
}

function ascVersion(root: string): string {
  try {
    const file = createRequire(join(root, "package.json")).resolve("assemblyscript/package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  } catch {
    return "";
  }
}

function guestSources(): { path: string; text: string }[] {
  const folder = fileURLToPath(new URL("assembly", findPackage().root));
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => ({ path: `~lib/${path}`, text: readFileSync(join(folder, path), "utf8") }));
}
