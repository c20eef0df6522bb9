import { closeSync, openSync, readSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileReason } from "./file-reason.js";

const MAGIC = Buffer.from("\0asm");

export interface ModuleProblem {
  readonly message: string;
  readonly hint: string;
}

/** Where a manifest's module may be: beside the manifest, else in the working directory. */
export function modulePlaces(
  path: string,
  { manifestFile, cwd }: { manifestFile: string; cwd: string },
): string[] {
  return [resolve(dirname(manifestFile), path), resolve(cwd, path)];
}

/** The first of the places where there is something, if that's a module. */
export function findModule(path: string, places: readonly string[]): string | ModuleProblem {
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false }) !== undefined);
  const hint = "build the skill first, or correct the path";
  if (found !== undefined) return moduleProblem(found, { name: path, hint }) ?? found;
  const reason = "it is neither beside the manifest nor in the working directory";
  return problem(path, { reason, hint });
}

/** What is wrong with a file that should be a WebAssembly module, as far as its first bytes tell. */
export function moduleProblem(
  file: string,
  {
    name,
    hint = "name a compiled skill, such as build/skill.wasm",
  }: { name: string; hint?: string },
): ModuleProblem | undefined {
  try {
    if (isModule(firstBytes(file))) return undefined;
  } catch (error) {
    const isDenied = (error as NodeJS.ErrnoException).code === "EACCES";
    return problem(name, {
      reason: fileReason(error),
      hint: isDenied ? "let this user read it" : hint,
    });
  }
  if (!name.endsWith(".skill")) {
    return problem(name, { reason: "it is not a WebAssembly module", hint });
  }
  return problem(name, {
    reason: "this kind of .skill container is not known",
    hint: "ask its author for the .wasm module that is inside",
  });
}

/** Whether a file's bytes begin as a WebAssembly module does. */
export function isModule(bytes: Uint8Array): boolean {
  return MAGIC.equals(bytes.subarray(0, MAGIC.length));
}

function problem(name: string, { reason, hint }: { reason: string; hint: string }): ModuleProblem {
  return { message: `Cannot read module "${name}": ${reason}`, hint };
}

function firstBytes(file: string): Buffer {
  const { isFile } = statKind(file);
  const bytes = Buffer.alloc(MAGIC.length);
  // Opening a FIFO would wait for somebody to write.
  if (!isFile) return bytes;
  const descriptor = openSync(file, "r");
  try {
    return bytes.subarray(0, readSync(descriptor, bytes));
  } finally {
    closeSync(descriptor);
  }
}

function statKind(file: string): { isFile: boolean } {
  const stat = statSync(file);
  if (!stat.isDirectory()) return { isFile: stat.isFile() };
  throw Object.assign(new Error("EISDIR"), { code: "EISDIR" });
}
