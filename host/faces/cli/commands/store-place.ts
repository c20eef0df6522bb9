import { resolve } from "node:path";
import { ConfigError } from "../../../config/config-error.js";
import { storeFolder } from "../../../config/store-folder.js";
import { surveyHost } from "../../../config/survey.js";
import { CliError } from "../cli-error.js";
import type { Terminal } from "../terminal.js";

export interface StoreFlags {
  readonly config?: string;
  readonly path?: string;
}

/** The folder of the store that the flags mean. Throws a ConfigError for a wrong host.yaml. */
export function findStore({ config, path }: StoreFlags, terminal: Terminal): string {
  const { cwd, env } = terminal;
  if (path !== undefined) return resolve(cwd, path);
  const survey = surveyHost(config ?? "host.yaml", { cwd, env });
  const folder = survey.config && storeFolder(survey.config);
  if (folder !== undefined) return folder;
  if (survey.problems.length > 0) throw new ConfigError(survey.problems);
  throw new CliError("Cannot find store: host.yaml names none");
}
