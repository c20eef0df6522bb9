import { execFile } from "node:child_process";
import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listTemplates } from "../../codegen/template-files.js";
import { packBoth } from "../../scripts/check/pack.js";
import { Workspace } from "../codegen/run-cli.js";
import { buildPackage } from "../support/build-packages.js";
import { root } from "../support/sources.js";

/** Whoever installs both packages, in an empty folder that isn't below ours. */
const author = new Workspace();
const devDependenciesOf = (folder: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).devDependencies;
/** What a project of ours asks for. */
const asked = devDependenciesOf("templates/hello");
const names = ["@luminarys/sdk-as", "@luminarys/skill-host"];
let sdk = "";

afterAll(() => author.remove());

const start = promisify(execFile);

async function run(folder: string, command: string, ...args: string[]): Promise<string> {
  const { stdout } = await start(command, args, { cwd: author.path(folder) });
  return stdout;
}

/** A command of an installed package, started as npx and npm start it. */
function bin(name: string): string {
  return author.path(`node_modules/.bin/${name}`);
}

beforeAll(async () => {
  for (const name of names) buildPackage(name);
  const tarballs = packBoth(author.root).map(({ filename }) => `./${filename}`);
  sdk = tarballs[0] ?? "";
  author.write("package.json", JSON.stringify({ name: "author", private: true, type: "module" }));
  const { vitest, typescript } = devDependenciesOf(".");
  const tools = Object.entries({ ...asked, vitest, typescript })
    .filter(([name]) => !names.includes(name))
    .map(([name, version]) => `${name}@${version}`);
  await run(
    ".",
    "npm",
    "install",
    "--no-audit",
    "--no-fund",
    "--prefer-offline",
    ...tarballs,
    ...tools,
  );
}, 300_000);

/** A project beside those packages, which uses them as if it had installed them itself. */
async function init(name: string, template: string): Promise<void> {
  const args = ["init", name, "--template", template, "--sdk", `file:${sdk}`, "--yes"];
  const created = await run(".", bin("skill-gen"), ...args);
  expect(created).toContain(`in ${name} (`);
  symlinkSync("../node_modules", author.path(`${name}/node_modules`));
}

test("every entry of both packages loads", async () => {
  const entries = names.flatMap((name) => {
    const { exports } = JSON.parse(author.read(`node_modules/${name}/package.json`));
    return Object.entries<{ default?: string }>(exports)
      .filter(([, target]) => target.default?.endsWith(".js"))
      .map(([entry]) => name + entry.slice(1));
  });
  expect(entries.length).toBeGreaterThan(names.length);
  author.write("load.mjs", entries.map((entry) => `await import("${entry}");\n`).join(""));
  expect(await run(".", process.execPath, "load.mjs")).toBe("");
});

test.each(listTemplates())(
  "a project made from the template %s builds and passes its tests",
  async (template) => {
    await init(`my-${template}`, template);
    const project = JSON.parse(author.read(`my-${template}/package.json`));
    expect(project.devDependencies).toEqual({ ...asked, "@luminarys/sdk-as": `file:.${sdk}` });
    const printed = await run(`my-${template}`, "npm", "test");
    expect(printed).toContain(`Built build/my-${template}.wasm`);
    expect(printed).toMatch(/^# pass [1-9]\d*\n# fail 0$/m);
  },
  300_000,
);

test("the host runs the skill that was built", async () => {
  await init("called", "hello");
  await run("called", bin("skill-gen"), "build");
  const call = ["skill-host", "call", "manifest.yaml", "greet", "--name", "Ada"];
  expect(await run("called", "npx", "--no-install", ...call)).toBe("Good morning, Ada!\n");
});

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

test("plugin, matchers and their types work with vitest", async () => {
  await init("my-vitest", "hello");
  rmSync(author.path("my-vitest/test"), { recursive: true });
  author.write("my-vitest/vitest.config.ts", vitestConfig);
  author.write("my-vitest/test/skill.test.ts", vitestTest);
  author.write("my-vitest/tsconfig.json", JSON.stringify(tsconfig));
  expect(await run("my-vitest", bin("tsc"))).toBe("");
  const failed = await start(bin("vitest"), ["run"], {
    cwd: author.path("my-vitest"),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: "1" },
  }).catch((error) => error);
  const printed = stripVTControlCharacters(failed.stdout + failed.stderr);
  expect(printed).toContain("Tests  1 failed | 1 passed (2)");
  expect(printed).toContain(
    'SkillTrapError: Cannot read number: found "many"\n ❯ parseNumber assembly/skill.ts:',
  );
}, 300_000);
