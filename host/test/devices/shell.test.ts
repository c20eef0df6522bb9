import { chmodSync, closeSync, mkdirSync, openSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createShellWorld, type WorldOptions } from "./shell/shell-world.js";

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

describe("what a command gives", () => {
  test("its output and its exit code", async () => {
    expect(await world().exec("printf 'a b\\n'")).toEqual({
      output: "a b\n",
      exit_code: 0,
      pid: 0,
      log_file: "",
    });
  });

  test("standard output and standard error in the order of writing", async () => {
    const { exec, script } = world();
    script("mixed.sh", "for n in 1 2 3 4 5; do echo out $n; echo err $n >&2; done");

    const { output } = await exec("sh mixed.sh");

    expect(output).toBe([1, 2, 3, 4, 5].map((n) => `out ${n}\nerr ${n}\n`).join(""));
  });

  test.each([
    ["false", 1],
    ["sh -c 'exit 42'", 42],
    ["sh killed.sh", 143],
  ])("%s: an exit code that isn't 0 is no failure", async (command, exit_code) => {
    const { exec, script } = world();
    script("killed.sh", "kill -TERM $$");

    expect(await exec(command)).toMatchObject({ exit_code });
  });

  test("arguments come as they were quoted: no shell reads them", async () => {
    const { exec } = world();

    const { output } = await exec("printf '[%s]' 'a  b' \"c;d\" e\\ f '*' '$HOME' 'g\nh' ｉ；ｊ");

    expect(output).toBe("[a  b][c;d][e f][*][$HOME][g\nh][ｉ；ｊ]");
  });

  test("what isn't UTF-8 becomes U+FFFD", async () => {
    expect((await world().exec("printf 'a\\377\\000b'")).output).toBe("a\ufffd\0b");
  });

  test("standard input is empty", async () => {
    expect(await world().exec("cat")).toMatchObject({ output: "", exit_code: 0 });
  });

  test("of a program of the folder", async () => {
    const { exec, script, root } = world();
    script("tool", "#!/bin/sh\necho ran $1\n");
    chmodSync(join(root, "tool"), 0o755);

    expect((await exec("./tool once")).output).toBe("ran once\n");
  });

  test("it runs in the first of allowed_dirs, or where it is told", async () => {
    const { exec, root } = world();
    mkdirSync(join(root, "sub"));

    expect((await exec("pwd")).output).toBe(`${root}\n`);
    expect((await exec("pwd", { workdir: `${root}/sub` })).output).toBe(`${root}/sub\n`);
  });
});

describe("grep and tail", () => {
  const lines = "printf 'one\\ntwo\\nthree\\nfour\\nfive\\n'";

  test.each([
    ["the last lines", { tail: 2 }, "four\nfive\n"],
    ["the last lines, counted by a large integer", { tail: 2n }, "four\nfive\n"],
    ["lines that match", { grep: "^t|o" }, "one\ntwo\nthree\nfour\n"],
    ["the last of them", { grep: "^t|o", tail: 1 }, "four\n"],
    ["lines that match counted repetition", { grep: "r.{2}" }, "three\n"],
    ["lines that match a long expression", { grep: "^.{3,1000}e{1,1000}$" }, "three\nfive\n"],
    ["none", { grep: "nothing" }, ""],
  ])("%s", async (_, filter, output) => {
    expect((await world().exec(lines, filter)).output).toBe(output);
  });

  test("an expression that is none is refused before the command runs", async () => {
    const { exec, root } = world();

    await expect(exec(`touch ${root}/ran`, { grep: "(" })).rejects.toMatchObject({
      code: "invalid",
      message: 'Cannot parse expression "(": missing closing ): `(`',
    });
    await expect(exec(`touch ${root}/ran`, { grep: "a{2,1}" })).rejects.toMatchObject({
      code: "invalid",
    });
    expect((await exec("ls")).output).toBe("");
  });

  test("an endless expression is refused", async () => {
    await expect(world().exec("true", { grep: "a".repeat(4097) })).rejects.toMatchObject({
      code: "invalid",
      message: 'Cannot run "true": the expression is longer than 4096 characters',
    });
  });
});

describe("what it sees of the host", () => {
  test("a few variables of the host, and those of the manifest", async () => {
    const environment = { PATH: process.env.PATH, HOME: "/var/me", LANG: "C", SECRET_KEY: "s" };
    const { exec, root } = world({ environment, env: { REGION: "eu", LANG: "C.UTF-8" } });

    const { output } = await exec("env");

    expect(output.trim().split("\n").sort()).toEqual(
      [
        "HOME=/var/me",
        "LANG=C.UTF-8",
        `MARK_OF_TEST=${root}`,
        `PATH=${process.env.PATH}`,
        `PWD=${root}`,
        "REGION=eu",
      ].sort(),
    );
  });

  test("none of the files that the host has open", async () => {
    const { exec, root } = world();
    const before = (await exec("ls /proc/self/fd")).output;

    const fds = Array.from({ length: 50 }, () => openSync(root, "r"));
    const after = (await exec("ls /proc/self/fd")).output;
    for (const fd of fds) closeSync(fd);

    expect(after).toBe(before);
  });

  test("it leads a session of its own", async () => {
    const { output } = await world().exec("ps -o pid=,pgid=,sid= -C ps");
    const [pid, pgid, sid] = output.trim().split(/\s+/);

    expect([pgid, sid]).toEqual([pid, pid]);
  });
});

describe("commands that can't be started", () => {
  test("a program that isn't there", async () => {
    const { exec } = world();

    await expect(exec("no-such-program -v")).rejects.toMatchObject({
      code: "not_found",
      message:
        'Cannot run "no-such-program -v": there is no program "no-such-program" in the host\'s PATH, or its interpreter is missing',
    });
    expect((await exec("echo ok")).output).toBe("ok\n");
  });

  test("a file that isn't executable", async () => {
    const { exec, script } = world();
    script("tool", "#!/bin/sh\necho hi\n");

    await expect(exec("./tool")).rejects.toMatchObject({
      code: "unavailable",
      message: 'Cannot run "./tool": it isn\'t executable',
    });
  });

  test("a working directory that isn't there, or is none", async () => {
    const { exec, root } = world();
    writeFileSync(join(root, "file"), "");

    await expect(exec("ls", { workdir: `${root}/none` })).rejects.toMatchObject({
      code: "not_found",
      message: `Cannot run "ls" in "${root}/none": no such file or directory`,
    });
    await expect(exec("ls", { workdir: `${root}/file` })).rejects.toMatchObject({
      code: "invalid",
      message: `Cannot run "ls" in "${root}/file": not a directory`,
    });
  });

  test("a working directory that is a link outwards", async () => {
    const { exec, root } = world();
    symlinkSync("/etc", join(root, "out"));

    await expect(exec("ls", { workdir: `${root}/out` })).rejects.toMatchObject({
      code: "denied",
      message: `Cannot run "ls": working directory: a link leads where permissions.shell.allowed_dirs allows no reading (${root}:rw)`,
    });
  });

  test("more arguments than the system takes", async () => {
    const { exec } = world({ env: { LARGE: "x".repeat(200_000) } });

    await expect(exec("true")).rejects.toMatchObject({
      code: "too_large",
      message: 'Cannot run "true": arguments and environment are larger than the system takes',
    });
  });

  test.each([
    ["echo a; rm -rf x", 'chaining (";") isn\'t allowed at character 7'],
    ["echo a > x", 'redirection (">") isn\'t allowed at character 8'],
    ["echo $(rm x)", 'substitution ("$(") isn\'t allowed at character 6'],
    ["echo \0", "a NUL character isn't allowed at character 6"],
    ["echo a\nrm x", 'a second line ("\\n") isn\'t allowed at character 7'],
  ])("%j: what needs a shell is refused here too", async (command, reason) => {
    await expect(world().exec(command)).rejects.toMatchObject({
      code: "denied",
      message: `Cannot run "${command}": ${reason}`,
    });
  });

  test("a command that isn't granted", async () => {
    const { exec } = world({ allowlist: ["git **"] });

    await expect(exec("ls")).rejects.toMatchObject({
      code: "denied",
      message:
        'Cannot run "ls": no pattern of permissions.shell.allowlist matches it (git **). Hint: add "ls" to permissions.shell.allowlist',
    });
  });
});
