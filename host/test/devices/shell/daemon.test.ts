import { spawnSync } from "node:child_process";
import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createShellWorld, until, type WorldOptions } from "./shell-world.js";

let worlds: ReturnType<typeof createShellWorld>[] = [];

function world(options?: WorldOptions) {
  const created = createShellWorld(options);
  worlds.push(created);
  return created;
}

afterEach(async () => {
  await Promise.all(worlds.map((each) => each.close()));
  worlds = [];
});

test("a daemon is started and not waited for; its output goes to the log file", async () => {
  const { exec, root, script, read, processes } = world();
  writeFileSync(join(root, "out.log"), "before\n");
  script("server.sh", "echo up; echo trouble >&2; sleep 1000");
  const log_file = `${root}/out.log`;

  const answer = await exec("sh server.sh", { as_daemon: true, log_file });

  expect(answer).toEqual({ output: "", exit_code: 0, pid: expect.any(Number), log_file });
  expect(processes()).toContain(answer.pid);
  await until(() => read("out.log") === "before\nup\ntrouble\n");
});

test("without a log file its output goes nowhere", async () => {
  const { exec, processes } = world();

  const answer = await exec("yes", { as_daemon: true });

  expect(answer).toEqual({ output: "", exit_code: 0, pid: expect.any(Number), log_file: "" });
  expect(processes()).toEqual([answer.pid]);
});

test("daemons are listed while they run", async () => {
  const { exec, device, root } = world();

  const { pid } = await exec("sleep 1000", { as_daemon: true, log_file: `${root}/log` });
  await exec("sleep 0.1", { as_daemon: true });

  const [first, second] = device.daemons();
  expect(first).toEqual({
    pid,
    command: "sleep 1000",
    logFile: `${root}/log`,
    startedMs: expect.any(Number),
  });
  expect(second).toMatchObject({ command: "sleep 0.1", logFile: "" });
  await until(() => device.daemons().length === 1);
});

test("daemons end with the device, and what they have started too", async () => {
  const { exec, device, script, processes } = world();
  script("server.sh", "trap '' TERM; sleep 1000 & while true; do sleep 1; done");
  await exec("sh server.sh", { as_daemon: true });
  await exec("sleep 1000", { as_daemon: true });
  await until(() => processes().length >= 4);

  await device.close();

  await until(() => processes().length === 0);
  expect(device.daemons()).toEqual([]);
});

test("with keep_daemons they live on", async () => {
  const { exec, device, processes } = world({ keep_daemons: true });
  const { pid } = await exec("sleep 1000", { as_daemon: true });

  await device.close();

  expect(processes()).toEqual([pid]);
});

test("a daemon counts as a process until it has ended", async () => {
  const { exec } = world({ processes: 1 });
  const { pid } = await exec("sleep 1000", { as_daemon: true });

  await expect(exec("echo ok")).rejects.toMatchObject({ code: "denied" });

  process.kill(pid, "SIGKILL");
  await until(() => !existsSync(`/proc/${pid}`));
  expect((await exec("echo ok")).output).toBe("ok\n");
});

test("a daemon that can't be started is told", async () => {
  const { exec, root } = world();

  await expect(
    exec("no-such-program", { as_daemon: true, log_file: `${root}/log` }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect((await exec("echo ok")).output).toBe("ok\n");
});

test("a log file that is a link is refused", async () => {
  const { exec, root } = world();
  const outside = join(world().root, "elsewhere.log");
  symlinkSync(outside, join(root, "log"));

  await expect(exec("echo hi", { as_daemon: true, log_file: `${root}/log` })).rejects.toMatchObject(
    {
      code: "invalid",
      message: `Cannot write log file "${root}/log": too many links`,
    },
  );
  expect(existsSync(outside)).toBe(false);
});

test("a log file that is a FIFO is refused at once", async () => {
  const { exec, root } = world();
  spawnSync("mkfifo", [join(root, "log")]);

  await expect(exec("echo hi", { as_daemon: true, log_file: `${root}/log` })).rejects.toMatchObject(
    {
      code: "invalid",
      message: `Cannot write log file "${root}/log": not a regular file`,
    },
  );
});

test("a log file in a folder that leads outwards is refused", async () => {
  const { exec, root } = world();
  symlinkSync("/tmp", join(root, "out"));

  await expect(
    exec("echo hi", { as_daemon: true, log_file: `${root}/out/x.log` }),
  ).rejects.toMatchObject({
    code: "denied",
    message: `Cannot write log file "${root}/out/x.log": a link leads where permissions.shell.allowed_dirs allows no writing (${root}:rw)`,
  });
});

test("a log file in a folder that is read-only is refused", async () => {
  const parent = world();
  const { exec } = world({ allowed_dirs: [`${parent.root}:ro`] });

  await expect(
    exec("echo hi", { as_daemon: true, log_file: `${parent.root}/log` }),
  ).rejects.toMatchObject({
    code: "denied",
    message: `Cannot write log file "${parent.root}/log": "${parent.root}:ro" is read-only. Hint: add "${parent.root}:rw" to permissions.shell.allowed_dirs`,
  });
});
