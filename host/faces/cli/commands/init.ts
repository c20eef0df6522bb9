import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
  completeManifest,
  ManifestError,
  printManifest,
  type SkillDescriptor,
} from "@luminarys/sdk-as/engine";
import { fileReason } from "../../../config/file-reason.js";
import { moduleProblem } from "../../../config/find-module.js";
import { shownPath } from "../../../config/shown-path.js";
import { surveyHost } from "../../../config/survey.js";
import { CliError } from "../cli-error.js";
import type { Workplace } from "../command-context.js";
import { idFrom } from "../find-skill.js";
import { loadSkill } from "../load-skill.js";
import { startingManifest } from "../starting-manifest.js";
import { styleFor } from "../style.js";

export interface InitFlags {
  readonly id?: string;
  /** Where the files go; the working directory unless given. */
  readonly dir?: string;
  readonly force?: boolean;
}

/** Writes a manifest that grants what a skill requires, and host.yaml if there's none. Gives the exit code. */
export async function initCommand(
  module: string,
  { flags, place }: { flags: InitFlags; place: Workplace },
): Promise<number> {
  const { terminal } = place;
  const modulePath = resolve(terminal.cwd, module);
  const problem = moduleProblem(modulePath, module);
  if (problem) throw new CliError(problem.message, { hint: "Name a compiled skill" });
  const id = checkedId(flags.id ?? idFrom(module));
  const folder = resolve(terminal.cwd, flags.dir ?? ".");
  const path = relative(folder, modulePath).split(sep).join("/");
  const bare = completeManifest({ id, path });
  const target = { manifest: bare, manifestFile: undefined, modulePath };
  const { descriptor } = await loadSkill(target, place);
  const manifestFile = join(folder, `${id}.yaml`);
  const hostFile = join(folder, "host.yaml");
  const shown = (file: string) => shownPath(file, terminal.cwd);
  if (existsSync(manifestFile) && !flags.force) {
    const hint = "--force overwrites it, --id <id> makes another";
    throw new CliError(`Cannot write ${shown(manifestFile)}: it exists already`, { hint });
  }
  const isFirst = !existsSync(hostFile);
  write(manifestFile, { text: printManifest(startingManifest({ id, path }, descriptor)), shown });
  if (isFirst) write(hostFile, { text: `skills:\n  - ${id}.yaml\n`, shown });
  const files = isFirst ? [manifestFile, hostFile] : [manifestFile];
  const style = styleFor(terminal, "out");
  const isListed = surveyHost(hostFile, terminal).skills.some(({ file }) => file === manifestFile);
  const added = isListed ? "" : `Add "${id}.yaml" to skills in ${shown(hostFile)}\n`;
  const steps = nextSteps(shown(manifestFile), descriptor);
  terminal.out(`${style.green("Wrote")} ${files.map(shown).join(" and ")}\n${added}\n${steps}`);
  return 0;
}

function checkedId(id: string): string {
  try {
    return completeManifest({ id, path: "any" }).id;
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    throw new CliError(error.problems[0]?.message ?? error.message);
  }
}

function write(
  file: string,
  { text, shown }: { text: string; shown: (file: string) => string },
): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new CliError(`Cannot write ${shown(file)}: ${fileReason(error)}`);
  }
}

function nextSteps(manifest: string, { methods }: SkillDescriptor): string {
  const method = methods.find((each) => !each.private_callback)?.name ?? "<method>";
  const steps = [`check ${manifest}`, `call ${manifest} ${method}`, "run"];
  return `Next:\n${steps.map((step) => `  skill-host ${step}\n`).join("")}`;
}
