import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isEntryFile } from "./files.js";
import { findPackage } from "./package.js";
import type { Source } from "./source.js";

const made = new Set(["node_modules", "build"]);

function templatesFolder(): string {
  return fileURLToPath(new URL("templates/", findPackage().root));
}

export function listTemplates(): string[] {
  return readdirSync(templatesFolder(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** A template's files, without what building it left there. */
export function readTemplate(template: string): Source[] {
  const root = join(templatesFolder(), template);
  return listFiles(root)
    .map((file) => ({
      path: relative(root, file).split(sep).join("/"),
      text: readFileSync(file, "utf8"),
    }))
    .filter(({ path, text }) => !isEntryFile(text, path.split("/").at(-1) ?? ""));
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return [path];
    return entry.isDirectory() && !made.has(entry.name) ? listFiles(path) : [];
  });
}
