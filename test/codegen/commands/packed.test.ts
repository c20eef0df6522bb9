import { execFileSync } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listTemplates } from "../../../codegen/template-files.js";
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

let file: string;

beforeAll(() => {
  file = pack();
  // The package makes the projects itself; its dependencies are those of the tree.
  symlinkSync(join(root, "node_modules"), workspace.path("sdk/node_modules"));
}, 180_000);

test.each(listTemplates())(
  "a project made from the template %s of the packed package installs, builds and passes its tests",
  (template) => {
    const skillGen = workspace.path("sdk/bin/skill-gen.js");
    const args = ["init", `my-${template}`, "--template", template, "--sdk", `file:sdk/${file}`];
    const created = run(".", process.execPath, skillGen, ...args, "--yes");
    expect(created).toContain(`in my-${template} (`);
    run(`my-${template}`, "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
    const printed = run(`my-${template}`, "npm", "test");
    expect(printed).toContain(`Built build/my-${template}.wasm`);
    expect(printed).toMatch(/^# pass [1-9]\d*\n# fail 0$/m);
  },
  300_000,
);
