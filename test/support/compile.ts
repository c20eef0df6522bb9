import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cacheDir = join(root, "node_modules/.cache/compiled-skills");
const packages = { "0.27": "assemblyscript-0.27", "0.28": "assemblyscript" } as const;

export type AscVersion = keyof typeof packages;

export interface CompileInput {
  /** AssemblyScript sources by path, compiled without being written to disk. */
  files?: Record<string, string>;
  /** Entry file: a name in `files` (default: its first), or a file on disk, compiled with all below its folder. */
  entry?: string;
  /** asc's options as in an asconfig, on top of `@luminarys/sdk-as/asconfig.json`. */
  options?: Record<string, unknown>;
  /** False compiles without the package's asconfig. */
  extend?: boolean;
  asc?: AscVersion;
}

export interface CompiledSkill {
  wasm: Uint8Array;
  /** Present when `options.sourceMap` is set. */
  sourceMap?: string;
}

interface Job {
  baseDir: string;
  files: Record<string, string>;
  entry: string;
  asc: AscVersion;
}

/** Compiles a skill with the real asc, or takes it from the cache. Throws an Error with asc's diagnostics. */
export async function compileSkill(input: CompileInput): Promise<CompiledSkill> {
  const job = readJob(input);
  const cached = join(cacheDir, hashJob(job));
  const wasm = readOptional(`${cached}.wasm`);
  if (wasm) return withMap(wasm, readOptional(`${cached}.wasm.map`)?.toString());
  const output = await inTurn(() => runAsc(job));
  const bytes = output.get("skill.wasm");
  if (!(bytes instanceof Uint8Array)) throw new Error("Cannot compile skill: asc wrote no module");
  const map = output.get("skill.wasm.map");
  if (map) store(`${cached}.wasm.map`, map);
  store(`${cached}.wasm`, bytes);
  return withMap(bytes, map?.toString());
}

function withMap(wasm: Uint8Array, sourceMap: string | undefined): CompiledSkill {
  return sourceMap === undefined ? { wasm } : { wasm, sourceMap };
}

function readJob(input: CompileInput): Job {
  const base = input.extend === false ? {} : { extends: "@luminarys/sdk-as/asconfig.json" };
  const config = JSON.stringify({ ...base, options: input.options ?? {} });
  const asc = input.asc ?? "0.28";
  if (input.files !== undefined) {
    const entry = input.entry ?? Object.keys(input.files)[0] ?? "";
    const files = { ...input.files, "asconfig.json": config };
    return { baseDir: join(root, "test/skill"), files, entry, asc };
  }
  if (input.entry === undefined) {
    throw new TypeError("Cannot compile skill: neither files nor entry given");
  }
  const baseDir = dirname(resolve(input.entry));
  const files = { ...readSources(baseDir), "asconfig.json": config };
  return { baseDir, files, entry: basename(input.entry), asc };
}

/** All AssemblyScript files below a folder, by their path relative to it. */
function readSources(dir: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith(".ts") || entry.parentPath.includes("node_modules")) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(dir, path).replaceAll("\\", "/")] = readFileSync(path, "utf8");
  }
  return files;
}

function hashJob(job: Job): string {
  const guest = readSources(join(root, "assembly"));
  const config = readFileSync(join(root, "asconfig.json"), "utf8");
  const version = readFileSync(
    join(root, "node_modules", packages[job.asc], "package.json"),
    "utf8",
  );
  const key = JSON.stringify([job, Object.entries(guest).sort(), config, version]);
  return createHash("sha256").update(key).digest("hex").slice(0, 32);
}

/** The part of asc's programmatic API that is used here; its own types would redeclare the globals. */
interface Asc {
  libraryFiles: Record<string, string>;
  main(
    args: string[],
    io: {
      readFile(name: string, dir: string): string | null;
      writeFile(name: string, contents: Uint8Array | string): void;
      listFiles(dir: string): string[] | null;
    },
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
}

async function runAsc(job: Job): Promise<Map<string, Uint8Array | string>> {
  const asc: Asc = await import(`${packages[job.asc]}/asc`);
  const ownLibraries = new Set(Object.keys(asc.libraryFiles));
  const output = new Map<string, Uint8Array | string>();
  const args = [job.entry, "--baseDir", job.baseDir, "--outFile", "skill.wasm", "--noColors"];
  const { error, stderr } = await asc.main(args, {
    readFile: (name, dir) => readSource(job, resolve(dir, name)),
    writeFile: (name, contents) => void output.set(name, contents),
    listFiles: () => null,
  });
  // asc keeps the files of its option `lib` for the next compilation in the same process.
  for (const name of Object.keys(asc.libraryFiles)) {
    if (!ownLibraries.has(name)) delete asc.libraryFiles[name];
  }
  if (error) throw new Error(`Cannot compile "${job.entry}": ${error.message}\n${stderr}`);
  return output;
}

function readSource(job: Job, path: string): string | null {
  const name = relative(job.baseDir, path).replaceAll("\\", "/");
  return job.files[name] ?? readOptional(path)?.toString() ?? null;
}

function readOptional(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Parallel test files share the cache, so a file appears in it whole or not at all. */
function store(path: string, contents: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

let last: Promise<unknown> = Promise.resolve();

/** One compilation at a time: asc's option `lib` changes state that all compilations share. */
function inTurn<T>(run: () => Promise<T>): Promise<T> {
  const next = last.then(run, run);
  last = next.catch(() => undefined);
  return next;
}
