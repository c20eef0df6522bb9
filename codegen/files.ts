import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { type Diagnostic, makeDiagnostic } from "./diagnostics.js";
import { reasonOf } from "./reason.js";
import type { Source } from "./source.js";

const header = "// Made by skill-gen ";
const skippedFolders = new Set(["node_modules", "dist"]);

export interface Found {
  readonly sources: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Where {
  /** What the sources' paths are relative to; holds the folder. */
  readonly root: string;
  /** What messages' paths are relative to. */
  readonly cwd: string;
}

/** Reads the sources below `folder`. */
export function findSources(folder: string, { root, cwd }: Where): Found {
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [];
  const visited = new Set<string>();
  const pending = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    try {
      const kind = kindOf(next, next === folder);
      if (kind === "folder") pending.push(...list(next, visited));
      if (kind === "source") sources.push(...readOne(next, { root, cwd, diagnostics }));
    } catch (error) {
      const file = pathIn(cwd, next);
      const hint = "Make it readable, or move it out of the folder";
      diagnostics.push(makeDiagnostic("SK901", { file, reason: reasonOf(error), hint }));
    }
  }
  return { sources: sources.sort((a, b) => (a.path < b.path ? -1 : 1)), diagnostics };
}

function kindOf(path: string, top: boolean): "folder" | "source" | "other" {
  const name = basename(path);
  const source = /\.ts$/.test(name) && !/\.(?:d|test)\.ts$/.test(name);
  const stat = source || top ? statSync(path) : statIfPossible(path);
  if (stat?.isDirectory()) {
    const skipped = skippedFolders.has(name) || name.startsWith(".");
    return skipped && !top ? "other" : "folder";
  }
  return source && stat?.isFile() ? "source" : "other";
}

/** A broken link that isn't a source is nobody's business. */
function statIfPossible(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** A folder reached a second time, through a link, is empty. */
function list(folder: string, visited: Set<string>): string[] {
  const real = realpathSync(folder);
  if (visited.has(real)) return [];
  visited.add(real);
  return readdirSync(folder).map((name) => join(folder, name));
}

function readOne(
  path: string,
  { root, cwd, diagnostics }: Where & { diagnostics: Diagnostic[] },
): Source[] {
  const text = readFileSync(path, "utf8");
  if (isEntryFile(text, basename(path))) return [];
  if (!text.includes("\0")) return [{ path: pathIn(root, path), text }];
  if (text.includes("@skill:")) {
    diagnostics.push(makeDiagnostic("SK904", { file: pathIn(cwd, path) }));
  }
  return [];
}

/** Whether a file is one that skill-gen, ours or an older one, made. */
export function isEntryFile(text: string, name: string): boolean {
  return text.startsWith(header) || (name === "lib.ts" && text.includes("skill_handle"));
}

function pathIn(root: string, path: string): string {
  return relative(root, path).split(sep).join("/");
}
