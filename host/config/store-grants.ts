import { realpathSync } from "node:fs";
import { allowedDirs } from "@luminarys/sdk-as/engine";
import type { ConfigProblem } from "./config-error.js";
import type { SkillReading } from "./read-skill-file.js";
import { shownPath } from "./shown-path.js";

/**
 * One problem for each granted folder that is the host's store, lies in it or holds it: a skill that
 * reaches it reads and writes what all skills remember. A grant of everything, "/", is taken at its word.
 */
export function storeGrants(
  skills: readonly SkillReading[],
  { folder, cwd }: { folder: string | undefined; cwd: string },
): ConfigProblem[] {
  if (folder === undefined) return [];
  const store = realPath(folder);
  return skills.flatMap(({ file, skill }) => {
    const dirs = skill ? allowedDirs(skill.manifest.permissions.fs) : [];
    const reaching = dirs.filter(({ path, isLiteral }) => {
      const dir = realPath(path);
      return isLiteral && dir !== "/" && (isWithin(dir, store) || isWithin(store, dir));
    });
    return reaching.map(({ line }) => ({
      file: shownPath(file, cwd),
      message: `Cannot grant "${line}": the host's store is at ${shownPath(folder, cwd)}`,
      hint: "grant another folder, or keep the store elsewhere by store.path of host.yaml",
    }));
  });
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Of what isn't there yet, as it is written. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
