import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { drawLimits } from "../charts/limits.js";
import { drawPublished } from "../charts/published.js";
import { drawSizes } from "../charts/sizes.js";
import type { Report } from "../report.js";
import { printFigures } from "./figures.js";
import { replacePart } from "./part.js";
import { printResults } from "./tables.js";

interface MadeFile {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** Pages and pictures as they should be. What people wrote around the marks of a page stays. */
function makeFiles({ rows }: Report): MadeFile[] {
  const page = "docs/benchmarks.md";
  const guide = "docs/guide/performance.md";
  const pictures = "docs/pictures/benchmarks";
  return [
    { path: page, text: replacePart(read(page), printResults(rows)) },
    { path: guide, text: replacePart(read(guide), printFigures(rows)) },
    { path: `${pictures}/limits.svg`, text: drawLimits(rows) },
    { path: `${pictures}/sizes.svg`, text: drawSizes(rows) },
    { path: `${pictures}/published.svg`, text: drawPublished(rows) },
  ];
}

export function writePage(report: Report): void {
  for (const { path, text } of staleFiles(report)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
    console.error(`Wrote ${path}`);
  }
}

/** Names what isn't made of the report. */
export function checkPage(report: Report): boolean {
  const stale = staleFiles(report);
  for (const { path } of stale) console.error(`${path} isn't what bench/results/latest.json says`);
  if (stale.length > 0) {
    console.error(
      "Cannot accept the benchmarks: pages are stale. Hint: run npm run bench -- --page",
    );
  }
  return stale.length === 0;
}

function staleFiles(report: Report): MadeFile[] {
  return makeFiles(report).filter(({ path, text }) => read(path) !== text);
}

/** Empty if there's no such file. */
function read(path: string): string {
  try {
    return readFileSync(at(path), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

function at(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
