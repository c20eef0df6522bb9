import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What both package.json files say that matters for a release. */
export interface Release {
  version: string;
  hostVersion: string;
  /** The versions of the SDK that the host, each template and each example accept, by package.json. */
  needs: Map<string, string | undefined>;
  /** Names of packages without the address of their repository. */
  homeless: string[];
}

export function readRelease(root: string): Release {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
  const sdk = read("package.json");
  const host = read("host/package.json");
  const projects = ["templates", "examples"].flatMap((folder) => listProjects(root, folder));
  return {
    version: sdk.version,
    hostVersion: host.version,
    needs: new Map([
      ["host/package.json", host.dependencies?.[sdk.name]],
      ...projects.map((path) => [path, read(path).devDependencies?.[sdk.name]] as const),
    ]),
    homeless: [sdk, host].filter((each) => !each.repository?.url).map(({ name }) => name),
  };
}

function listProjects(root: string, folder: string): string[] {
  return readdirSync(join(root, folder))
    .map((name) => `${folder}/${name}/package.json`)
    .filter((path) => existsSync(join(root, path)))
    .sort();
}
