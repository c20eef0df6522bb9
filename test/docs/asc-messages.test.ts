import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type AscVersion, compileSkill } from "../support/compile.js";
import { root } from "../support/sources.js";

const page = readFileSync(join(root, "docs/guide/troubleshooting.md"), "utf8");
const section = page.split("## asc")[1]?.split("\n## ")[0] ?? "";
const rows = [...section.matchAll(/^\| `(.+?)` \| `((?:AS|TS)\d+: .+?)` \|/gm)].map(
  ([, code = "", message = ""]) => ({ code: plain(code), message: plain(message) }),
);

function plain(cell: string): string {
  return cell.replaceAll("\\|", "|");
}

test("the page has its messages", () => {
  expect(rows.length).toBe(19);
});

describe.each<AscVersion>(["0.28", "0.27"])("asc %s", (asc) => {
  test.each(rows)("says of $code what the page says", async ({ code, message }) => {
    const parameters = "texts: string[], name: string | null, n: i32, counts: Map<string, i32>";
    const files = { "skill.ts": `export function tried(${parameters}): void {\n${code}\n}\n` };
    await expect(compileSkill({ files, asc, extend: false })).rejects.toThrow(`ERROR ${message}\n`);
  });
});
