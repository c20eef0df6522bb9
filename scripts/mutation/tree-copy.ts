import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../test/support/sources.js";

/** A copy of all that tests read, so that no mutant is ever in the work tree. */
export interface TreeCopy {
  dir: string;
  write(path: string, text: string): void;
  remove(): void;
}

const folders = ["assembly", "codegen", "contract", "engine", "host", "test", "testing"];
const files = ["asconfig.json", "index.ts", "package.json", "tsconfig.json"];

/** Packages are links to the installed ones, but ours to the copy. */
export function copyTree(): TreeCopy {
  const dir = mkdtempSync(join(tmpdir(), "mutants-"));
  const filter = (path: string) => !/\/(node_modules|dist|build)$/.test(path);
  for (const name of [...folders, ...files]) {
    cpSync(join(root, name), join(dir, name), { recursive: true, filter });
  }
  linkPackages(dir);
  writeFileSync(join(dir, "vitest.config.mjs"), config(dir));
  return {
    dir,
    write: (path, text) => writeFileSync(join(dir, path), text),
    remove: () => rmSync(dir, { recursive: true }),
  };
}

function linkPackages(dir: string): void {
  const installed = join(root, "node_modules");
  const links = join(dir, "node_modules");
  const own = "@luminarys";
  mkdirSync(join(links, own), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name === own || name.startsWith(".cache")) continue;
    symlinkSync(join(installed, name), join(links, name));
  }
  symlinkSync(dir, join(links, own, "sdk-as"));
  symlinkSync(join(dir, "host"), join(links, own, "skill-host"));
  symlinkSync(join(root, "host/node_modules"), join(dir, "host/node_modules"));
}

/** Everything from sources: a build for each mutant would take longer than its tests. */
function config(dir: string): string {
  const entries = ["engine/cores", "engine/yaml", "engine", "codegen", "testing/suite", "testing"];
  const alias = Object.fromEntries(
    entries.map((entry) => [`@luminarys/sdk-as/${entry}`, join(dir, entry, "index.ts")]),
  );
  const test = {
    include: ["test/**/*.test.ts", "host/test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    isolate: false,
    bail: 1,
  };
  return `export default ${JSON.stringify({ root: dir, resolve: { alias }, test })};\n`;
}
