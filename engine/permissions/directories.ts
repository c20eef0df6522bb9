import { patternsOverlap } from "../cores/glob/overlap.js";
import { parseGlob } from "../cores/glob/parse.js";
import { accepts } from "../cores/glob/run.js";
import {
  allow,
  type Decision,
  type Denied,
  deny,
  type ManifestLine,
  printKnown,
  refuse,
  tellAs,
} from "./decision.js";
import type { DirGrant, DirMode } from "./dir-grant.js";
import { normalizePath, parentPath, pathAndParents } from "./path.js";

export interface PathRequest {
  readonly path: string;
  readonly mode: DirMode;
  /** Where the path leads once links are followed, when that is known. */
  readonly canonical?: string | undefined;
  /** Whether all below the path is changed too. */
  readonly recursive?: boolean | undefined;
  /** Whether the path is a directory for sure: then it is what a hint says to add, and not the one around it. */
  readonly isDirectory?: boolean | undefined;
}

/** A list of directories and its name in the manifest. */
export interface DirList {
  readonly list: string;
  readonly dirs: readonly DirGrant[];
  /** The same directories once links in their own paths are followed. */
  readonly canonicalDirs?: readonly DirGrant[] | undefined;
}

/** The normalised path is what a device acts on. */
export type PathDecision = Decision<{ readonly path: string; readonly grant: DirGrant }>;

export function decidePath(dirs: DirList, request: PathRequest): PathDecision {
  const decision = decideAny(dirs, request);
  const tellLess = (what: string, denied: Denied) =>
    tellAs(denied, toldOf(what, { dirs, request }));
  if (!decision.allowed) {
    const isLedAway = decision.code === "denied" && hasDots(request.path);
    return isLedAway ? tellLess('".."', decision) : decision;
  }
  if (request.canonical === undefined) return decision;
  const real = { ...dirs, dirs: dirs.canonicalDirs ?? dirs.dirs };
  const canonical = decideAny(real, { ...request, path: request.canonical });
  if (canonical.allowed) return decision;
  const reason = `it leads to "${request.canonical}", ${canonical.reason}`;
  return tellLess("a link", { ...canonical, reason });
}

function hasDots(path: string): boolean {
  return path.split("/").includes("..");
}

function decideAny(dirs: DirList, request: PathRequest): PathDecision {
  let path: string;
  try {
    path = normalizePath(request.path);
  } catch (error) {
    return refuse((error as SyntaxError).message);
  }
  return decideNormal(dirs, { ...request, path });
}

function decideNormal(list: DirList, request: PathRequest): PathDecision {
  const { path, mode } = request;
  const grant = grantOf(list.dirs, path);
  if (!grant) return deny(outside(list), [suggestion(list, request)]);
  if (mode === "rw" && grant.mode === "ro") {
    return deny(`"${grant.line}" is read-only`, [{ list: list.list, item: `${grant.path}:rw` }]);
  }
  return (
    refuseNarrower(list, request) ?? allow([{ list: list.list, item: grant.line }], { path, grant })
  );
}

/** The grant of the deepest directory around the path; of two for the same one, rw. */
export function grantOf(dirs: readonly DirGrant[], path: string): DirGrant | undefined {
  const around = pathAndParents(path);
  let best: { grant: DirGrant; depth: number } | undefined;
  for (const grant of dirs) {
    const depth = around.findIndex((each) => accepts(grant.directory, each));
    if (depth < 0 || depth < (best?.depth ?? 0)) continue;
    if (depth === best?.depth && grant.mode === "ro") continue;
    best = { grant, depth };
  }
  return best?.grant;
}

/** A change to all below a path mustn't reach a directory that is read-only. */
function refuseNarrower(
  { dirs, list }: DirList,
  { path, mode, recursive }: PathRequest,
): Denied | undefined {
  if (!recursive || mode === "ro") return undefined;
  const below = [...parseGlob(path === "/" ? "" : escapeGlob(path)), ...parseGlob("/**")];
  const narrower = dirs.find((each) => each.mode === "ro" && patternsOverlap(each.parts, below));
  if (!narrower) return undefined;
  const lines = [{ list, item: `${narrower.path}:rw` }];
  return deny(`"${narrower.line}" below it is read-only`, lines);
}

function outside({ dirs, list }: DirList): string {
  if (dirs.length === 0) return `${list} is empty`;
  return `outside the allowed directories${printKnown(dirs.map(({ line }) => line))}`;
}

/** Names the permission, and neither where the path leads nor what would open that. */
function toldOf(
  what: string,
  { dirs: { dirs, list }, request: { mode } }: { dirs: DirList; request: PathRequest },
): string {
  const known = printKnown(dirs.map(({ line }) => line));
  return `${what} leads where ${list} allows no ${mode === "rw" ? "writing" : "reading"}${known}`;
}

function suggestion({ list }: DirList, { path, mode, isDirectory }: PathRequest): ManifestLine {
  const parent = parentPath(path);
  const directory = isDirectory || parent === "/" ? path : parent;
  return { list, item: `${escapeGlob(directory)}:${mode}` };
}

export function escapeGlob(text: string): string {
  return text.replace(/[*?[{\\]/g, "\\$&");
}
