import { basename } from "node:path";
import { parseYaml } from "@luminarys/sdk-as/engine/yaml";
import { modulePlaces } from "./find-module.js";
import { manifestsIn } from "./list-manifests.js";
import { readText } from "./read-skill-file.js";

/** A manifest that runs a module; the rest of it may be wrong, or wait for variables. */
export interface OwnManifest {
  readonly file: string;
  readonly id: string;
}

/** The manifest of a folder that names a module: manifest.yaml, or else the first by name. */
export function ownManifest(
  modulePath: string,
  { folder, cwd }: { folder: string; cwd: string },
): OwnManifest | undefined {
  const found = filesIn(folder).flatMap((file) => {
    const { id, path } = identityOf(file);
    if (id === undefined || path === undefined) return [];
    const isIts = modulePlaces(path, { manifestFile: file, cwd }).includes(modulePath);
    return isIts ? [{ file, id }] : [];
  });
  return found.find(({ file }) => /^manifest\.ya?ml$/.test(basename(file))) ?? found[0];
}

function filesIn(folder: string): string[] {
  try {
    return manifestsIn(folder);
  } catch {
    return [];
  }
}

function identityOf(file: string): { id?: string | undefined; path?: string | undefined } {
  const text = readText(file);
  if ("reason" in text) return {};
  const entries = parseYaml(text.value).root.entries() ?? [];
  const textOf = (key: string) => entries.find((entry) => entry.key === key)?.value.text;
  return { id: textOf("id"), path: textOf("path") };
}
