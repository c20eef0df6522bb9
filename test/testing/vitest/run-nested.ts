import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { root } from "../../support/sources.js";

const cache = join(root, "node_modules/.cache");
const vitest = join(root, "node_modules/vitest/vitest.mjs");

const config = `import { skillPlugin } from ${JSON.stringify(join(root, "testing/vitest/index.ts"))};

export default {
  plugins: [skillPlugin()],
  resolve: {
    alias: { "@luminarys/sdk-as/testing": ${JSON.stringify(join(root, "testing/index.ts"))} },
  },
  cacheDir: ".vite",
  test: { exclude: [], maxWorkers: 1, server: { deps: { inline: [/nested-/] } } },
};
`;

/** Writes a skill project below the repository's node_modules, whose packages it imports. */
export function writeProject(files: Readonly<Record<string, string>>): string {
  mkdirSync(cache, { recursive: true });
  const folder = realpathSync(mkdtempSync(join(cache, "nested-")));
  const all = {
    "asconfig.json": JSON.stringify({ extends: "@luminarys/sdk-as/asconfig.json" }),
    "package.json": JSON.stringify({ type: "module" }),
    "vitest.config.ts": config,
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

export function removeProject(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a project's tests with the plugin. Gives what vitest prints. */
export function runNested(folder: string): string {
  const { FORCE_COLOR: _, ...outer } = process.env;
  const own = Object.entries(outer).filter(([name]) => !name.startsWith("VITEST"));
  const env = { ...Object.fromEntries(own), NO_COLOR: "1" };
  const args = [vitest, "run", "--reporter=default"];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  return stripVTControlCharacters(stdout + stderr);
}
