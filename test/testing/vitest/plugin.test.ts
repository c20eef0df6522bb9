import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
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

/** One test that calls `price` with a name. */
const testing = (name: string) => `import { createMockHost } from "@luminarys/sdk-as/testing";
import { expect, test } from "vitest";
import skill from "../assembly?skill";

test("the price is known", () => {
  const host = createMockHost({ skill });
  expect(host.call("price", { name: "${name}" }).value).toBe(5);
});
`;

const files = {
  "assembly/skill.ts": skill,
  "assembly/prices.ts": prices,
  "test/shop.test.ts": testing("tea"),
};

let folder: string;

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

beforeEach(() => {
  folder = writeProject(files);
});

afterEach(() => removeProject(folder));

describe("a skill imported by its folder", () => {
  test("is built once for the same sources", () => {
    expect(runNested(folder)).toContain("Tests  1 passed (1)");
    const built = () =>
      readdirSync(join(folder, ".vite"), { recursive: true, encoding: "utf8" })
        .filter((name) => name.includes(".wasm"))
        .sort();
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

  test("that throws shows the author's line, and the test's below", () => {
    write("test/shop.test.ts", testing(""));
    const printed = runNested(folder);
    expect(printed).toContain(
      [
        "SkillTrapError: Cannot price article: no name",
        " ❯ price assembly/skill.ts:11:19",
        '      9| // @skill:param  name required "Article"',
        "     10| export function price(name: string): i32 {",
        '     11|   if (name == "") throw new Error("Cannot price article: no name");',
        "       |                   ^",
        "     12|   return priceAt(name.length);",
      ].join("\n"),
    );
    expect(printed).toMatch(/ ❯ test\/shop\.test\.ts:7:\d+\n/);
    expect(printed).not.toContain("engine/");
  });

  test("that traps shows the author's line, and the lines that called it", () => {
    write("test/shop.test.ts", testing("melon"));
    const printed = runNested(folder);
    expect(printed).toContain(
      "SkillTrapError: Cannot finish the call: memory access out of bounds",
    );
    expect(printed).toMatch(/❯ priceAt assembly\/prices\.ts:5:\d+\n/);
    expect(printed).toContain("      5|   return load<i32>(<usize>index << 28);\n");
    expect(printed).toMatch(/❯ price assembly\/skill\.ts:12:\d+\n/);
  });

  test("with an annotation that skill-gen refuses fails the test file with its place", () => {
    write("assembly/skill.ts", skill.replace("name: string", "name: v128"));
    const printed = runNested(folder);
    expect(printed).toContain("Test Files  1 failed (1)");
    expect(printed).toMatch(
      /assembly\/skill\.ts:10:29 - error SK\d+: Parameter "name" has type v128, /,
    );
    expect(printed).toContain("10 | export function price(name: v128): i32 {");
  });

  test("that asc refuses fails the test file with its place, and works when mended", () => {
    write("assembly/prices.ts", prices.replace("prices[0]", "cheap"));
    const printed = runNested(folder);
    expect(printed).toContain("Test Files  1 failed (1)");
    expect(printed).toContain("assembly/prices.ts:4:25 - error TS2304: Cannot find name 'cheap'");
    expect(printed).toContain("4 |   if (index < 4) return cheap;");
    write("assembly/prices.ts", prices);
    expect(runNested(folder)).toContain("Tests  1 passed (1)");
  });
});

test("in watch mode a skill is built again when any of its sources changes", async () => {
  const watched = writeWatchedProject(files);
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
