import { existsSync } from "node:fs";
import { allowedDirs, type Manifest } from "@luminarys/sdk-as/engine";

/** Grants of folders and files that aren't there: a line each. Patterns may stand for what comes later. */
export function missingFolders({ permissions }: Manifest): string[] {
  return allowedDirs(permissions.fs)
    .filter(({ isLiteral, path }) => isLiteral && !existsSync(path))
    .map(({ line }) => `"${line}" in permissions.fs.dirs names what isn't there`);
}
