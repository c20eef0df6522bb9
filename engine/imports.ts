import { hostFunctions } from "../contract/index.js";
import type { ModuleShape } from "./binary/shape.js";
import { wasiNames } from "./wasi.js";

/** The module that WASI preview 1 functions are imported from. */
export const WASI_MODULE = "wasi_snapshot_preview1";

const ABORT_TYPE = "(i32, i32, i32, i32) -> ()";
const HOST_TYPE = "(i32, i32) -> i64";
const hostNames = new Set(hostFunctions.map(({ name }) => name));

/** What the module imports that no host of this contract has; empty for a skill. */
export function importProblems(shape: ModuleShape): string[] {
  const unknown: string[] = [];
  const problems = shape.imports.flatMap(({ module, name, extern }) => {
    const label = `"${module}.${name}"`;
    if (extern.kind !== "function") return [`it imports the ${extern.kind} ${label}`];
    if (module === WASI_MODULE && wasiNames.has(name)) return [];
    const type = typeOf(module, name);
    if (!type) unknown.push(label);
    if (!type || extern.type === type) return [];
    return [`it imports ${label} as ${extern.type}, expected ${type}`];
  });
  if (unknown.length > 0) problems.unshift(`it imports the unknown ${unknown.join(", ")}`);
  return problems;
}

function typeOf(module: string, name: string): string | undefined {
  if (module !== "env") return undefined;
  if (name === "abort") return ABORT_TYPE;
  return hostNames.has(name) ? HOST_TYPE : undefined;
}
