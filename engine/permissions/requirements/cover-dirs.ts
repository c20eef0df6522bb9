import { containsPattern } from "../../cores/glob/contain.js";
import { patternsOverlap } from "../../cores/glob/overlap.js";
import type { FsPermission } from "../../manifest/model.js";
import { allow, type Decision, deny, denyDisabled, printKnown } from "../decision.js";
import { belowParts, compileDirGrants, parseDirGrant } from "../dir-grant.js";

const list = "permissions.fs.dirs";

/** Whether the directory and all below it are granted in that mode. */
export function coverDirs(
  { enabled, dirs }: FsPermission,
  { pattern, mode }: { pattern: string; mode: string },
): Decision {
  const path = pattern === "**" ? "/" : pattern;
  const wanted = parseDirGrant(`${path}:${mode || "ro"}`);
  const line = { list, item: wanted.line };
  if (!enabled) return denyDisabled("permissions.fs", [line]);
  const grants = compileDirGrants(dirs);
  const fitting = grants.filter((grant) => wanted.mode === "ro" || grant.mode === "rw");
  const below = belowParts(wanted);
  if (!containsPattern(fitting.map(belowParts), below)) {
    return deny(`${list} doesn't cover it${printKnown(dirs)}`, [line]);
  }
  const narrower = grants.find(
    (grant) => wanted.mode === "rw" && grant.mode === "ro" && patternsOverlap(grant.parts, below),
  );
  if (narrower) return deny(`"${narrower.line}" is read-only`, [line]);
  return allow([line], {});
}
