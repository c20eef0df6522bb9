import { existsSync } from "node:fs";
import type { DirGrant } from "@luminarys/sdk-as/engine";
import { compileGlob } from "@luminarys/sdk-as/engine/cores";
import type { Anchor } from "../files/anchor.js";
import { FileTree } from "../files/file-tree.js";
import { holdByPath } from "../files/path-anchor.js";
import type { TimeLimit } from "../files/time-limit.js";
import { systemCode } from "../paths/system-failure.js";

/** The directories and files that grants stand for, as far as they exist. Throws a HostError when time is up. */
export function findGrantedDirs(grants: readonly DirGrant[], limit: TimeLimit): string[] {
  return grants.flatMap((grant) => {
    if (!grant.isLiteral) return findMatching(grant.path, limit);
    return existsSync(grant.path) ? [grant.path] : [];
  });
}

/** Goes no deeper than the pattern, below the directory that it begins with. */
function findMatching(pattern: string, limit: TimeLimit): string[] {
  const glob = compileGlob(pattern);
  const fixed = pattern.slice(0, pattern.search(/[*?[{\\]/));
  const root = fixed.slice(0, fixed.lastIndexOf("/"));
  const rest = pattern.slice(root.length);
  const maxDepth = rest.includes("**") ? 0 : rest.split("/").length - 1;
  const dir = holdDir(root || "/");
  if (!dir) return [];
  const found: string[] = [];
  for (const { path, kind } of new FileTree(dir, root).walk({ ignoreDirs: [], maxDepth })) {
    limit.check();
    if ((kind === "dir" || kind === "file") && glob.matches(path)) found.push(path);
  }
  return found;
}

/** What it finds is checked before anything in it is read: here names are enough. */
function holdDir(path: string): Anchor | undefined {
  try {
    return holdByPath(path);
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined;
  }
}
