import { readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";
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
import { findModule } from "./find-module.js";
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
}

/** Reads a manifest and finds its module. Doesn't throw for what is wrong with them. */
export function readSkillFile(file: string, options: SkillFileOptions): SkillReading {
  const { cwd, env, hostEnv = {}, limits = {} } = options;
  const shown = shownPath(file, cwd);
  const failed = (problems: readonly ConfigProblem[]) => ({ file, skill: undefined, problems });
  const text = readText(file);
  if ("reason" in text) {
    return failed([{ file: shown, message: `Cannot read manifest: ${text.reason}` }]);
  }
  const own = readEnvironmentFile(dirname(file));
  if (own.problem) return failed([{ file: shownPath(own.path, cwd), message: own.problem }]);
  const environment = { ...hostEnv, ...own.values, ...env };
  const parsed = parse(text.value, { file: shown, environment, limits });
  if (!("manifest" in parsed)) return failed(parsed.problems);
  const { manifest } = parsed;
  const module = options.modulePath ?? findModule(manifest.path, { manifestFile: file, cwd });
  if (typeof module === "string") {
    return { file, skill: Object.freeze({ file, manifest, modulePath: module }), problems: [] };
  }
  return failed([{ file: shown, ...problemAt(text.value, { key: "path", ...module }) }]);
}

/** A file's text, or why there is none. */
export function readText(file: string): { value: string } | { reason: string } {
  try {
    const stat = statSync(file);
    const { size } = stat;
    // Reading a FIFO would wait for somebody to write.
    if (!stat.isFile() && !stat.isDirectory()) return { reason: "it is not a regular file" };
    if (size > MAX_BYTES) return { reason: `it has ${size} bytes, expected at most ${MAX_BYTES}` };
    return { value: readFileSync(file, "utf8") };
  } catch (error) {
    return { reason: fileReason(error) };
  }
}

interface ParseOptions {
  readonly file: string;
  readonly environment: Environment;
  readonly limits: Partial<Limits>;
}

function parse(
  text: string,
  options: ParseOptions,
): { manifest: Manifest } | { problems: readonly ConfigProblem[] } {
  try {
    return { manifest: parseManifest(text, options) };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    return { problems: error.problems.map((problem) => ({ file: options.file, ...problem })) };
  }
}
