import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import {
  completeManifest,
  ManifestError,
  type ManifestInput,
  printManifest,
  type SkillDescriptor,
} from "@luminarys/sdk-as/engine";
import { fileReason } from "../../../config/file-reason.js";
import { moduleProblem } from "../../../config/find-module.js";
import { ownManifest } from "../../../config/own-manifest.js";
import { shownPath } from "../../../config/shown-path.js";
import { surveyHost } from "../../../config/survey.js";
import { CliError } from "../cli-error.js";
import type { Workplace } from "../command-context.js";
import { exampleCall } from "../example-call.js";
import { idFrom } from "../find-skill.js";
import { loadSkill } from "../load-skill.js";
import { startingManifest } from "../starting-manifest.js";
import { harmless, styleFor } from "../style.js";

export interface InitFlags {
  readonly id?: string;
  /** Where the files go; the working directory unless given. */
  readonly dir?: string;
  readonly force?: boolean;
}

/** A skill, and the files that run it. */
interface Plan {
  readonly id: string;
  readonly folder: string;
  readonly modulePath: string;
  readonly manifestFile: string;
  /** Whether the manifest is there already and names the module. */
  readonly isOwn: boolean;
  readonly hostFile: string;
}

/**
 * Writes a manifest that grants what a skill requires, unless the folder holds one of the module, and
 * host.yaml if there's none. Gives the exit code.
 */
export async function initCommand(
  module: string,
  { flags, place }: { flags: InitFlags; place: Workplace },
): Promise<number> {
  const { terminal } = place;
  const plan = planFor(module, { flags, cwd: terminal.cwd });
  const { id, modulePath, manifestFile, hostFile } = plan;
  const path = relative(dirname(manifestFile), modulePath).split(sep).join("/");
  const manifest = completeManifest({ id, path });
  const { descriptor } = await loadSkill({ manifest, manifestFile: undefined, modulePath }, place);
  const shown = (file: string) => shownPath(file, terminal.cwd);
  const isFirst = !existsSync(hostFile);
  const isListed = () => surveyHost(hostFile, terminal).skills.some((s) => s.file === manifestFile);
  const isKept = plan.isOwn && !flags.force;
  if (existsSync(manifestFile) && !flags.force && !isKept) {
    const hint = "--force overwrites it, --id <id> makes another";
    throw new CliError(`Cannot write ${shown(manifestFile)}: it exists already`, { hint });
  }
  const entry = relative(plan.folder, manifestFile);
  const input = startingManifest({ id, path }, descriptor);
  if (!isKept) write(manifestFile, { text: printManifest(input), shown });
  if (isFirst) write(hostFile, { text: `skills:\n  - ${entry}\n`, shown });
  const written = [...(isKept ? [] : [manifestFile]), ...(isFirst ? [hostFile] : [])].map(shown);
  const style = styleFor(terminal, "out");
  const isDone = isKept && !isFirst && isListed();
  const rest = isDone ? `, which ${shown(hostFile)} lists: nothing is left to write` : "";
  const lines = [
    ...(isKept ? [`${style.green("Found")} ${shown(manifestFile)}${rest}`] : []),
    ...(written.length > 0 ? [`${style.green("Wrote")} ${written.join(" and ")}`] : []),
    ...(isListed() ? [] : [`Add "${entry}" to skills in ${shown(hostFile)}`]),
    ...(isKept ? [] : leftOpen(input).map((each) => `${each} in ${shown(manifestFile)}`)),
  ];
  const files = { manifest: shown(manifestFile), host: shown(hostFile) };
  terminal.out(`${lines.join("\n")}\n\n${nextSteps(id, { files, descriptor })}`);
  return 0;
}

/** What no requirement says and the skill can't do without. */
function leftOpen({ id, path, permissions = {} }: ManifestInput): string[] {
  const { shell } = completeManifest({ id, path, permissions }).permissions;
  const isOpen = shell.enabled && shell.allowed_dirs.length === 0;
  return isOpen ? ["Add the directory that commands run in to permissions.shell.allowed_dirs"] : [];
}

/** Throws a CliError. */
function planFor(module: string, { flags, cwd }: { flags: InitFlags; cwd: string }): Plan {
  const modulePath = resolve(cwd, module);
  const problem = moduleProblem(modulePath, { name: module });
  if (problem) throw new CliError(problem.message, { hint: "Name a compiled skill" });
  const folder = resolve(cwd, flags.dir ?? ".");
  const hostFile = join(folder, "host.yaml");
  const own = ownManifest(modulePath, { folder, cwd });
  const isOwn = own !== undefined && (flags.id === undefined || flags.id === own.id);
  const id = checkedId(flags.id ?? own?.id ?? idFrom(module));
  const manifestFile = isOwn ? own.file : join(folder, `${id}.yaml`);
  return { id, folder, modulePath, manifestFile, isOwn, hostFile };
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

interface Written {
  /** As people write them. */
  readonly files: { readonly manifest: string; readonly host: string };
  readonly descriptor: SkillDescriptor;
}

/** The call names the id: host.yaml keeps what it stores. */
function nextSteps(id: string, { files, descriptor }: Written): string {
  const method = descriptor.methods.find((each) => !each.private_callback);
  const call = method === undefined ? "<method>" : harmless(exampleCall(method));
  const isUsual = files.host === "host.yaml";
  const steps = [
    `check ${files.manifest}`,
    `call ${id} ${call}${isUsual ? "" : ` --config ${files.host}`}`,
    isUsual ? "run" : `run ${files.host}`,
  ];
  return `Next:\n${steps.map((step) => `  npx skill-host ${step}\n`).join("")}`;
}
