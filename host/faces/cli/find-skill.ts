import { existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { completeManifest, type Manifest, nearestName } from "@luminarys/sdk-as/engine";
import { ConfigError } from "../../config/config-error.js";
import { moduleProblem } from "../../config/find-module.js";
import type { HostConfig, SkillFile } from "../../config/model.js";
import { readSkillFile } from "../../config/read-skill-file.js";
import { surveyHost } from "../../config/survey.js";
import { CliError } from "./cli-error.js";
import type { Terminal } from "./terminal.js";

/** What a name on the command line means. */
export interface SkillTarget {
  readonly manifest: Manifest;
  /** Absolute; undefined for a bare module, which is granted nothing. */
  readonly manifestFile: string | undefined;
  readonly modulePath: string;
  /** Found by its id: the host.yaml that lists it, and all its skills. */
  readonly listed?: { readonly sections: HostSections; readonly skills: readonly SkillFile[] };
}

/** What host.yaml says beside its skills. */
export type HostSections = Omit<HostConfig, "skills">;

export interface FindOptions {
  readonly terminal: Terminal;
  /** host.yaml; the one in the working directory unless given. */
  readonly config?: string | undefined;
  /** The manifest under which a module runs that is named by its path. */
  readonly manifest?: string | undefined;
}

/** A skill by its id in host.yaml, its manifest or its module. Throws a CliError or a ConfigError. */
export function findSkill(name: string, options: FindOptions): SkillTarget {
  const { terminal, manifest } = options;
  const path = resolve(terminal.cwd, name);
  const isFile = existsSync(path) && !statSync(path).isDirectory();
  if (/\.ya?ml$/.test(name)) {
    if (isFile) return fromManifest(path, terminal);
    const hint = "Name a manifest, or a compiled skill; skill-host init <module> writes a manifest";
    throw new CliError(`Cannot read manifest "${name}": no such file`, { hint });
  }
  if (isFile || /[./\\]/.test(name)) return fromModule(path, { name, terminal, manifest });
  return fromConfig(name, options);
}

/** Throws a ConfigError. */
export function fromManifest(file: string, { cwd, env }: Terminal): SkillTarget {
  const { skill, problems } = readSkillFile(file, { cwd, env });
  if (skill === undefined) throw new ConfigError(problems);
  return { manifest: skill.manifest, manifestFile: skill.file, modulePath: skill.modulePath };
}

interface ModuleOptions {
  readonly name: string;
  readonly terminal: Terminal;
  readonly manifest: string | undefined;
}

function fromModule(path: string, { name, terminal, manifest }: ModuleOptions): SkillTarget {
  const problem = moduleProblem(path, { name });
  if (problem) throw new CliError(problem.message, { hint: capital(problem.hint) });
  if (manifest === undefined) {
    const bare = completeManifest({ id: idFrom(name), path: name });
    return { manifest: bare, manifestFile: undefined, modulePath: path };
  }
  const { cwd, env } = terminal;
  const file = resolve(cwd, manifest);
  const reading = readSkillFile(file, { cwd, env, modulePath: path });
  if (reading.skill === undefined) throw new ConfigError(reading.problems);
  return { manifest: reading.skill.manifest, manifestFile: file, modulePath: path };
}

/** Other manifests may be wrong, as long as this one is found. */
function fromConfig(id: string, options: FindOptions): SkillTarget {
  const { terminal, config = "host.yaml" } = options;
  const { cwd, env } = terminal;
  const hint = "Name a skill of host.yaml by its id, a manifest or a module by its path";
  if (!existsSync(resolve(cwd, config))) {
    throw new CliError(`Cannot find skill "${id}": there is no ${config} here`, { hint });
  }
  const survey = surveyHost(config, { cwd, env });
  const skills = survey.skills.flatMap(({ skill }) => skill ?? []);
  const found = skills.find(({ manifest }) => manifest.id === id);
  const problems = [...survey.problems, ...survey.skills.flatMap((each) => each.problems)];
  const isUsable = found !== undefined && survey.problems.length === 0;
  if (survey.config === undefined || (problems.length > 0 && !isUsable)) {
    throw new ConfigError(problems);
  }
  if (found) {
    const { manifest, file, modulePath } = found;
    const listed = { sections: survey.config, skills };
    return { manifest, manifestFile: file, modulePath, listed };
  }
  const ids = skills.map(({ manifest }) => manifest.id);
  const near = nearestName(id, ids);
  const known = ids.map((each) => `"${each}"`).join(", ") || "none";
  throw new CliError(`Cannot find skill "${id}": ${config} has ${known}`, {
    hint: near === undefined ? hint : `Did you mean "${near}"?`,
  });
}

/** A file's name as an id: `my_skill.wasm` is `my-skill`. */
export function idFrom(path: string): string {
  const name = basename(path).replace(/\.(wasm|skill)$/, "");
  const slug = name.replace(/[^a-zA-Z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  return /^[a-zA-Z]/.test(slug) ? slug : `skill-${slug}`.replace(/-$/, "");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
