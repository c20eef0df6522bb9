import { readFileSync } from "node:fs";
import {
  describeModule,
  loadModule,
  type SkillDescriptor,
  SkillLoadError,
  type SkillModule,
  SkillProtocolError,
  SkillTrapError,
} from "@luminarys/sdk-as/engine";
import { fileReason } from "../../config/file-reason.js";
import { shownPath } from "../../config/shown-path.js";
import { CliError } from "./cli-error.js";
import type { SkillTarget } from "./find-skill.js";
import type { Terminal } from "./terminal.js";

const MIB = 1024 * 1024;

export interface LoadedSkill extends SkillTarget {
  readonly bytes: Uint8Array;
  readonly module: SkillModule;
  readonly descriptor: SkillDescriptor;
}

/** Compiles and describes a skill, without devices. Throws a CliError. */
export function loadSkill(target: SkillTarget, { cwd }: Terminal): LoadedSkill {
  const { modulePath, manifest } = target;
  const bytes = readModule(modulePath, cwd);
  try {
    const module = loadModule(bytes, { maxMemoryBytes: manifest.limits.memory_mb * MIB });
    return { ...target, bytes, module, descriptor: describeModule(module) };
  } catch (error) {
    if (!isModuleFault(error)) throw error;
    throw new CliError(`${shownPath(modulePath, cwd)}: ${error.message}`);
  }
}

/** Throws a CliError. */
export function readModule(path: string, cwd: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const shown = shownPath(path, cwd);
    throw new CliError(`Cannot read module "${shown}": ${fileReason(error)}`);
  }
}

function isModuleFault(error: unknown): error is Error {
  return [SkillLoadError, SkillProtocolError, SkillTrapError].some(
    (fault) => error instanceof fault,
  );
}
