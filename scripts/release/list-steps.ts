export interface Step {
  command: string;
  args: string[];
  /** Left out when this prints something: what an earlier try has published stays published. */
  unless?: string[];
}

const packages = ["@luminarys/sdk-as", "@luminarys/skill-host"];

/** A release from first to last: what is published are the files that were packed once. */
export function listSteps(version: string, folder: string): Step[] {
  const both = ["-w", "host", "--include-workspace-root"];
  return [
    npm("test"),
    npm("run", "--silent", "build"),
    npm("pack", ...both, "--ignore-scripts", "--pack-destination", folder),
    // The host last: whoever installs it gets the other one too.
    ...packages.map((name) => ({
      ...npm("publish", tarball(name, version, folder), "--provenance", "--access", "public"),
      unless: ["view", `${name}@${version}`, "version"],
    })),
    { command: "git", args: ["tag", "--annotate", `v${version}`, "--message", version] },
    { command: "git", args: ["push", "origin", `v${version}`] },
  ];
}

function npm(...args: string[]): Step {
  return { command: "npm", args };
}

function tarball(name: string, version: string, folder: string): string {
  return `${folder}/${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
}
