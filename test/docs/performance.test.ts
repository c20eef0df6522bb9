import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../support/sources.js";

const read = (path: string) => readFileSync(join(root, path), "utf8");

test("every figure of the page about performance is that of the benchmarks", () => {
  const [, section = ""] = read("docs/guide/performance.md").split("## Figures");
  const rows = [...(section.split("\n## ")[0] ?? "").matchAll(/^\| .+ \| (.*\d.*) \| (.+) \|$/gm)];
  const benchmarks = read("docs/benchmarks.md");
  const stale = rows.filter(([, figure, row]) => !benchmarks.includes(`\n| ${row} | ${figure} | `));
  expect(stale.map(([line]) => line)).toEqual([]);
  expect(rows.length).toBe(11);
});
