import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Workplace } from "../command-context.js";
import type { CheckResult } from "../doctor/check-result.js";
import { checkConfig } from "../doctor/config-checks.js";
import {
  checkDns,
  checkFileDescriptors,
  checkNode,
  checkStoreBinary,
  checkThreads,
} from "../doctor/machine-checks.js";
import { harmless, type Style, styleFor } from "../style.js";

export interface DoctorFlags {
  readonly config?: string;
  readonly json?: boolean;
}

/** Looks whether skills can run here. Gives the exit code. */
export async function doctorCommand({
  flags,
  place,
}: {
  flags: DoctorFlags;
  place: Workplace;
}): Promise<number> {
  const { terminal } = place;
  const { config } = flags;
  const file = config ?? "host.yaml";
  const isWanted = config !== undefined || existsSync(resolve(terminal.cwd, file));
  const results = [
    checkNode(process.versions.node),
    checkFileDescriptors(),
    await checkThreads(),
    await checkDns(),
    await checkStoreBinary(),
    ...(isWanted ? await checkConfig(file, place) : []),
  ];
  if (flags.json) terminal.out(`${JSON.stringify(results, null, 2)}\n`);
  else terminal.out(results.map((each) => render(each, styleFor(terminal, "out"))).join(""));
  return results.some(({ status }) => status === "fail") ? 1 : 0;
}

function render({ name, status, found, hint }: CheckResult, style: Style): string {
  const paint = { ok: style.green, warn: style.yellow, fail: style.red }[status];
  const lines = harmless(found)
    .split("\n")
    .join(`\n${" ".repeat(15)}`);
  const advice = hint === undefined ? "" : `\n${" ".repeat(15)}Hint: ${hint}`;
  return `${paint(status.padEnd(4))}  ${name.padEnd(7)}  ${lines}${advice}\n`;
}
