import type { FsPermission } from "../manifest/model.js";
import { denyDisabled, tellAs } from "./decision.js";
import { compileDirGrants, type DirGrant } from "./dir-grant.js";
import { decidePath, grantOf, type PathDecision, type PathRequest } from "./directories.js";

const section = "permissions.fs";
const list = `${section}.dirs`;
const isDisabled = `${section} is disabled`;

/** For hosts that follow the links in the granted paths themselves. */
export interface FsOptions {
  readonly canonicalDirs?: readonly DirGrant[];
}

/**
 * Whether the skill may use a path. Asked before anything is opened, and again with `canonical`
 * once the device knows where links lead.
 */
export function decideFs(
  permission: FsPermission,
  request: PathRequest,
  { canonicalDirs }: FsOptions = {},
): PathDecision {
  const dirs = compileDirGrants(permission.dirs);
  const decision = decidePath({ list, dirs, canonicalDirs }, request);
  if (permission.enabled || (!decision.allowed && decision.code === "invalid")) return decision;
  const told = decision.allowed || decision.told === undefined ? undefined : isDisabled;
  return tellAs(denyDisabled(section, decision.allowed ? [] : decision.lines), told);
}

/** The directories that fs_allowed_dirs tells; none when fs is disabled. */
export function allowedDirs(permission: FsPermission): readonly DirGrant[] {
  return permission.enabled ? compileDirGrants(permission.dirs) : [];
}

/** The sandbox root: the first rw directory, else the first. Patterns are no directories. */
export function fsRoot(permission: FsPermission): string | undefined {
  const dirs = allowedDirs(permission).filter(({ isLiteral }) => isLiteral);
  return (dirs.find(({ mode }) => mode === "rw") ?? dirs[0])?.path;
}

/** For walks that stay silent about what they may not see. */
export function canRead(permission: FsPermission, normalPath: string): boolean {
  return permission.enabled && grantOf(compileDirGrants(permission.dirs), normalPath) !== undefined;
}
