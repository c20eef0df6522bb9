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
  /** Scripts that go on where tsc ended. */
  scripts: readonly string[];
}

const packages: Package[] = [
  {
    name: "@luminarys/sdk-as",
    config: "tsconfig.build.json",
    entry: "dist/engine/index.js",
    sources: /^(contract|engine|codegen|testing)\/.*\.ts$/,
    scripts: [],
  },
  {
    name: "@luminarys/skill-host",
    config: "host/tsconfig.build.json",
    entry: "host/dist/index.js",
    // Its threads hold the engine.
    sources: /^(host\/(?!test\/)|contract\/|engine\/|scripts\/bundle-).*\.(ts|html|css|svg)$/,
    scripts: ["threads", "cli", "page"].map((name) => `scripts/bundle-${name}.ts`),
  },
];

/** Builds what is older than its sources. Throws an Error when a package doesn't compile. */
export function setup(): void {
  for (const { name } of packages) buildPackage(name);
}

/** The same for one package. */
export function buildPackage(wanted: string): void {
  const stale = packages.filter((each) => each.name === wanted && isStale(each));
  for (const { name, config, scripts } of stale) {
    run(name, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, config)]);
    for (const script of scripts) run(name, ["--import", "tsx", join(root, script)]);
  }
}

function run(name: string, args: readonly string[]): void {
  const options = { cwd: root, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, options);
  if (status !== 0) throw new Error(`Cannot build ${name}:\n${stdout}${stderr}`);
}

function isStale({ entry, sources }: Package): boolean {
  const built = join(root, entry);
  if (!existsSync(built)) return true;
  const builtMs = statSync(built).mtimeMs;
  return listSources((path) => sources.test(path)).some(
    ({ path }) => statSync(join(root, path)).mtimeMs > builtMs,
  );
}
