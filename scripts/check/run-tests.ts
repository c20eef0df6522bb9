import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome } from "./run-checks.js";

interface TestFile {
  name: string;
  status: string;
  message?: string;
  assertionResults: TestResult[];
}

interface TestResult {
  status: string;
  ancestorTitles: string[];
  title: string;
  failureMessages?: string[];
}

/** Runs all tests, which print as they go, and counts them one by one; a file that doesn't load is one failed test. */
export async function runTests(): Promise<Outcome> {
  const report = join(tmpdir(), `sdk-as-tests-${process.pid}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  console.log("\n# tests, as they end");
  const [code] = await once(spawn("vitest", ["run", ...reporters], { stdio: "inherit" }), "close");
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    const files: TestFile[] = testResults;
    const unloaded = files.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    );
    // An error outside of all tests fails the run, and no test.
    const failed = numFailedTests + unloaded.length || (code === 0 ? 0 : 1);
    return {
      passed: numPassedTests,
      failed,
      printed: listLeftOut(files),
      failures: listFailed(files),
    };
  } catch (cause) {
    return { passed: 0, failed: 1, printed: "", failures: `Cannot read test results: ${cause}` };
  } finally {
    rmSync(report, { force: true });
  }
}

/** Each with the first line of what it said. */
function listFailed(files: readonly TestFile[]): string {
  const lines = files.flatMap(({ name, status, message = "", assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === "failed");
    if (failed.length === 0 && status === "failed") return [`${name}: ${firstLine(message)}`];
    return failed.map(
      ({ ancestorTitles, title, failureMessages = [] }) =>
        `${name}: ${[...ancestorTitles, title].join(" > ")}: ${firstLine(failureMessages[0])}`,
    );
  });
  return lines.join("\n");
}

function firstLine(text = ""): string {
  return text.trim().split("\n")[0] ?? "";
}

/** Tests that need what this machine hasn't; their titles say what that is. */
function listLeftOut(files: readonly TestFile[]): string {
  const lines = files.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === "skipped" || status === "pending")
      .map(({ ancestorTitles, title }) => `${name}: ${[...ancestorTitles, title].join(" > ")}`),
  );
  return lines.length > 0 ? `${lines.length} tests left out:\n  ${lines.join("\n  ")}\n` : "";
}
