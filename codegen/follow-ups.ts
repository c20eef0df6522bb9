import type { Finding } from "./diagnostics.js";

/** Leaves out what is over once an earlier finding in the same file is mended. */
export function withoutFollowUps(findings: readonly Finding[]): Finding[] {
  return findings.filter(
    (each) => !findings.some((other) => isBefore(other, each) && explains(other, each)),
  );
}

function isBefore(other: Finding, { path, start }: Finding): boolean {
  return other.severity === "error" && other.path === path && other.start < start;
}

function explains(other: Finding, each: Finding): boolean {
  if (isOfUnknownType(each)) return !isOfUnknownType(other);
  // One import is missing, however often its name is used.
  return each.id === "TS2304" && each.hint.startsWith("Import it:") && other.hint === each.hint;
}

/** `auto` is asc's type of what it couldn't find out; that something else is to become it has its own reason. */
function isOfUnknownType({ message }: Finding): boolean {
  return message.includes("'auto'") && !message.includes("to type 'auto'");
}
