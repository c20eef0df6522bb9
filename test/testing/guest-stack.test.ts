import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMockHost } from "@luminarys/sdk-as/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";

const sources = {
  "skill.ts": `// @skill:id org.example.shop
// @skill:name "Shop"
// @skill:version 1.0.0
import { priceAt } from "./prices";

// @skill:method price "The price of an article"
// @skill:param name required "Article"
export function price(name: string): i32 {
  return priceAt(name.length);
}
`,
  "prices.ts": `const prices: i32[] = [5, 7];

export function priceAt(index: i32): i32 {
  if (index > 3) return load<i32>(<usize>index << 28);
  if (index > 1) throw new Error("no such price");
  return prices[index];
}
`,
};

let folder: string;

/** Files as a project has them that builds its skill itself. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "shop-"));
  const options = { debug: true, sourceMap: true };
  const { wasm, sourceMap = "" } = await buildSkill(sources, { options });
  mkdirSync(join(folder, "build"));
  writeFileSync(join(folder, "build/shop.wasm"), wasm);
  writeFileSync(join(folder, "build/shop.wasm.map"), sourceMap);
  writeFileSync(join(folder, "build/bare.wasm"), wasm);
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(folder, name), text);
});

afterAll(() => rmSync(folder, { recursive: true }));

function stackOf(module: string, name: string): string {
  const host = createMockHost({ skill: join(folder, "build", module) });
  try {
    host.call("price", { name });
  } catch (error) {
    return (error as Error).stack ?? "";
  }
  throw new Error("Cannot read stack: the call passes");
}

test("a trap of a module with its source map beside it names the author's line", () => {
  const stack = stackOf("shop.wasm", "melon");
  expect(stack).toMatch(/^SkillTrapError: Cannot finish the call: memory access out of bounds\n/);
  expect(stack.split("\n")[1]).toContain(`(${folder}/prices.ts:4:`);
  expect(stack).toMatch(/guest-stack\.test\.ts:\d+/);
});

test("a throw does", () => {
  const [message, place] = stackOf("shop.wasm", "tea").split("\n");
  expect(message).toBe("SkillTrapError: no such price");
  expect(place).toContain(`(${folder}/prices.ts:5:`);
});

test("without a source map a throw still names its own line", () => {
  const [message, place] = stackOf("bare.wasm", "tea").split("\n");
  expect(message).toBe("SkillTrapError: no such price");
  expect(place).toContain(`(${folder}/prices.ts:5:18)`);
});
