import type { ModuleShape } from "./binary/shape.js";
import type { WasmMemory } from "./webassembly.js";

export const exportTypes = {
  skill_alloc: "(i32) -> i32",
  skill_free: "(i32) -> ()",
  skill_handle: "(i32, i32) -> i64",
  skill_describe: "() -> i64",
  memory: "memory",
} as const;

/** The functions that a skill exports, as JavaScript sees them. */
export interface SkillExports {
  skill_alloc(size: number): number;
  skill_free(pointer: number): void;
  skill_handle(pointer: number, length: number): bigint;
  skill_describe(): bigint;
  memory: WasmMemory;
  _initialize?(): void;
}

const ownExports = Object.keys(exportTypes).filter((name) => name !== "memory");

/** Whether it exports nothing that a skill does. */
export function isNoSkill({ exports }: ModuleShape): boolean {
  return !ownExports.some((name) => exports.has(name));
}

/** What the module's exports lack; empty for a skill. */
export function exportProblems(shape: ModuleShape): string[] {
  const wanted: [string, string][] = Object.entries(exportTypes);
  if (isNoSkill(shape)) {
    const hint = "compile the lib.ts that skill-gen writes, not the sources that it reads";
    return [`it is no skill: it exports none of ${ownExports.join(", ")}. Hint: ${hint}`];
  }
  if (shape.exports.has("_initialize")) wanted.push(["_initialize", "() -> ()"]);
  return wanted.flatMap(([name, type]) => {
    const found = shape.exports.get(name);
    if (!found) return [`the export "${name}"${type === "memory" ? "" : ` ${type}`} is missing`];
    if (found.type === type) return [];
    return [`the export "${name}" is ${found.type}, expected ${type}`];
  });
}
