import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../../test/support/sources.js";

/** Whether a command uses a package as npm packs it. */
export function usesPacked(command: string): boolean {
  return /\bluminarys-[\w.-]+\.tgz\b/.test(command);
}

/** A folder with both packages as they are built, and below no node_modules of ours. */
export function makePackedFolder(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "packed-")));
  const which = ["-w", "host", "--include-workspace-root", "--ignore-scripts"];
  const args = ["pack", "--silent", ...which, "--pack-destination", dir];
  execFileSync("npm", args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  return dir;
}
