import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Count {
  passed: number;
  failed: number;
}

const report = join(tmpdir(), `sdk-as-tests-${process.pid}.json`);

/** Every check by its name, in the order in which a fault is cheapest to find. */
const checks: Record<string, () => Count> = {
  style: () => run("biome", ["ci", "."]),
  types: () => run("tsc", ["--noEmit"]),
  "types of the page": () => run("tsc", ["-p", "host/faces/gateway/page/browser"]),
  unused: () => run("knip", []),
  build: () => run("npm", ["run", "--silent", "build"]),
  "guest 0.28": () => run("node", ["node_modules/assemblyscript/bin/asc.js", ...guest]),
  "guest 0.27": () => run("node", ["node_modules/assemblyscript-0.27/bin/asc.js", ...guest]),
  generated: () => run("npm", ["run", "--silent", "generate", "--", "--check"]),
  tests: runTests,
  docs: () => run("tsx", ["scripts/check-docs.ts"]),
  site: () => run("npm", ["run", "--silent", "site"]),
  package: () => run("tsx", ["scripts/check-package.ts"]),
};

/** Warning 235 says that classes aren't exported to the host, which a library needn't. */
const guest = ["index.ts", "--noEmit", "--disableWarning", "235"];

function run(command: string, args: string[]): Count {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Counts tests one by one; a file that doesn't load counts as one failed test. */
function runTests(): Count {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  run("vitest", ["run", ...reporters]);
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    printLeftOut(testResults);
    const unloaded = testResults.filter(
      (file: { status: string; assertionResults: unknown[] }) =>
        file.status === "failed" && file.assertionResults.length === 0,
    );
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length };
  } catch (cause) {
    console.error("Cannot read test results:", cause);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(report, { force: true });
  }
}

interface TestFile {
  name: string;
  assertionResults: { status: string; ancestorTitles: string[]; title: string }[];
}

/** Tests that need what this machine hasn't; their titles say what that is. */
function printLeftOut(files: readonly TestFile[]): void {
  const lines = files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "skipped" || status === "pending")
      .map(({ ancestorTitles, title }) => `${name}: ${[...ancestorTitles, title].join(" > ")}`),
  );
  if (lines.length > 0) console.log(`\n${lines.length} tests left out:\n  ${lines.join("\n  ")}`);
}

function main(names: string[]): number {
  const unknown = names.filter((name) => !(name in checks));
  if (unknown.length > 0) {
    console.error(
      `Cannot run check "${unknown[0]}": the checks are ${Object.keys(checks).join(", ")}`,
    );
    return 2;
  }
  const total: Count = { passed: 0, failed: 0 };
  const lines: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    if (names.length > 0 && !names.includes(name)) continue;
    console.log(`\n# ${name}`);
    const started = performance.now();
    const { passed, failed } = check();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    lines.push(`${failed === 0 ? "ok  " : "FAIL"}  ${name.padEnd(17)} ${seconds.padStart(6)} s`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
