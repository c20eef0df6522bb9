// A host of its own: starts a daemon and a command, prints their ids, and ends as it is told.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { completeManifest, systemClock } from "@luminarys/sdk-as/engine";
import { Allowance } from "../../../dist/devices/allowance.js";
import { createShellDevice } from "../../../dist/devices/shell.js";

const [end, keepDaemons] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "ending-host-"));
const shell = {
  enabled: true,
  allowlist: ["**"],
  allowed_dirs: [`${folder}:rw`],
  keep_daemons: keepDaemons === "keep",
};
const device = createShellDevice({
  manifest: completeManifest({ id: "a", path: "a.wasm", permissions: { shell } }),
  clock: systemClock,
  processes: new Allowance({ most: 8, what: "processes", key: "limits.processes" }),
});

function exec(command, as_daemon) {
  const request = {
    command,
    workdir: "",
    timeout_ms: 0,
    tail: 0,
    grep: "",
    as_daemon,
    log_file: "",
  };
  return device.shell_exec(request, { deadlineNs: 0 });
}

const { pid } = await exec("sleep 1000", true);
exec("sh -c 'echo $$ > pid.part; mv pid.part pid; exec sleep 1000'", false).catch(() => {});
while (!existsSync(join(folder, "pid"))) await wait(10);
console.log(JSON.stringify([pid, Number(readFileSync(join(folder, "pid"), "utf8"))]));
rmSync(folder, { recursive: true });

if (end === "exit") process.exit(3);
if (end === "crash") throw new Error("a crash");
await device.close();
