import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { printAssembly } from "./print-assembly.js";
import { printDocs } from "./print-docs.js";
import { printEngine } from "./print-engine.js";
import { printTexts } from "./print-texts.js";

/** A file as it should be; `path` is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  toString(): string;
}

/** Everything that is printed from the contract. */
export function generatedFiles(): GeneratedFile[] {
  return [...printAssembly(), ...printEngine(), ...printDocs(), printTexts()];
}

/** The files that are missing below `root` or differ from what the contract says. */
export function staleFiles(root: string): GeneratedFile[] {
  return staleAmong(generatedFiles(), root);
}

/** Those of the files that are missing below `root` or differ. */
export function staleAmong(files: readonly GeneratedFile[], root: string): GeneratedFile[] {
  return files.filter((file) => read(join(root, file.path)) !== file.toString());
}

export function writeFile(root: string, file: GeneratedFile): void {
  const path = join(root, file.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, file.toString());
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
