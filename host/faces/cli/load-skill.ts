import { readFileSync } from "node:fs";
import {
  type SkillDescriptor,
  SkillLoadError,
  type SkillModule,
  SkillProtocolError,
  SkillTrapError,
} from "@luminarys/sdk-as/engine";
import { fileReason } from "../../config/file-reason.js";
import { shownPath } from "../../config/shown-path.js";
import { HostLimitError } from "../../host-limit-error.js";
import { CliError } from "./cli-error.js";
import type { Workplace } from "./command-context.js";
import type { SkillTarget } from "./find-skill.js";

const MIB = 1024 * 1024;

export interface LoadedSkill extends SkillTarget {
  readonly sizeBytes: number;
  readonly module: SkillModule;
  readonly descriptor: SkillDescriptor;
}

/** Compiles and describes a skill, without devices. Throws a CliError. */
export async function loadSkill(target: SkillTarget, place: Workplace): Promise<LoadedSkill> {
  const [result] = await loadSkills([target], place);
  if (result?.status === "fulfilled") return result.value;
  throw moduleFault(target, result?.reason, place.terminal.cwd);
}

/** The same for several, with what loading rejects with for those that can't be loaded. */
export async function loadSkills<Target extends SkillTarget>(
  targets: readonly Target[],
  { terminal, tools }: Workplace,
): Promise<PromiseSettledResult<Target & LoadedSkill>[]> {
  const inputs = targets.map(({ modulePath, manifest }) => ({
    bytes: readModule(modulePath, terminal.cwd),
    maxMemoryBytes: manifest.limits.memory_mb * MIB,
  }));
  const results = await tools.inspect(inputs);
  return Promise.allSettled(
    targets.map(async (target, index) => {
      const result = results[index];
      if (result?.status !== "fulfilled") throw result?.reason;
      return { ...target, ...result.value, sizeBytes: inputs[index]?.bytes.length ?? 0 };
    }),
  );
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

/** What is wrong with a module as a CliError; anything else as it is. */
export function moduleFault(
  { modulePath }: Pick<SkillTarget, "modulePath">,
  error: unknown,
  cwd: string,
): unknown {
  const faults = [SkillLoadError, SkillProtocolError, SkillTrapError, HostLimitError];
  if (!faults.some((fault) => error instanceof fault)) return error;
  return new CliError(`${shownPath(modulePath, cwd)}: ${(error as Error).message}`);
}
