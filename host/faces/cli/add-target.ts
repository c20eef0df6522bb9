import { printManifest, RequirementError, type SkillDescriptor } from "@luminarys/sdk-as/engine";
import type { SkillFile } from "../../config/model.js";
import type { Host } from "../../host.js";
import { CliError } from "./cli-error.js";
import type { Workplace } from "./command-context.js";
import type { SkillTarget } from "./find-skill.js";
import { loadSkill, moduleFault, readModule } from "./load-skill.js";
import { startingManifest } from "./starting-manifest.js";

/** Adds a skill to a host, and those of its host.yaml that it may call. Throws a CliError. */
export async function addTarget(
  target: SkillTarget,
  { host, place }: { host: Host; place: Workplace },
): Promise<SkillDescriptor> {
  const { cwd } = place.terminal;
  const add = async (skill: Pick<SkillTarget, "manifest" | "modulePath">) => {
    try {
      const { manifest, modulePath } = skill;
      return await host.add({ manifest, module: readModule(modulePath, cwd) });
    } catch (error) {
      if (error instanceof RequirementError) throw await unmetFailure(error, { target, place });
      throw moduleFault(skill, error, cwd);
    }
  };
  const descriptor = await add(target);
  for (const other of companionsOf(target)) await add(other);
  return descriptor;
}

/** The skills of a host.yaml that a skill may call, and those that these may call. */
function companionsOf({ manifest, listed }: SkillTarget): SkillFile[] {
  const all = listed?.skills ?? [];
  const found = new Set<SkillFile>();
  const follow = (can: readonly string[]) => {
    for (const skill of all) {
      const { id, invoke_policy } = skill.manifest;
      if (found.has(skill) || id === manifest.id) continue;
      if (!can.includes("*") && !can.includes(id)) continue;
      found.add(skill);
      follow(invoke_policy.can_invoke);
    }
  };
  follow(manifest.invoke_policy.can_invoke);
  return [...found];
}

/** A module without manifest is told the one that it needs. */
async function unmetFailure(
  error: RequirementError,
  { target, place }: { target: SkillTarget; place: Workplace },
): Promise<CliError> {
  const { manifest, manifestFile } = target;
  if (manifestFile !== undefined) return new CliError(error.message);
  const { descriptor } = await loadSkill(target, place);
  const text = printManifest(startingManifest(manifest, descriptor));
  const lines = text.trimEnd().replaceAll(/^/gm, "  ");
  return new CliError(`${error.message}\nThis manifest would grant it:\n${lines}`, {
    hint: `skill-host init ${manifest.path} writes it, --manifest <file> uses one`,
  });
}
