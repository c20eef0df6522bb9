import { execFileSync } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "../../support/sources.js";
import { Workspace } from "../run-cli.js";

const workspace = new Workspace();
const packed = ["package.json", "index.ts", "asconfig.json", "assembly", "bin", "templates"];

afterAll(() => workspace.remove());

function run(folder: string, command: string, ...args: string[]): string {
  const options = { cwd: workspace.path(folder), encoding: "utf8", stdio: "pipe" } as const;
  return execFileSync(command, args, options);
}

/** Packs what `npm run build` would leave, without touching the tree that other tests use. */
function pack(): string {
  for (const path of packed)
    cpSync(join(root, path), workspace.path(`sdk/${path}`), { recursive: true });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const outDir = workspace.path("sdk/dist");
  execFileSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", outDir], {
    cwd: root,
  });
  const [made] = JSON.parse(run("sdk", "npm", "pack", "--json", "--ignore-scripts"));
  return made.filename;
}

test("a project from the packed package installs, builds and passes its own test", () => {
  const file = pack();
  // The first project is made by the package itself, whose dependencies are those of the tree.
  symlinkSync(join(root, "node_modules"), workspace.path("sdk/node_modules"));
  const skillGen = workspace.path("sdk/bin/skill-gen.js");
  const args = ["init", "notes", "--template", "hello", "--sdk", `file:sdk/${file}`, "--yes"];
  expect(run(".", process.execPath, skillGen, ...args)).toContain('Created "Notes" in notes');
  run("notes", "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
  const printed = run("notes", "npm", "test");
  expect(printed).toMatch(/Built build\/notes\.wasm/);
  expect(printed).toMatch(/# pass 5\n# fail 0/);
}, 300_000);
