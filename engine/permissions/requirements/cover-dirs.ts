import { containsPattern } from "../../cores/glob/contain.js";
import { patternsOverlap } from "../../cores/glob/overlap.js";
import type { Part } from "../../cores/glob/parse.js";
import type { FsPermission } from "../../manifest/model.js";
import { allow, type Decision, deny, denyDisabled, printKnown } from "../decision.js";
import { depthOf } from "../dir-depth.js";
import { belowParts, compileDirGrants, type DirGrant, parseDirGrant } from "../dir-grant.js";
import { coveringLines } from "./covering-lines.js";

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
  const below = belowParts(wanted);
  const fitting = grants.filter((grant) => wanted.mode === "ro" || grant.mode === "rw");
  const covering = coveringLines(fitting, {
    covers: (some) => covers(some, below),
    contains: (outer, inner) => covers([outer], belowParts(inner)),
  });
  if (!covering) return deny(`${list} doesn't cover it${printKnown(dirs)}`, [line]);
  const narrower = wanted.mode === "rw" ? narrowing(grants, below) : undefined;
  if (narrower) return deny(`"${narrower.line}" is read-only`, [line]);
  return allow(
    covering.map((grant) => ({ list, item: grant.line })),
    {},
  );
}

function covers(grants: readonly DirGrant[], wanted: readonly Part[]): boolean {
  return containsPattern(grants.map(belowParts), wanted);
}

/** A read-only directory that takes some of `wanted` away; unless all of it is granted as deep. */
function narrowing(grants: readonly DirGrant[], wanted: readonly Part[]): DirGrant | undefined {
  const writable = grants.filter(({ mode }) => mode === "rw");
  return grants.find((grant) => {
    if (grant.mode === "rw" || !patternsOverlap(belowParts(grant), wanted)) return false;
    const { max } = depthOf(grant);
    return !covers(
      writable.filter((each) => depthOf(each).min >= max),
      wanted,
    );
  });
}
