import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  removeProject,
  runNested,
  WatchedRun,
  writeProject,
  writeWatchedProject,
} from "./run-nested.js";

const skill = `/**
 * @skill:id      org.example.shop
 * @skill:name    "Shop"
 * @skill:version 1.0.0
 */
import { priceAt } from "./prices";

// @skill:method price "The price of an article"
// @skill:param  name required "Article"
export function price(name: string): i32 {
  if (name == "") throw new Error("Cannot price article: no name");
  return priceAt(name.length);
}
`;

const prices = `const prices: i32[] = [5, 7];

export function priceAt(index: i32): i32 {
  if (index < 4) return prices[0];
  return load<i32>(<usize>index << 28);
}
`;

/** One test that calls `price` of the skill in a folder. */
const testing = (
  name: string,
  folder: string,
) => `import { createMockHost } from "@luminarys/sdk-as/testing";
import { expect, test } from "vitest";
import skill from "../${folder}?skill";

test("the price is known", () => {
  const host = createMockHost({ skill });
  expect(host.call("price", { name: "${name}" }).value).toBe(5);
});
`;

/** A skill in a folder of its own, with one test. */
const shop = (folder: string, name: string, change: { skill?: string; prices?: string } = {}) => ({
  [`${folder}/skill.ts`]: change.skill ?? skill,
  [`${folder}/prices.ts`]: change.prices ?? prices,
  [`test/${folder}.test.ts`]: testing(name, folder),
});

/** Each of these says what it has to say in one and the same run. */
const broken = {
  ...shop("throwing", ""),
  ...shop("trapping", "melon"),
  ...shop("misread", "tea", { skill: skill.replace("name: string", "name: v128") }),
  ...shop("refused", "tea", { prices: prices.replace("prices[0]", "cheap") }),
};

describe("a skill imported by its folder", () => {
  let folder: string;

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const built = () =>
    readdirSync(join(folder, ".vite"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.includes(".wasm"))
      .sort();

  beforeAll(() => {
    folder = writeProject(shop("assembly", "tea"));
  });

  afterAll(() => removeProject(folder));

  test("is built once for the same sources", () => {
    expect(runNested(folder)).toContain("Tests  1 passed (1)");
    const entry = readFileSync(join(folder, "assembly/lib.ts"), "utf8");
    expect(entry).toMatch(/^\/\/ Made by skill-gen \S+ from skill\.ts/);
    const before = built();
    expect(before.map((name) => name.replace(/^.*[0-9a-f]{32}/, ""))).toEqual([
      ".wasm",
      ".wasm.map",
    ]);
    expect(runNested(folder)).toContain("Tests  1 passed (1)");
    expect(built()).toEqual(before);
    write("assembly/prices.ts", prices.replace("5, 7", "6, 7"));
    expect(runNested(folder)).toContain("expected 6 to be 5");
    expect(built()).toHaveLength(4);
  });
});

describe("a skill that fails its tests", () => {
  let folder: string;
  let printed: string;

  /** What was printed of one test file's failure. */
  const failureOf = (name: string) => {
    const failures = printed
      .split(/^ FAIL +/m)
      .filter((part) => part.startsWith(`test/${name}.test.ts `));
    expect(failures).toHaveLength(1);
    return failures[0] ?? "";
  };

  beforeAll(() => {
    folder = writeProject(broken);
    printed = runNested(folder);
  });

  afterAll(() => removeProject(folder));

  test("fails no other", () => {
    expect(printed).toContain("Test Files  4 failed (4)");
    expect(printed).toContain("Tests  2 failed (2)");
    expect(printed).not.toContain("engine/");
  });

  test("is built for itself, where another folder has the same sources too", () => {
    const entryOf = (name: string) => readFileSync(join(folder, name, "lib.ts"), "utf8");
    expect(entryOf("throwing")).toBe(entryOf("trapping"));
  });

  test("by throwing shows the author's line, and the test's below", () => {
    expect(failureOf("throwing")).toContain(
      [
        "SkillTrapError: Cannot price article: no name",
        " ❯ price throwing/skill.ts:11:19",
        '      9| // @skill:param  name required "Article"',
        "     10| export function price(name: string): i32 {",
        '     11|   if (name == "") throw new Error("Cannot price article: no name");',
        "       |                   ^",
        "     12|   return priceAt(name.length);",
      ].join("\n"),
    );
    expect(failureOf("throwing")).toMatch(/ ❯ test\/throwing\.test\.ts:7:\d+\n/);
  });

  test("by a trap shows the author's line, and the lines that called it", () => {
    const failure = failureOf("trapping");
    expect(failure).toContain(
      "SkillTrapError: Cannot finish the call: memory access out of bounds",
    );
    expect(failure).toMatch(/❯ priceAt trapping\/prices\.ts:5:\d+\n/);
    expect(failure).toContain("      5|   return load<i32>(<usize>index << 28);\n");
    expect(failure).toMatch(/❯ price trapping\/skill\.ts:12:\d+\n/);
  });

  test("with an annotation that skill-gen refuses fails the test file with its place", () => {
    const failure = failureOf("misread");
    expect(failure).toMatch(
      /misread\/skill\.ts:10:29 - error SK\d+: Parameter "name" has type v128, /,
    );
    expect(failure).toContain("10 | export function price(name: v128): i32 {");
  });

  test("that asc refuses fails the test file with its place, and works when mended", () => {
    const failure = failureOf("refused");
    expect(failure).toContain("refused/prices.ts:4:25 - error TS2304: Cannot find name 'cheap'");
    expect(failure).toContain("4 |   if (index < 4) return cheap;");
    writeFileSync(join(folder, "refused/prices.ts"), prices);
    expect(runNested(folder, "test/refused.test.ts")).toContain("Tests  1 passed (1)");
  });
});

test("in watch mode a skill is built again when any of its sources changes", async () => {
  const watched = writeWatchedProject(shop("assembly", "tea"));
  const change = (name: string, text: string) => writeFileSync(join(watched, name), text);
  const run = new WatchedRun(watched);
  try {
    expect(await run.until("for file changes")).toContain("Tests  1 passed (1)");
    change("assembly/prices.ts", prices.replace("5, 7", "6, 7"));
    expect(await run.until("for file changes")).toContain("expected 6 to be 5");
    change("assembly/skill.ts", skill.replace("priceAt(name.length)", "priceAt(name.length) - 1"));
    expect(await run.until("for file changes")).toContain("Tests  1 passed (1)");
    change("assembly/prices.ts", prices.replace("prices[0]", "cheap"));
    expect(await run.until("for file changes")).toContain("Cannot find name 'cheap'");
    change("assembly/prices.ts", prices.replace("5, 7", "6, 7"));
    expect(await run.until("for file changes")).toContain("Tests  1 passed (1)");
  } finally {
    await run.stop();
    removeProject(watched);
  }
});
