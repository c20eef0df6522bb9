import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { listSources, root } from "./sources.js";

interface Package {
  name: string;
  config: string;
  /** Written by every build. */
  entry: string;
  sources: RegExp;
}

const packages: Package[] = [
  {
    name: "@luminarys/sdk-as",
    config: "tsconfig.build.json",
    entry: "dist/engine/index.js",
    sources: /^(contract|engine|codegen|testing)\/.*\.ts$/,
  },
  {
    name: "@luminarys/skill-host",
    config: "host/tsconfig.build.json",
    entry: "host/dist/index.js",
    sources: /^host\/(?!test\/).*\.ts$/,
  },
];

/** Builds what is older than its sources. Throws an Error when a package doesn't compile. */
export function setup(): void {
  for (const { name } of packages) buildPackage(name);
}

/** The same for one package. */
export function buildPackage(wanted: string): void {
  for (const { name, config } of packages.filter((each) => each.name === wanted && isStale(each))) {
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const args = [tsc, "-p", join(root, config)];
    const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`Cannot build ${name}:\n${stdout}`);
  }
}

function isStale({ entry, sources }: Package): boolean {
  const built = join(root, entry);
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  return listSources((path) => sources.test(path)).some(
    ({ path }) => statSync(join(root, path)).mtimeMs > builtMs,
  );
}
