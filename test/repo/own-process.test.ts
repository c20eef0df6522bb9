import { expect, test } from "vitest";
import { ownProcess } from "../support/own-process.js";
import { listSources } from "../support/sources.js";

/** Counts what the process has, or changes what all of it shares. */
const touchesProcess = new RegExp(
  [
    String.raw`/proc/self/(fd|task)\b`,
    String.raw`\bprocess\.(memoryUsage|cpuUsage|resourceUsage|getActiveResourcesInfo)\b`,
    String.raw`\bprocess\.(chdir|umask|on|once|setUncaughtExceptionCaptureCallback)\(`,
    String.raw`\bprocess\.env(\.\w+|\[[^\]]+\]) = `,
    String.raw`\b(globalThis\.\w+ =(?!=)|setGlobal\w+\()`,
    String.raw`\bglobalThis\.(Request|Response)\b`,
    String.raw`\bvi\.(mock|doMock|useFakeTimers|stub\w+)\(`,
    String.raw`\bvi\.spyOn\((console|process|globalThis|\w+\.prototype)\b`,
  ].join("|"),
);
const tests = listSources((path) => /^host\/test\/.*\.test\.ts$/.test(path));

test("a test of the host that counts or changes what a process shares has one of its own", () => {
  const found = tests.filter(({ text }) => touchesProcess.test(text)).map(({ path }) => path);
  expect(found.filter((path) => !ownProcess.includes(path))).toEqual([]);
});

test("files with a process of their own exist", () => {
  const paths = tests.map(({ path }) => path);
  expect(ownProcess.filter((path) => !paths.includes(path))).toEqual([]);
});
