import { argumentKind, isBytes } from "./argument-kind.js";
import { rewriteModule, TABLE_ELEMENTS } from "./binary/rewrite.js";
import { type ModuleShape, readShape } from "./binary/shape.js";
import { describeModule, sdkVersionText } from "./describe.js";
import { SkillLoadError } from "./errors.js";
import { exportProblems, isNoSkill } from "./exports.js";
import { importProblems, WASI_MODULE } from "./imports.js";
import type { SkillModule } from "./module.js";
import { type WasmModule, webAssembly } from "./webassembly.js";
import type { HostFunctionName } from "./wire/host-functions.gen.js";

const PAGE = 65536;
/** What 32 bits address. */
const MAX_PAGES = 65536;
const MIB = 1024 * 1024;
const MAX_TABLES = 8;

export interface LoadOptions {
  /** Most memory that an instance may have. Default 64 MiB, rounded down to whole 64 KiB pages. */
  maxMemoryBytes?: number;
}

/**
 * Compiles a skill and checks its imports and exports. Throws a SkillLoadError, and a TypeError for
 * what isn't bytes.
 */
export function loadModule(bytes: Uint8Array, options: LoadOptions = {}): SkillModule {
  demandBytes(bytes);
  const maxMemoryBytes = options.maxMemoryBytes ?? 64 * MIB;
  const shape = readShape(bytes);
  demandSkill(shape);
  const startName = shape.start === undefined ? undefined : freeName(shape);
  const maxPages = Math.min(Math.floor(maxMemoryBytes / PAGE), MAX_PAGES);
  checkMemory(shape, maxPages);
  checkTables(shape);
  const rewritten = rewriteModule(bytes, shape, { maxPages, startName: startName ?? "" });
  const names = (module: string) =>
    shape.imports.filter((found) => found.module === module).map(({ name }) => name);
  const module: SkillModule = {
    compiled: compile(rewritten),
    maxMemoryBytes: maxPages * PAGE,
    hostFunctions: names("env").filter((name) => name !== "abort") as HostFunctionName[],
    wasiFunctions: names(WASI_MODULE),
    startName,
  };
  checkEdges(shape, module);
  return module;
}

function demandBytes(bytes: unknown): void {
  if (isBytes(bytes)) return;
  const reason = `expected bytes, found ${argumentKind(bytes)}`;
  throw new TypeError(`Cannot load module: ${reason}. Hint: use readFileSync`);
}

/** What has no memory at all is told what it is, not what it lacks. */
function demandSkill(shape: ModuleShape): void {
  const hasMemory = shape.memories.length > 0 || shape.imports.some(isMemory);
  if (hasMemory || !isNoSkill(shape)) return;
  const [problem] = exportProblems(shape);
  throw new SkillLoadError(`Cannot load module: ${problem}`, { code: "exports" });
}

function isMemory({ extern }: ModuleShape["imports"][number]): boolean {
  return extern.kind === "memory";
}

function freeName(shape: ModuleShape): string {
  let name = "start";
  while (shape.exports.has(name)) name += "_";
  return name;
}

function checkMemory({ imports, memories }: ModuleShape, maxPages: number): void {
  const imported = imports.find(isMemory);
  if (imported) refuseMemory(`it imports "${imported.module}.${imported.name}", expected its own`);
  if (memories.length !== 1) refuseMemory(`it has ${memories.length}, expected 1`);
  for (const { flags, min } of memories) {
    if (flags > 1) refuseMemory("it is shared or 64-bit, expected a plain one");
    if (min > maxPages) {
      const wanted = `it starts with ${min * 64} KiB, above the limit of ${maxPages * 64} KiB`;
      refuseMemory(`${wanted}. Hint: raise limits.memory_mb`);
    }
  }
}

/** Tables aren't in the guest's memory: growing them would fill the host's. */
function checkTables({ tables }: ModuleShape): void {
  if (tables.length > MAX_TABLES)
    refuseMemory(`it has ${tables.length} tables, at most ${MAX_TABLES}`);
  for (const { flags, min } of tables) {
    if (flags > 1) refuseMemory("a table of it is shared or 64-bit, expected a plain one");
    if (min <= TABLE_ELEMENTS) continue;
    refuseMemory(`a table of it starts with ${min} elements, above the limit of ${TABLE_ELEMENTS}`);
  }
}

function refuseMemory(reason: string): never {
  throw new SkillLoadError(`Cannot load module's memory: ${reason}`, { code: "memory" });
}

function checkEdges(shape: ModuleShape, module: SkillModule): void {
  const imports = importProblems(shape);
  const problems = [...imports, ...exportProblems(shape)];
  if (problems.length === 0) return;
  const code = imports.length > 0 ? "imports" : "exports";
  const message = `Cannot load module${madeWith(module)}: ${problems.join("; ")}`;
  throw new SkillLoadError(message, { code });
}

/** Whatever keeps the module from telling its SDK only costs the message that part. */
function madeWith(module: SkillModule): string {
  try {
    const { sdk_version } = describeModule(module);
    return sdk_version > 0 ? ` made with SDK ${sdkVersionText(sdk_version)}` : "";
  } catch {
    return "";
  }
}

function compile(bytes: Uint8Array): WasmModule {
  try {
    return new webAssembly.Module(bytes);
  } catch (cause) {
    if (!(cause instanceof webAssembly.CompileError)) throw cause;
    const message = `Cannot load module: ${cause.message}`;
    throw new SkillLoadError(message, { code: "malformed", cause });
  }
}
