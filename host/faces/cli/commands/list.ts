import { ConfigError } from "../../../config/config-error.js";
import type { SkillFile } from "../../../config/model.js";
import { shownPath } from "../../../config/shown-path.js";
import { surveyHost } from "../../../config/survey.js";
import { loadProblems } from "../../../reload/load-problems.js";
import type { Workplace } from "../command-context.js";
import { type LoadedSkill, loadSkills } from "../load-skill.js";
import { harmless, styleFor } from "../style.js";
import { alignRows } from "../table.js";
import type { Terminal } from "../terminal.js";

export interface ListFlags {
  readonly config?: string;
  readonly json?: boolean;
}

/** Lists the skills of host.yaml. Throws a ConfigError after the list when some are wrong. */
export async function listCommand({
  flags,
  place,
}: {
  flags: ListFlags;
  place: Workplace;
}): Promise<number> {
  const { terminal } = place;
  const { cwd, env } = terminal;
  const { config = "host.yaml" } = flags;
  const survey = surveyHost(config, { cwd, env });
  const files = survey.skills.flatMap(({ skill }) => skill ?? []);
  const results = await loadSkills(files.map(toTarget), place);
  const skills = results.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  const problems = [
    ...survey.problems,
    ...survey.skills.flatMap((each) => each.problems),
    ...results.flatMap((each, index) => {
      const { file = "" } = files[index] ?? {};
      return each.status === "fulfilled" ? [] : loadProblems(each.reason, { file, cwd });
    }),
  ];
  if (flags.json) terminal.out(`${JSON.stringify(skills.map(toJson), null, 2)}\n`);
  else if (skills.length > 0) terminal.out(render(skills, terminal));
  if (problems.length > 0) throw new ConfigError(problems);
  if (skills.length === 0) terminal.err(`${config} lists no skills\n`);
  return 0;
}

function toTarget({ file, manifest, modulePath }: SkillFile) {
  return { manifest, modulePath, manifestFile: file };
}

function toJson({ manifest, descriptor, modulePath, manifestFile }: LoadedSkill): object {
  return {
    id: manifest.id,
    name: descriptor.skill_name,
    version: descriptor.skill_version,
    methods: offered(descriptor),
    manifest: manifestFile,
    module: modulePath,
  };
}

function offered({ methods }: LoadedSkill["descriptor"]): string[] {
  return methods.filter((each) => !each.private_callback).map(({ name }) => name);
}

function render(skills: readonly LoadedSkill[], terminal: Terminal): string {
  const style = styleFor(terminal, "out");
  const rows = skills.map(({ manifest, descriptor, manifestFile = "" }) => [
    manifest.id,
    harmless(`${descriptor.skill_name} ${descriptor.skill_version}`),
    String(offered(descriptor).length),
    shownPath(manifestFile, terminal.cwd),
  ]);
  const [head = "", ...lines] = alignRows([["id", "skill", "methods", "manifest"], ...rows]);
  return `${[style.dim(head), ...lines].join("\n")}\n`;
}
