import { expandBraces } from "./braces.js";
import { compileGlob, type Glob } from "./glob.js";
import { compilePathPatterns } from "./path-pattern.js";
import type { TreePath } from "./tree-walk.js";

/** As `fs_glob` asks; only the patterns are required. */
export interface GlobSearchOptions {
  patterns: readonly string[];
  only_files?: boolean;
  only_dirs?: boolean;
  /** Whether wildcards match a leading dot. */
  match_hidden?: boolean;
}

/** Which of the paths that a walk meets are wanted. Throws a SyntaxError. */
export function compileGlobSearch(options: GlobSearchOptions): (found: TreePath) => boolean {
  const { patterns, only_files = false, only_dirs = false, match_hidden = false } = options;
  const wanted = compilePathPatterns(patterns);
  const visible = match_hidden ? () => true : compileVisible(patterns);
  return ({ relative, kind }) => {
    if (only_files && kind === "dir") return false;
    if (only_dirs && kind !== "dir") return false;
    return wanted(relative) && visible(relative);
  };
}

/** A segment that begins with a dot must be matched by a pattern's segment that begins with one. */
function compileVisible(patterns: readonly string[]): (relative: string) => boolean {
  const hidden: Glob[] = patterns
    .flatMap(expandBraces)
    .flatMap((pattern) => pattern.split("/"))
    .filter((segment) => segment.startsWith("."))
    .map((segment) => compileGlob(segment));
  return (relative) =>
    relative
      .split("/")
      .every((name) => !name.startsWith(".") || hidden.some((glob) => glob.matches(name)));
}
