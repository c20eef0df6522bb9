import { compileGlob } from "./glob.js";

/** Matches relative paths such as `src/main.ts`. */
export type PathTest = (relative: string) => boolean;

/**
 * Whether one of the globs matches: one that holds a `/` the whole path, else the base name. Throws a
 * SyntaxError.
 */
export function compilePathPatterns(patterns: readonly string[]): PathTest {
  const tests = patterns.map((pattern) => {
    const glob = compileGlob(pattern.replace(/^(\.?\/)+/, ""));
    if (pattern.includes("/")) return (path: string) => glob.matches(path);
    return (path: string) => glob.matches(baseName(path));
  });
  return (path) => tests.some((test) => test(path));
}

/** As `compilePathPatterns`, and whether one matches a directory above the path. */
export function compileExclusion(patterns: readonly string[]): PathTest {
  const excluded = compilePathPatterns(patterns);
  if (patterns.length === 0) return () => false;
  return (path) => {
    for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
      if (excluded(path.slice(0, at))) return true;
    }
    return excluded(path);
  };
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
