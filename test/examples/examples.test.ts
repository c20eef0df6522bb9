import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { findSources } from "../../codegen/files.js";
import { createGenerator, type Generated } from "../../codegen/generate.js";
import { printClient } from "../../codegen/print/print-client.js";
import { describeTyped } from "../../codegen/typed-descriptor.js";
import { readVersion } from "../../codegen/version.js";
import { parseManifest } from "../../engine/manifest.js";
import { manifestFor } from "../../engine/permissions/manifest-lines.js";
import { unmetRequirements } from "../../engine/permissions/requirements.js";
import { type CompiledSkill, createMockHost, type MockHost } from "../../testing/index.js";
import { root } from "../support/sources.js";
import { listExampleSkills, listExamples } from "./example-skills.js";

const environment = { CHAT_TOKEN: "secret" };
const version = readVersion();

const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");
const build = async (folder: string) =>
  ((await import(`${join(root, folder, "assembly")}?skill`)) as { default: CompiledSkill }).default;
const manifestOf = (folder: string) =>
  parseManifest(read(folder, "manifest.yaml"), { file: "manifest.yaml", environment });

describe.each(listExampleSkills())("the skill in $folder", ({ folder, project }) => {
  let made: Generated;

  beforeAll(async () => {
    const assembly = join(root, folder, "assembly");
    const { sources } = findSources(assembly, { root: assembly, cwd: root });
    made = (await createGenerator()).generate(sources, { version });
  });

  test("has nothing that skill-gen would warn of", () => {
    expect(made.diagnostics).toEqual([]);
  });

  test("compiles, and its manifest grants what it requires", async () => {
    const host = createMockHost({ skill: await build(folder) });
    expect(unmetRequirements(host.describe().requirements, manifestOf(folder))).toEqual([]);
  });

  test("is built where its manifest looks for it", () => {
    const { targets } = JSON.parse(read(folder, "asconfig.json"));
    expect(manifestOf(folder).path).toBe(targets.release.outFile);
  });

  test("has clients that are what skill-gen client prints now", () => {
    const stale = clientsOf(project)
      .filter(({ text }) => text.includes(` from ${made.skill?.id} `))
      .filter(
        ({ text }) =>
          made.skill && text !== printClient(describeTyped(made.skill), { async: false, version }),
      )
      .map(({ path }) => path);
    expect(stale).toEqual([]);
  });

  test("says what it is and how it is tested", () => {
    const readme = read(project, "README.md");
    expect(readme).toMatch(/^# \S/);
    expect(readme).toMatch(/^npm test/m);
  });
});

describe.each(listExamples())("the manifest of %s", (example) => {
  test("grants all that a tour of the skill needs, and nothing else", async () => {
    const skills = listExampleSkills().filter(({ project }) => project === example);
    const entries = await Promise.all(
      skills.map(async ({ folder }) => [manifestOf(folder).id, await build(folder)] as const),
    );
    const manifest = Object.fromEntries(
      skills.map(({ folder }) => [manifestOf(folder).id, join(root, folder, "manifest.yaml")]),
    );
    const host = createMockHost({ skill: Object.fromEntries(entries), manifest });
    const { tour } = (await import(join(root, example, "test/tour.ts"))) as {
      tour: (host: MockHost) => void;
    };
    const calls = vi.spyOn(host, "call").mock.calls;
    tour(host);
    for (const [id] of entries) {
      expect(host.permissionReport(id)).toMatchObject({ unused: [], denied: [] });
      expect(calls.map(([method]) => method)).toEqual(
        expect.arrayContaining(host.listMethods(id).map(({ name }) => name)),
      );
    }
    expect([host.crashes, host.notices]).toEqual([[], []]);
  });
});

test.each(listExampleSkills().filter(({ folder }) => folder.startsWith("templates/")))(
  "the manifest of $folder grants what is required, and nothing else",
  async ({ folder }) => {
    const manifest = manifestOf(folder);
    const { requirements } = createMockHost({ skill: await build(folder) }).describe();
    const least = manifestFor({ id: manifest.id, path: manifest.path }, requirements);
    expect(manifest.permissions).toEqual(least.permissions);
    expect(Object.keys(manifest.env)).toEqual(Object.keys(least.env));
  },
);

test("every example is on the page that lists them", () => {
  const page = read("docs/examples.md");
  const missing = listExamples().filter((example) => !page.includes(`(../${example}/README.md)`));
  expect(missing).toEqual([]);
});

function clientsOf(project: string): { path: string; text: string }[] {
  const folder = join(project, "test");
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((name) => /^(\w+-)?client\.ts$/.test(basename(name)))
    .map((name) => ({ path: join(folder, name), text: read(folder, name) }));
}
