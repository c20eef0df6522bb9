import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../test/support/sources.js";
import { release } from "./release/release.js";

const folder = mkdtempSync(join(tmpdir(), "release-"));
try {
  process.exitCode = release(process.argv.slice(2), {
    root,
    folder,
    env: process.env,
    print: (line) => console.log(line),
    ask: (command, args) =>
      execFileSync(command, args, {
        cwd: root,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }),
    run: (command, args) => void execFileSync(command, args, { cwd: root, stdio: "inherit" }),
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
