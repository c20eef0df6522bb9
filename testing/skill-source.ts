import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadModule } from "../engine/load.js";
import type { SkillModule } from "../engine/module.js";
import { rememberOrigin } from "./guest-stack.js";
import { readSource } from "./read-source.js";

/** A compiled skill: the path of its module, its bytes, or what `loadModule` made of them. */
export type SkillSource = string | URL | Uint8Array | SkillModule;

interface LoadedFile {
  readonly modifiedMs: number;
  readonly size: number;
  readonly maxMemoryBytes: number;
  readonly module: SkillModule;
}

type ByMemory = Map<number, SkillModule>;

/** Of a file that isn't there; reading it says so. */
const nothing = { mtimeMs: Number.NaN, size: 0 };

const fromBytes = new WeakMap<Uint8Array, ByMemory>();
const fromFiles = new Map<string, LoadedFile>();

/** Loads a module once, however many hosts run it; a file again when it has changed. */
export function loadSource(source: SkillSource, maxMemoryBytes: number): SkillModule {
  if (source instanceof Uint8Array) return loadBytes(source, maxMemoryBytes);
  if (typeof source === "string") return loadFile(source, maxMemoryBytes);
  if (source instanceof URL) return loadFile(fileURLToPath(source), maxMemoryBytes);
  return source;
}

export function isSource(value: unknown): value is SkillSource {
  if (typeof value === "string" || value instanceof URL || value instanceof Uint8Array) return true;
  return typeof value === "object" && value !== null && "compiled" in value;
}

function loadBytes(bytes: Uint8Array, maxMemoryBytes: number): SkillModule {
  const known: ByMemory = fromBytes.get(bytes) ?? new Map();
  fromBytes.set(bytes, known);
  const module = known.get(maxMemoryBytes) ?? loadModule(bytes, { maxMemoryBytes });
  known.set(maxMemoryBytes, module);
  rememberOrigin(module, { bytes });
  return module;
}

function loadFile(path: string, maxMemoryBytes: number): SkillModule {
  const { mtimeMs: modifiedMs, size } = statSync(path, { throwIfNoEntry: false }) ?? nothing;
  const known = fromFiles.get(path);
  if (
    known?.modifiedMs === modifiedMs &&
    known.size === size &&
    known.maxMemoryBytes === maxMemoryBytes
  ) {
    return known.module;
  }
  const hint = "build it first (npx skill-gen build), or correct the path";
  const bytes = readSource(path, { what: "skill", hint });
  const module = loadModule(bytes, { maxMemoryBytes });
  rememberOrigin(module, { bytes, path });
  fromFiles.set(path, { modifiedMs, size, maxMemoryBytes, module });
  return module;
}
