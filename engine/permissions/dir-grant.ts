import { type Automaton, buildAutomaton } from "../cores/glob/automaton.js";
import { type Part, parseGlob } from "../cores/glob/parse.js";
import { compileOnce } from "./compile-once.js";

export type DirMode = "ro" | "rw";

/** A directory that a skill may use, with all below it. */
export interface DirGrant {
  /** As it stands in the manifest: `/data/*:rw`. */
  readonly line: string;
  /** Without mode, trailing slash and trailing `/**`; may be a pattern. */
  readonly path: string;
  readonly mode: DirMode;
  /** Whether `path` holds no wildcard, so that it is a directory itself. */
  readonly isLiteral: boolean;
  /** Matches the directory alone; the root is "", so that `/*` doesn't match it. */
  readonly directory: Automaton;
  readonly parts: readonly Part[];
}

/** Reads `<absolute path or glob>:ro|rw`. Throws a SyntaxError. */
export function parseDirGrant(line: string): DirGrant {
  const [, pattern, mode] = /^(.*):(ro|rw)$/.exec(line) ?? [];
  if (pattern === undefined) {
    throw new SyntaxError(`Cannot read directory "${line}": expected "<path>:ro" or "<path>:rw"`);
  }
  return dirGrant(line, { pattern, mode: mode as DirMode });
}

/** Reads a directory whose mode may be left out, and then is rw. Throws a SyntaxError. */
export function parseDir(line: string): DirGrant {
  return /:(ro|rw)$/.test(line)
    ? parseDirGrant(line)
    : dirGrant(line, { pattern: line, mode: "rw" });
}

export const compileDirGrants = compileOnce(parseDirGrant);
export const compileDirs = compileOnce(parseDir);

/** A pattern for a directory and all below it. */
export function belowParts({ parts }: DirGrant): Part[] {
  const below: Part[] = [{ kind: "literal", char: "/" }, { kind: "any" }];
  return [...parts, { kind: "choice", options: [[], below] }];
}

function dirGrant(line: string, { pattern, mode }: { pattern: string; mode: DirMode }): DirGrant {
  const path = normalizePattern(line, pattern);
  const parts = parseGlob(path === "/" ? "" : path);
  const isLiteral = !/[*?[{\\]/.test(path);
  return { line, path, mode, isLiteral, parts, directory: buildAutomaton(parts) };
}

/** A backslash escapes here, so that this isn't normalizePath. */
function normalizePattern(line: string, pattern: string): string {
  const fail = (reason: string): never => {
    throw new SyntaxError(`Cannot read directory "${line}": ${reason}`);
  };
  if (!pattern.startsWith("/")) fail("expected an absolute path");
  if (pattern.includes("\0")) fail("it holds a NUL character");
  const segments = pattern.split("/").filter((segment) => segment !== "" && segment !== ".");
  if (segments.includes("..")) fail('".." has no place in a grant');
  while (segments.at(-1) === "**") segments.pop();
  return `/${segments.join("/")}`;
}
