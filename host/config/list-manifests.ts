import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileReason } from "./file-reason.js";
import type { Placed } from "./placed.js";
import { shownPath } from "./shown-path.js";

/** What the entries under `skills:` mean. */
export interface ManifestList {
  /** Each once, in the order of the entries, those of a folder by name. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  /** Entries where nothing is that can be read. */
  readonly missing: readonly string[];
}

/** Reports entries that name nothing. A folder stands for every .yaml and .yml in it but `except`. */
export function listManifests(
  entries: readonly Placed<string>[],
  { except, cwd }: { except: string | undefined; cwd: string },
): ManifestList {
  const files = new Map<string, string>();
  const folders: string[] = [];
  const missing: string[] = [];
  const leftOut = except === undefined ? undefined : canonical(except);
  for (const { value: path, place } of entries) {
    try {
      const isFolder = statSync(path).isDirectory();
      if (isFolder) folders.push(path);
      for (const file of isFolder ? manifestsIn(path) : [path]) {
        const key = canonical(file);
        if (key !== leftOut && !files.has(key)) files.set(key, file);
      }
    } catch (error) {
      missing.push(path);
      const hint = "name a manifest, or a folder that holds manifests";
      place.report(
        `Cannot read ${place.path} "${shownPath(path, cwd)}": ${fileReason(error)}`,
        hint,
      );
    }
  }
  return { files: [...files.values()], folders, missing };
}

/** Every .yaml and .yml of a folder, by name. Throws when it can't be read. */
export function manifestsIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => /^[^.].*\.ya?ml$/.test(name));
  return names.sort().map((name) => join(folder, name));
}

/** One that vanished meanwhile is told by whoever reads it. */
function canonical(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
