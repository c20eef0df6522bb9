import { resolve } from "node:path";
import { ConfigError } from "./config-error.js";
import type { HostConfig } from "./model.js";
import type { Surroundings } from "./read-skill-file.js";
import { surveyHost } from "./survey.js";

/** Default surroundings: those of the process. */
export type LoadConfigOptions = Partial<Surroundings>;

/**
 * Reads host.yaml, the .env files and the manifests that it lists; finds their modules. Throws one
 * ConfigError that names all problems.
 */
export function loadHostConfig(path: string, options: LoadConfigOptions = {}): HostConfig {
  const { cwd = process.cwd(), env = process.env } = options;
  const survey = surveyHost(resolve(cwd, path), { cwd, env });
  const { config, skills } = survey;
  const problems = [...survey.problems, ...skills.flatMap((each) => each.problems)];
  if (config === undefined || problems.length > 0) throw new ConfigError(problems);
  const found = skills.flatMap(({ skill }) => skill ?? []);
  return freeze({ ...config, skills: found });
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null && !Object.isFrozen(part)) freeze(part);
  }
  return Object.freeze(value);
}
