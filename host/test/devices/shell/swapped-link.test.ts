import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createShellWorld, until } from "./shell-world.js";

const script = fileURLToPath(new URL("./swapped-link.mjs", import.meta.url));

let world: ReturnType<typeof createShellWorld>;
let outside: string;
let stop: () => void;

/** A link of the granted folder leads inside and outside by turns. */
beforeEach(async () => {
  world = createShellWorld({ processes: 100 });
  outside = realpathSync(mkdtempSync(join(tmpdir(), "outside-")));
  const link = join(world.root, "link");
  mkdirSync(join(world.root, "inside"));
  const swapper = spawn(process.execPath, [script, link, join(world.root, "inside"), outside]);
  stop = () => swapper.kill();
  await until(() => existsSync(link));
});

afterEach(async () => {
  stop();
  await world.close();
  rmSync(outside, { recursive: true });
});

/** What became of each attempt: its output, or the code of its error. */
async function tally(attempt: () => Promise<{ output: string }>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let n = 0; n < 300; n++) {
    const end = await attempt().then(
      ({ output }) => output,
      ({ code }) => code,
    );
    counts.set(end, (counts.get(end) ?? 0) + 1);
  }
  return counts;
}

test("a working directory that is exchanged while it is checked is never left for another", async () => {
  const { exec, root } = world;

  const counts = await tally(() => exec("pwd", { workdir: join(root, "link") }));

  expect([...counts.keys()].sort()).toEqual([`${root}/inside\n`, "denied"]);
});

test("a log file in a folder that is exchanged is never written elsewhere", async () => {
  const { exec, root } = world;
  const request = { as_daemon: true, log_file: join(root, "link", "out.log") };

  const counts = await tally(() => exec("echo hi", request));

  expect([...counts.keys()].sort()).toEqual(["", "denied"]);
  expect(readdirSync(outside)).toEqual([]);
  expect(existsSync(join(root, "inside", "out.log"))).toBe(true);
});
