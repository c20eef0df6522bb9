import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Source {
  /** Relative to the repository's root, with forward slashes. */
  path: string;
  text: string;
}

const skipped = new Set(["node_modules", "dist", ".git", ".temp", "build", "results"]);

/** Every file of the working tree that a person could have written, whose name passes the filter. */
export function listSources(wanted: (path: string) => boolean, dir = root): Source[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const full = join(dir, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : listSources(wanted, full);
    const path = relative(root, full).replaceAll("\\", "/");
    return entry.isFile() && wanted(path) ? [{ path, text: readFileSync(full, "utf8") }] : [];
  });
}
