import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listTemplates } from "../../../codegen/template-files.js";
import { root } from "../../support/sources.js";
import { Workspace } from "../run-cli.js";

const workspace = new Workspace();
const packed = [
  "package.json",
  "index.ts",
  "asconfig.json",
  "assembly",
  "bin",
  "templates",
  "testing/vitest/skill-import.d.ts",
];

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

const vitestConfig = `import { skillPlugin } from "@luminarys/sdk-as/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig({ plugins: [skillPlugin()] });
`;

const vitestTest = `import { createMockHost } from "@luminarys/sdk-as/testing";
import { expect, test } from "vitest";
import skill from "../assembly?skill";

test("greets", () => {
  const host = createMockHost({ skill, env: { GREETING: "Hi" } });
  expect(host.call("greet", { name: "Ada" }).value).toBe("Hi, Ada!");
  expect(host).toHaveCalledHost("env_get", { key: "GREETING" });
});

test("fails where the author sees it", () => {
  const host = createMockHost({ skill });
  expect(() => host.call("parse_number", { text: "many" })).toTrapAt("skill.ts");
  host.call("parse_number", { text: "many" });
});
`;

const tsconfig = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    module: "nodenext",
    target: "es2022",
    skipLibCheck: true,
    types: ["@luminarys/sdk-as/vitest/skill", "@luminarys/sdk-as/vitest/matchers"],
  },
  include: ["test", "vitest.config.ts"],
};

test("plugin, matchers and their types work from the packed package", () => {
  const skillGen = workspace.path("sdk/bin/skill-gen.js");
  const args = ["init", "my-vitest", "--sdk", `file:sdk/${file}`, "--yes"];
  run(".", process.execPath, skillGen, ...args);
  const project = JSON.parse(workspace.read("my-vitest/package.json"));
  const { vitest, typescript } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  ).devDependencies;
  project.devDependencies = { ...project.devDependencies, vitest, typescript };
  workspace.write("my-vitest/package.json", JSON.stringify(project));
  rmSync(workspace.path("my-vitest/test"), { recursive: true });
  workspace.write("my-vitest/vitest.config.ts", vitestConfig);
  workspace.write("my-vitest/test/skill.test.ts", vitestTest);
  workspace.write("my-vitest/tsconfig.json", JSON.stringify(tsconfig));
  run("my-vitest", "npm", "install", "--no-audit", "--no-fund", "--prefer-offline");
  expect(run("my-vitest", "npx", "tsc")).toBe("");
  const { stdout, stderr } = spawnSync("npx", ["vitest", "run"], {
    cwd: workspace.path("my-vitest"),
    encoding: "utf8",
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1" },
  });
  const printed = stripVTControlCharacters(stdout + stderr);
  expect(printed).toContain("Tests  1 failed | 1 passed (2)");
  expect(printed).toContain(
    'SkillTrapError: Cannot read number: found "many"\n ❯ parseNumber assembly/skill.ts:',
  );
}, 300_000);
