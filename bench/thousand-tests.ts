import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../test/support/sources.js";

const cache = join(root, "node_modules/.cache");
const vitest = join(root, "node_modules/vitest/vitest.mjs");

const config = `export default { test: { exclude: [], pool: "forks", maxWorkers: 2 } };
`;

const tests = `import { readFileSync } from "node:fs";
import { createMockHost } from "@luminarys/sdk-as/testing";
import { expect, test } from "vitest";

const skill = new Uint8Array(readFileSync("echo.wasm"));

test.each(Array.from({ length: 500 }, (_, i) => i))("case %i answers with its text", (i) => {
  const host = createMockHost({ skill });
  expect(host.call("echo", { text: \`case \${i}\` }).value).toBe(\`case \${i}\`);
});
`;

export interface TestTimes {
  /** From starting vitest to its end. */
  readonly totalMs: number;
  /** What vitest says that the tests took, both workers together. */
  readonly testsMs: number;
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly duration?: number }[];
  }[];
}

/** Runs a thousand tests of a skill, each with a host of its own. Throws an Error when one fails. */
export function timeTests(skill: Uint8Array): TestTimes {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "thousand-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
    writeFileSync(join(folder, "vitest.config.js"), config);
    writeFileSync(join(folder, "echo.wasm"), skill);
    for (const name of ["one", "two"]) writeFileSync(join(folder, `${name}.test.js`), tests);
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(cwd: string): TestTimes {
  const args = [vitest, "run", "--reporter=json", "--outputFile=report.json"];
  const started = performance.now();
  const { stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  const totalMs = Math.round(performance.now() - started);
  const report = JSON.parse(readFileSync(join(cwd, "report.json"), "utf8")) as VitestReport;
  if (report.numPassedTests !== 1000) throw new Error(`Cannot time tests: ${stderr}`);
  const durations = report.testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ duration = 0 }) => duration),
  );
  return { totalMs, testsMs: Math.round(durations.reduce((sum, each) => sum + each, 0)) };
}
