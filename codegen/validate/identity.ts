import type { SkillTags } from "../read/annotations.js";
import type { Report } from "../report.js";

export function validateIdentity({ id, version }: SkillTags, report: Report): void {
  const reason = id === null ? "" : problemOfId(id.value);
  if (id !== null && reason !== "") report.add("SK104", id, { id: id.value, reason });
  if (version !== null && !/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(version.value)) {
    report.add("SK105", version, { version: version.value });
  }
}

/** Why a skill cannot have this id, or "". */
export function problemOfId(id: string): string {
  const segments = id.split(".");
  const other = /[^a-z0-9.-]/u.exec(id)?.[0];
  if (other !== undefined) return `"${other}" is not allowed`;
  if (segments.includes("")) return "a segment is empty";
  if (segments.length < 3) {
    return `it has ${segments.length} segment${segments.length === 1 ? "" : "s"}`;
  }
  return segments.some((segment) => /^-|-$/.test(segment))
    ? "a segment begins or ends with a hyphen"
    : "";
}
