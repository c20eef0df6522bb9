import { existsSync, mkdtempSync, rmdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { demandRequirements } from "@luminarys/sdk-as/engine";
import { ConfigError, type ConfigProblem } from "../../../config/config-error.js";
import { fileReason } from "../../../config/file-reason.js";
import { loadHostConfig } from "../../../config/load-host-config.js";
import type { HostConfig, ListenAddress } from "../../../config/model.js";
import { storeFolder } from "../../../config/store-folder.js";
import type { DescribedSkill } from "../../../host.js";
import { loadProblems } from "../../../reload/load-problems.js";
import { checkRoutes } from "../../../serve/check-routes.js";
import { listenAddresses } from "../../../serve/faces-config.js";
import { holderOf } from "../../../store/lock-folder.js";
import type { Workplace } from "../command-context.js";
import { loadSkills } from "../load-skill.js";
import { attemptCheck, type CheckResult } from "./check-result.js";

/** What a host.yaml needs: that it's right, its skills, folders and ports. None without the file. */
export async function checkConfig(path: string, place: Workplace): Promise<CheckResult[]> {
  const { cwd, env } = place.terminal;
  try {
    const config = loadHostConfig(path, { cwd, env });
    const { skills, problems } = await describeSkills(config, place);
    const routes = problems.length > 0 ? noFindings : routesOf(config, { skills, cwd });
    const all = [...problems, ...routes.problems];
    const count = config.skills.length === 1 ? "1 skill" : `${config.skills.length} skills`;
    return [
      all.length > 0 ? failed(new ConfigError(all)) : ok(`${path} with ${count}`),
      ...routes.warnings.map(routeWarning),
      ...checkFolders(config),
      ...(await checkPorts(config)),
    ];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [failed(error)];
  }
}

const noFindings = { problems: [], warnings: [] };

function ok(found: string): CheckResult {
  return { name: "config", status: "ok", found };
}

function failed({ message: found }: ConfigError): CheckResult {
  return { name: "config", status: "fail", found, hint: "correct what is named" };
}

function routeWarning(found: string): CheckResult {
  const hint = "name the parameters of the path as the method names its own";
  return { name: "routes", status: "warn", found, hint };
}

/** The skills as a host would take them, and why it wouldn't take the others. */
async function describeSkills(
  { skills }: HostConfig,
  place: Workplace,
): Promise<{ skills: DescribedSkill[]; problems: ConfigProblem[] }> {
  const { cwd } = place.terminal;
  const targets = skills.map(({ file, ...skill }) => ({ ...skill, manifestFile: file }));
  const results = await loadSkills(targets, place);
  const found: DescribedSkill[] = [];
  const problems: ConfigProblem[] = [];
  for (const [index, result] of results.entries()) {
    try {
      if (result.status === "rejected") throw result.reason;
      const { manifest, descriptor } = result.value;
      demandRequirements(descriptor.requirements, manifest);
      found.push({ id: manifest.id, manifest, descriptor });
    } catch (error) {
      problems.push(...loadProblems(error, { file: skills[index]?.file ?? "", cwd }));
    }
  }
  return { skills: found, problems };
}

function routesOf(
  config: HostConfig,
  { skills, cwd }: { skills: readonly DescribedSkill[]; cwd: string },
) {
  const files = new Map(config.skills.map(({ manifest, file }) => [manifest.id, file]));
  const manifestOf = (skillId: string) => files.get(skillId);
  return checkRoutes(config, { skills, files: { host: config.file, manifestOf, cwd } });
}

function checkFolders(config: HostConfig): CheckResult[] {
  const path = storeFolder(config);
  return path === undefined ? [] : [checkFolder(path)];
}

/**
 * A folder that isn't there must be possible to make, and one that is there may be no other host's.
 * Writes there, as permissions don't tell all.
 */
export function checkFolder(path: string): CheckResult {
  const holder = holderOf(path);
  if (holder !== undefined) {
    const hint = "a host runs here already: stop it before another one starts";
    return { name: "data", status: "fail", found: `process ${holder} has ${path} open`, hint };
  }
  let present = path;
  while (!existsSync(present)) present = dirname(present);
  try {
    rmdirSync(mkdtempSync(join(present, ".skill-host-")));
    const found = present === path ? `${path} can be written` : `${path} can be made`;
    return { name: "data", status: "ok", found };
  } catch (error) {
    const hint = "let this user write there, or choose another folder as store.path";
    const found = `${present} can't be written: ${fileReason(error)}`;
    return { name: "data", status: "fail", found, hint };
  }
}

function checkPorts(config: HostConfig): Promise<CheckResult[]> {
  const own = listenAddresses(config, { list: () => config.skills });
  const metrics = config.metrics ? [config.metrics.addr] : [];
  return Promise.all([...own, ...metrics].map(checkPort));
}

export function checkPort({ host, port }: ListenAddress): Promise<CheckResult> {
  const shown = `${host}:${port}`;
  return attemptCheck("port", {
    hint: `end what listens on ${shown}, or choose another address`,
    async run() {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen({ host, port, exclusive: true }, resolve);
      });
      await new Promise((resolve) => server.close(resolve));
      return `${shown} is free`;
    },
  });
}
