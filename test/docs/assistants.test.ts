import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listGuestApi } from "../../scripts/list-guest-api.js";
import { root } from "../support/sources.js";

const read = (path: string) => readFileSync(join(root, path), "utf8");

test("the page for code assistants lists what the guest library exports, as npx tsx scripts/list-guest-api.ts prints it", () => {
  const [, block] =
    /## Imports[\s\S]*?```text\n([\s\S]*?)\n```/.exec(read("docs/assistants.md")) ?? [];
  expect(block).toBe(listGuestApi());
});

test("llms.txt begins as the format wants, and its links lead to pages", () => {
  const text = read("llms.txt");
  const links = [...text.matchAll(/^- \[[^\]]+\]\(([^)]+)\)/gm)].map(([, link = ""]) => link);
  expect(text).toMatch(/^# .+\n\n> /);
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
});
