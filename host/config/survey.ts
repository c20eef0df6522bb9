import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseYaml, type YamlSource, type YamlValue } from "@luminarys/sdk-as/engine/yaml";
import type { ConfigProblem } from "./config-error.js";
import { readEnvironmentFile } from "./environment.js";
import { hostShape, type WrittenConfig } from "./host-shape.js";
import { listManifests } from "./list-manifests.js";
import type { HostConfig } from "./model.js";
import { problemAt } from "./place-in.js";
import {
  readSkillFile,
  readText,
  type SkillReading,
  type Surroundings,
} from "./read-skill-file.js";
import { shownPath } from "./shown-path.js";
import { storeFolder } from "./store-folder.js";
import { storeGrants } from "./store-grants.js";

/** Everything that host.yaml leads to, whether right or wrong. */
export interface Survey {
  /** Without its skills; undefined when host.yaml can't be understood. */
  readonly config: Omit<HostConfig, "skills"> | undefined;
  readonly skills: readonly SkillReading[];
  /** Files on which all this depends, whether they exist or not. */
  readonly sources: readonly string[];
  /** Where manifests may appear. */
  readonly folders: readonly string[];
  /** Of host.yaml, and those between manifests. */
  readonly problems: readonly ConfigProblem[];
}

/** Reads host.yaml and the manifests that it lists. Doesn't throw for what is wrong with them. */
export function surveyHost(path: string, options: Surroundings): Survey {
  const { cwd, env } = options;
  const file = resolve(cwd, path);
  const folder = dirname(file);
  const shown = shownPath(file, cwd);
  const hostEnv = readEnvironmentFile(folder);
  const own = [file, hostEnv.path];
  const failed = (found: readonly ConfigProblem[]): Survey => {
    return { config: undefined, skills: [], sources: own, folders: [], problems: found };
  };
  const text = readText(file);
  if ("reason" in text) {
    const hint = hintFor(file, text);
    return failed([{ file: shown, message: `Cannot read: ${text.reason}`, ...(hint && { hint }) }]);
  }
  if (hostEnv.problem) {
    return failed([{ file: shownPath(hostEnv.path, cwd), message: hostEnv.problem }]);
  }
  const source = parseYaml(text.value);
  const environment = { ...hostEnv.values, ...env };
  const written = readRoot(source, { folder, environment });
  const isRight = written !== undefined && source.problems().length === 0;
  const { skills: entries = [], ...rest } = written ?? {};
  // An entry that is no text has been told, and nothing is left of it.
  const named = entries.filter((entry) => entry !== undefined);
  const { files, folders, missing } = listManifests(named, { except: file, cwd });
  const limits = written?.limits ?? {};
  const reading = { cwd, env, hostEnv: hostEnv.values, limits };
  const skills = files.map((each) => readSkillFile(each, reading));
  const problems: ConfigProblem[] = source
    .problems()
    .map((problem) => ({ file: shown, ...problem }));
  const config = isRight ? { ...(rest as Omit<WrittenConfig, "skills">), file, folder } : undefined;
  const sources = [...own, ...missing, ...skills.flatMap((each) => each.sources)];
  problems.push(...sharedIds(skills, cwd));
  if (config) problems.push(...storeGrants(skills, { folder: storeFolder(config), cwd }));
  return { config, skills, sources, folders, problems };
}

/** The configuration of a host without host.yaml. */
export function emptyConfig(folder: string): HostConfig {
  const source = parseYaml("{}");
  const written = hostShape({ folder, environment: {} }).read(source.root) as WrittenConfig;
  return { ...written, skills: [], file: undefined, folder };
}

function hintFor(file: string, { isModule }: { isModule?: true }): string | undefined {
  const init = "skill-host init <module> writes";
  if (isModule) return `name a host.yaml that lists its manifest; ${init} both`;
  return existsSync(file) ? undefined : `${init} one`;
}

function readRoot(
  source: YamlSource,
  options: Parameters<typeof hostShape>[0],
): WrittenConfig | undefined {
  if (source.problems().length > 0) return undefined;
  if (!isManifest(source.root)) return hostShape(options).read(source.root);
  const hint = "list it under skills in host.yaml, and name that file";
  return void source.root.report("This is a manifest, expected a host's file", hint);
}

function isManifest(root: YamlValue): boolean {
  const keys = root.entries()?.map(({ key }) => key) ?? [];
  return keys.includes("id") && keys.includes("path");
}

/** One problem for each manifest whose id an earlier one has. */
function sharedIds(skills: readonly SkillReading[], cwd: string): ConfigProblem[] {
  const owners = new Map<string, string>();
  return skills.flatMap(({ file, skill }) => {
    if (skill === undefined) return [];
    const { id } = skill.manifest;
    const owner = owners.get(id);
    owners.set(id, owner ?? file);
    if (owner === undefined) return [];
    const message = `Cannot use skill id "${id}": ${shownPath(owner, cwd)} has it already`;
    const text = readText(file);
    const problem = problemAt("value" in text ? text.value : "", { key: "id", message });
    return [{ file: shownPath(file, cwd), ...problem }];
  });
}
