import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  type Environment,
  type Limits,
  type Manifest,
  ManifestError,
  parseManifest,
} from "@luminarys/sdk-as/engine";
import type { ConfigProblem } from "./config-error.js";
import { readEnvironmentFile } from "./environment.js";
import { fileReason } from "./file-reason.js";
import { findModule, isModule, modulePlaces } from "./find-module.js";
import type { SkillFile } from "./model.js";
import { problemAt } from "./place-in.js";
import { shownPath } from "./shown-path.js";

/** A text in bytes beyond which it's no manifest. */
const MAX_BYTES = 1 << 20;

export interface Surroundings {
  readonly cwd: string;
  /** The process environment, which wins over .env files. */
  readonly env: Environment;
}

export interface SkillFileOptions extends Surroundings {
  /** What stands in the .env beside host.yaml. */
  readonly hostEnv?: Environment;
  readonly limits?: Partial<Limits>;
  /** The module to use instead of the manifest's. */
  readonly modulePath?: string;
}

/** A manifest file as it was found: without a skill when there are problems. */
export interface SkillReading {
  readonly file: string;
  readonly skill: SkillFile | undefined;
  readonly problems: readonly ConfigProblem[];
  /** Files on which the outcome depends, whether they exist or not. */
  readonly sources: readonly string[];
}

/** Reads a manifest and finds its module. Doesn't throw for what is wrong with them. */
export function readSkillFile(file: string, options: SkillFileOptions): SkillReading {
  const { cwd } = options;
  const own = readEnvironmentFile(dirname(file));
  const sources = [file, own.path];
  const failed = (problems: readonly ConfigProblem[]) => ({ skill: undefined, problems });
  const shown = shownPath(file, cwd);
  const text = readText(file);
  if ("reason" in text) {
    const message = `Cannot read manifest: ${text.reason}`;
    const hint = text.isModule ? { hint: "skill-host init <module> writes its manifest" } : {};
    return { file, sources, ...failed([{ file: shown, message, ...hint }]) };
  }
  if (own.problem) {
    const problem = { file: shownPath(own.path, cwd), message: own.problem };
    return { file, sources, ...failed([problem]) };
  }
  const parsed = parse(text.value, {
    file: shown,
    folder: resolve(dirname(file)),
    environment: own.values,
    options,
  });
  if (!("manifest" in parsed)) return { file, sources, ...failed(parsed.problems) };
  const { manifest } = parsed;
  const places = modulePlaces(manifest.path, { manifestFile: file, cwd });
  const module = options.modulePath ?? findModule(manifest.path, places);
  const all = { file, sources: [...sources, ...places] };
  if (typeof module !== "string") {
    return {
      ...all,
      ...failed([{ file: shown, ...problemAt(text.value, { key: "path", ...module }) }]),
    };
  }
  return { ...all, skill: Object.freeze({ file, manifest, modulePath: module }), problems: [] };
}

/** A file's text, or why there is none. */
export function readText(file: string): { value: string } | NoText {
  try {
    const stat = statSync(file);
    const { size } = stat;
    // Reading a FIFO would wait for somebody to write.
    if (!stat.isFile() && !stat.isDirectory()) return { reason: "it is not a regular file" };
    if (size > MAX_BYTES) return { reason: `it has ${size} bytes, expected at most ${MAX_BYTES}` };
    const bytes = readFileSync(file);
    if (isModule(bytes)) return { reason: "it is a compiled skill", isModule: true };
    if (!isUtf8(bytes) || bytes.includes(0)) return { reason: "it is not text" };
    return { value: bytes.toString() };
  } catch (error) {
    return { reason: fileReason(error) };
  }
}

/** Why a file isn't read as text. */
interface NoText {
  readonly reason: string;
  /** Whether it is WebAssembly, which other places name. */
  readonly isModule?: true;
}

interface ParseOptions {
  readonly file: string;
  readonly folder: string;
  /** Of the manifest's own .env. */
  readonly environment: Environment;
  readonly options: SkillFileOptions;
}

function parse(
  text: string,
  { file, folder, environment: own, options }: ParseOptions,
): { manifest: Manifest } | { problems: readonly ConfigProblem[] } {
  const { env, hostEnv = {}, limits = {} } = options;
  const environment = { ...hostEnv, ...own, ...env };
  try {
    return { manifest: parseManifest(text, { file, folder, environment, limits }) };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return { problems: error.problems.map((problem) => ({ file, ...problem })) };
  }
}
