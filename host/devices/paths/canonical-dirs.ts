import { realpathSync } from "node:fs";
import { type DirGrant, parseDirGrant } from "@luminarys/sdk-as/engine";

/** The granted directories where their own paths lead; those that aren't there as they are. */
export function canonicalDirs(grants: readonly DirGrant[]): readonly DirGrant[] {
  return grants.map(followLinks);
}

function followLinks(grant: DirGrant): DirGrant {
  const path = grant.isLiteral ? realPath(grant.path) : grant.path;
  if (path === grant.path || /[*?[{\\]/.test(path)) return grant;
  return { ...parseDirGrant(`${path}:${grant.mode}`), line: grant.line };
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
