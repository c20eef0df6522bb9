import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import type { Row } from "../report.js";

const group = "host memory";
const MB = 1_000_000;

/** What skills add to the memory of a host's process. */
export async function measureHostMemory(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} of skills`)) return [];
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const source = readFileSync(new URL("../skills/echo.ts", import.meta.url), "utf8");
  const dir = mkdtempSync(join(tmpdir(), "bench-"));
  const path = join(dir, "echo.wasm");
  writeFileSync(path, (await buildSkill(source)).wasm);
  const child = fileURLToPath(new URL("memory-child.js", import.meta.url));
  const args = ["--expose-gc", child, path];
  const printed = execFileSync(process.execPath, args, { encoding: "utf8" });
  rmSync(dir, { recursive: true });
  const [declared, started] = JSON.parse(printed) as [number, number];
  const unit = "bytes" as const;
  return [
    { group, name: "200 declared, unused skills", value: declared, unit, limit: 100 * MB },
    { group, name: "a started skill", value: Math.round(started), unit, limit: 15 * MB },
  ];
}
