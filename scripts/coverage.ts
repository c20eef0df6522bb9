import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { listSources } from "../test/support/sources.js";

/*
 * How many lines of the folders that must not break are run by their own tests:
 *
 *   npm run coverage [-- folder ...]
 *
 * Fails when a folder is under the least, or a test fails.
 */
const leastPercent = 90;

/** The folders, each with the tests that are meant to hold it. */
const folders: Record<string, string> = {
  engine: "test/engine/",
  codegen: "test/codegen/",
  testing: "test/testing/",
  "host/devices": "host/test/devices/",
};

/** They run the packed or the built package in other processes, where no line counts. */
const uncounted = /\/(packed|plugin|process)\.test\.ts$/;

interface Lines {
  total: number;
  covered: number;
}

function measure(names: readonly string[]): Map<string, Lines> {
  const reportsDirectory = mkdtempSync(join(tmpdir(), "coverage-"));
  try {
    runTests(names, reportsDirectory);
    const summary: Record<string, { lines: Lines }> = JSON.parse(
      readFileSync(join(reportsDirectory, "coverage-summary.json"), "utf8"),
    );
    const files = Object.entries(summary).filter(([path]) => path !== "total");
    return new Map(files.map(([path, { lines }]) => [relative(process.cwd(), path), lines]));
  } finally {
    rmSync(reportsDirectory, { recursive: true, force: true });
  }
}

function runTests(names: readonly string[], reportsDirectory: string): void {
  const options = [
    ...["--coverage", "--coverage.reporter=json-summary"],
    `--coverage.reportsDirectory=${reportsDirectory}`,
    ...names.map((name) => `--coverage.include=${name}/**/*.ts`),
  ];
  const tests = names.flatMap((name) => testsOf(folders[name] as string));
  const { status } = spawnSync("vitest", ["run", "--reporter=dot", ...options, ...tests], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("Cannot measure coverage: the tests don't pass");
}

function testsOf(folder: string): string[] {
  const isTest = (path: string) => path.startsWith(folder) && path.endsWith(".test.ts");
  const files = listSources((path) => isTest(path) && !uncounted.test(path));
  return files.map(({ path }) => path);
}

function percentOf(lines: readonly Lines[]): number {
  const total = lines.reduce((sum, each) => sum + each.total, 0);
  const covered = lines.reduce((sum, each) => sum + each.covered, 0);
  return total === 0 ? 100 : (100 * covered) / total;
}

function row(name: string, lines: readonly Lines[]): string {
  const total = lines.reduce((sum, each) => sum + each.total, 0);
  return `${percentOf(lines).toFixed(1).padStart(6)} %  ${String(total).padStart(5)}  ${name}`;
}

function main(wanted: readonly string[]): number {
  const unknown = wanted.find((name) => !(name in folders));
  if (unknown !== undefined) {
    const known = Object.keys(folders).join(", ");
    console.error(`Cannot measure coverage of "${unknown}": the folders are ${known}`);
    return 2;
  }
  const names = wanted.length > 0 ? wanted : Object.keys(folders);
  const files = measure(names);
  const inFolder = (name: string) =>
    [...files].filter(([path]) => path.startsWith(`${name}/`)).map(([, lines]) => lines);
  const thin = [...files].filter(([, lines]) => percentOf([lines]) < leastPercent);
  console.log("\n covered  lines");
  for (const name of names) console.log(row(name, inFolder(name)));
  console.log(`\n${thin.length} of ${files.size} files are under ${leastPercent} %`);
  for (const [path, lines] of thin) console.log(row(path, [lines]));
  return names.every((name) => percentOf(inFolder(name)) >= leastPercent) ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
