import { readFileSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { describeModule } from "../../engine/describe.js";
import { SkillLoadError, SkillProtocolError, SkillTrapError } from "../../engine/errors.js";
import { loadModule } from "../../engine/load.js";
import type { SkillModule } from "../../engine/module.js";
import type { SkillDescriptor } from "../../engine/wire/descriptor.gen.js";
import { findSources } from "../files.js";
import { generate } from "../generate.js";
import { reasonOf } from "../reason.js";
import { countFindings, renderText } from "../render/render-text.js";
import { makeStyle, wantsColour } from "../render/style.js";
import { normalizeText } from "../source.js";
import type { Terminal } from "../terminal.js";
import { describeTyped, type TypedDescriptor } from "../typed-descriptor.js";
import { UsageError } from "../usage-error.js";
import { readVersion } from "../version.js";

export interface CompiledInput {
  readonly module: SkillModule;
  readonly descriptor: SkillDescriptor;
  readonly sizeBytes: number;
}

export interface SkillInput {
  readonly descriptor: TypedDescriptor;
  /** The host functions that a compiled module imports; null for sources. */
  readonly capabilities: readonly string[] | null;
}

/** Describes a folder's or a module's skill. Null when findings, which it prints, prevent that. */
export async function readSkill(path: string, terminal: Terminal): Promise<SkillInput | null> {
  const stat = statSync(resolve(terminal.cwd, path), { throwIfNoEntry: false });
  if (stat === undefined) {
    throw new UsageError(`Cannot read "${path}": no such file or folder`, hintOfMissing(path));
  }
  if (stat.isDirectory()) return readFolder(path, terminal);
  const { module, descriptor } = readModule(path, {
    terminal,
    hint: "Name a compiled skill, such as build/skill.wasm, or a folder with sources",
  });
  return { descriptor, capabilities: module.hostFunctions.toSorted() };
}

/** Loads and describes a compiled skill. */
export function readModule(
  path: string,
  { terminal, hint }: { terminal: Terminal; hint: string },
): CompiledInput {
  const bytes = readBytes(resolve(terminal.cwd, path), path);
  if (!isWasm(bytes)) {
    throw new UsageError(`Cannot read "${path}": it is not a WebAssembly module`, hint);
  }
  try {
    const module = loadModule(bytes);
    return { module, descriptor: describeModule(module), sizeBytes: bytes.length };
  } catch (error) {
    throw isModuleFault(error) ? new UsageError(`${path}: ${error.message}`) : error;
  }
}

function readBytes(file: string, path: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const hint = isMissing ? hintOfMissing(path) : "";
    throw new UsageError(`Cannot read "${path}": ${reasonOf(error)}`, hint);
  }
}

/** A module is made by building its project. */
function hintOfMissing(path: string): string {
  return path.endsWith(".wasm") ? "Build it first, with skill-gen build, or correct the path" : "";
}

function isWasm(bytes: Uint8Array): boolean {
  return [0x00, 0x61, 0x73, 0x6d].every((byte, index) => bytes[index] === byte);
}

function isModuleFault(error: unknown): error is Error {
  return [SkillLoadError, SkillProtocolError, SkillTrapError].some(
    (fault) => error instanceof fault,
  );
}

async function readFolder(path: string, terminal: Terminal): Promise<SkillInput | null> {
  const folder = resolve(terminal.cwd, path);
  const found = findSources(folder, { root: folder, cwd: terminal.cwd });
  const { skill, diagnostics } = await generate(found.sources, { version: readVersion() });
  const errors = [...found.diagnostics, ...diagnostics].filter(
    ({ severity }) => severity === "error",
  );
  if (skill !== null && errors.length === 0) {
    return { descriptor: describeTyped(skill), capabilities: null };
  }
  const style = makeStyle(wantsColour(terminal));
  const texts = new Map(found.sources.map((each) => [each.path, normalizeText(each.text)]));
  const show = (file: string) => relative(terminal.cwd, join(folder, file));
  terminal.err(renderText(errors, { style, texts, show }));
  terminal.err(`\n${style.bold(countFindings(errors))}\n`);
  return null;
}
