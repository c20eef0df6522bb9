import { RequirementError } from "@luminarys/sdk-as/engine";
import type { ConfigProblem } from "../config/config-error.js";
import type { SkillFile } from "../config/model.js";
import { problemAt } from "../config/place-in.js";
import { readText } from "../config/read-skill-file.js";
import { shownPath } from "../config/shown-path.js";

/** Why a host didn't take a skill, at the keys of its manifest that say so. */
export function loadProblems(
  error: unknown,
  { file, cwd }: Pick<SkillFile, "file"> & { cwd: string },
): ConfigProblem[] {
  if (!(error instanceof Error)) throw error;
  const text = readText(file);
  const shown = shownPath(file, cwd);
  const at = (problem: { key: string; message: string; hint?: string }) => {
    const place = problemAt("value" in text ? text.value : "", problem);
    return { file: shown, ...place };
  };
  if (!(error instanceof RequirementError)) return [at({ key: "path", message: error.message })];
  return error.unmet.map(({ line, reason, grant }) => {
    const message = `Cannot meet requirement "${line}": ${reason}`;
    return at({ key: "permissions", message, ...(grant !== undefined && { hint: grant }) });
  });
}
