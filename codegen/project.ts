import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { reasonOf } from "./reason.js";
import { UsageError } from "./usage-error.js";

/** A folder with an asconfig.json, as asc wants it. */
export interface Project {
  readonly root: string;
  /** Folder of the annotated sources. */
  readonly sources: string;
  readonly config: Config;
}

interface Config {
  readonly extends?: string;
  readonly options?: { readonly outFile?: string };
  readonly targets?: Readonly<Record<string, { readonly outFile?: string }>>;
}

/** Finds the project that `folder` is, or that it holds the sources of. */
export function findProject(folder: string, cwd: string): Project {
  const start = resolve(cwd, folder);
  const stat = statSync(start, { throwIfNoEntry: false });
  if (stat === undefined) throw new UsageError(`Cannot build "${folder}": no such folder`);
  if (!stat.isDirectory()) {
    throw new UsageError(`Cannot build "${folder}": it is a file, expected a folder`);
  }
  for (let root = start; ; root = dirname(root)) {
    const file = join(root, "asconfig.json");
    if (existsSync(file)) {
      const config = readConfig(file, relative(cwd, file));
      checkExtends(config, file);
      return { root, sources: root === start ? findSourceFolder(root) : start, config };
    }
    if (root === dirname(root)) break;
  }
  const hint = "skill-gen init makes a project; docs/guide/skill-gen.md shows the file";
  throw new UsageError(`Cannot build "${folder}": no asconfig.json in it or above`, hint);
}

/** asc fails without words when a package that the configuration extends isn't there. */
function checkExtends({ extends: base = "./" }: Config, file: string): void {
  if (/^\.{0,2}\//.test(base)) return;
  try {
    createRequire(file).resolve(base);
  } catch {
    throw new UsageError(
      `Cannot build: asconfig.json extends "${base}", which is not installed`,
      "npm install",
    );
  }
}

function findSourceFolder(root: string): string {
  const found = ["assembly", "src"].find((name) => existsSync(join(root, name)));
  return found === undefined ? root : join(root, found);
}

function readConfig(file: string, shown: string): Config {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`Cannot read "${shown}": ${reasonOf(error)}`);
  }
  try {
    return JSON.parse(text) as Config;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`Cannot read "${shown}": ${error.message}`);
  }
}
