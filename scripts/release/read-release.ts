import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What both package.json files say that matters for a release. */
export interface Release {
  version: string;
  hostVersion: string;
  /** The versions of the first package that the host accepts. */
  hostNeeds: string | undefined;
  /** Names of packages without the address of their repository. */
  homeless: string[];
}

export function readRelease(root: string): Release {
  const [sdk, host] = ["", "host"].map((folder) =>
    JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")),
  );
  return {
    version: sdk.version,
    hostVersion: host.version,
    hostNeeds: host.dependencies?.[sdk.name],
    homeless: [sdk, host].filter((each) => !each.repository?.url).map(({ name }) => name),
  };
}
