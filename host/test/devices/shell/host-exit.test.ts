import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { until } from "./shell-world.js";

const script = fileURLToPath(new URL("./ending-host.mjs", import.meta.url));

/** How a host ended, and the ids of the daemon and the command that it had. */
async function runHost(end: "exit" | "crash" | "close", daemons: "keep" | "end" = "end") {
  const child = spawn(process.execPath, [script, end, daemons], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exited = once(child, "exit");
  const [daemon, command] = JSON.parse(await text(child.stdout)) as [number, number];
  const [code] = await exited;
  return { code, daemon, command };
}

/** Whether a process runs: one that has only not been waited for doesn't. */
function runs(pid: number): boolean {
  if (!existsSync(`/proc/${pid}`)) return false;
  return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

test.each([
  ["exit", 3],
  ["crash", 1],
  ["close", 0],
] as const)("%s: a host that ends leaves no daemon and no command", async (end, wanted) => {
  const { code, daemon, command } = await runHost(end);

  expect(code).toBe(wanted);
  await until(() => !runs(daemon) && !runs(command));
});

test("with keep_daemons a host that ends leaves its daemons, and nothing else", async () => {
  const { code, daemon, command } = await runHost("close", "keep");

  expect(code).toBe(0);
  await until(() => !runs(command));
  expect(runs(daemon)).toBe(true);
  process.kill(daemon, "SIGKILL");
});
