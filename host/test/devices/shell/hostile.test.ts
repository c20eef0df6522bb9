import { readdirSync } from "node:fs";
import { toNs } from "@luminarys/sdk-as/engine";
import { afterEach, describe, expect, test } from "vitest";
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

const MIB = 1024 * 1024;

describe("a command that doesn't end", () => {
  test("is a timeout, and gone", async () => {
    const { exec, processes } = world();

    await expect(exec("sleep 1000", { timeout_ms: 100 })).rejects.toMatchObject({
      code: "timeout",
      message: 'Cannot run "sleep 1000": no answer within 100 ms',
    });

    await until(() => processes().length === 0);
    expect((await exec("echo ok")).output).toBe("ok\n");
  });

  test("is cut to what is left of the call", async () => {
    const deadlineNs = toNs(Date.now() + 150);

    const startMs = Date.now();
    await expect(
      world().exec("sleep 1000", { timeout_ms: 60_000 }, { deadlineNs }),
    ).rejects.toMatchObject({ code: "timeout" });

    expect(Date.now() - startMs).toBeLessThan(5000);
  });

  test("is killed when it doesn't listen, with all that it has started", async () => {
    const { exec, script, processes } = world();
    script(
      "deaf.sh",
      "trap '' TERM INT HUP; sleep 1000 & sleep 1000 & while true; do sleep 1; done",
    );

    await expect(exec("sh deaf.sh", { timeout_ms: 200 })).rejects.toMatchObject({
      code: "timeout",
    });

    expect(processes().length).toBeGreaterThan(0);
    await until(() => processes().length === 0);
  });

  test("may end in order when it is asked to", async () => {
    const { exec, script, read, processes } = world();
    script("polite.sh", "trap 'echo bye > said; exit' TERM; while true; do sleep 0.05; done");

    await expect(exec("sh polite.sh", { timeout_ms: 300 })).rejects.toMatchObject({
      code: "timeout",
    });

    await until(() => processes().length === 0);
    expect(read("said")).toBe("bye\n");
  });

  test("ends with the device, and its call is told", async () => {
    const { exec, device, processes } = world();
    const running = exec("sleep 1000");
    await until(() => processes().length === 1);

    const closed = device.close();

    await expect(running).rejects.toMatchObject({
      code: "closed",
      message: 'Cannot run "sleep 1000": the skill is closed',
    });
    await closed;
    expect(processes()).toEqual([]);
    await expect(exec("echo ok")).rejects.toMatchObject({ code: "closed" });
  });

  test("ends with the device even when it was only just being started", async () => {
    const { exec, device, processes } = world();
    const told = expect(exec("sleep 1000")).rejects.toMatchObject({ code: "closed" });

    await device.close();

    await told;
    expect(processes()).toEqual([]);
  });
});

describe("what is left behind", () => {
  test("children in the background end with the command", async () => {
    const { exec, script, processes } = world();
    script("forks.sh", "for n in 1 2 3 4 5; do sleep 1000 & done; echo started");

    expect((await exec("sh forks.sh")).output).toBe("started\n");

    await until(() => processes().length === 0);
  });

  test("somebody who leaves the group can't hold up the answer", async () => {
    const { exec, processes } = world();

    const { output } = await exec("sh -c 'setsid sleep 1000 & sleep 0.2; echo started'");

    expect(output).toBe("started\n");
    expect(processes()).toHaveLength(1);
  });

  test("500 commands leave no process and no descriptor", async () => {
    const { exec, processes } = world();
    await exec("true");
    const before = readdirSync("/proc/self/fd").length;

    const exitCodes = [];
    for (let n = 0; n < 500; n++) exitCodes.push((await exec("true")).exit_code);

    expect(exitCodes).toEqual(Array(500).fill(0));
    expect(processes()).toEqual([]);
    await until(() => readdirSync("/proc/self/fd").length <= before);
  });

  test("100 commands that can't be started leave nothing either", async () => {
    const { exec } = world();
    await exec("true");
    const before = readdirSync("/proc/self/fd").length;

    for (let n = 0; n < 100; n++) await exec("no-such-program").catch(() => {});

    await until(() => readdirSync("/proc/self/fd").length <= before);
    expect((await exec("echo ok")).output).toBe("ok\n");
  });
});

describe("a flood of output", () => {
  test("of a command that ends: its end is kept, and how much was left out is told", async () => {
    const { exec } = world();

    const { output, exit_code } = await exec("seq 1 2000000");

    const [first = "", ...lines] = output.trimEnd().split("\n");
    expect(first).toMatch(/^\[\d+ bytes of output left out\]$/);
    expect(output.length).toBeLessThanOrEqual(8 * MIB + first.length + 1);
    expect(lines.at(-1)).toBe("2000000");
    expect(Number(lines[0])).toBe(2_000_000 - lines.length + 1);
    expect(exit_code).toBe(0);
  });

  test("whose last lines are asked for: nothing is missing", async () => {
    const { exec } = world();

    expect((await exec("seq 1 2000000", { tail: 2 })).output).toBe("1999999\n2000000\n");
  });

  test("of a command that never ends: a timeout, in little memory, while others go on", async () => {
    const { exec, processes } = world();
    const before = process.memoryUsage().rss;
    let beats = 0;
    const beat = setInterval(() => beats++, 5);

    await expect(exec("yes", { timeout_ms: 1500 })).rejects.toMatchObject({ code: "timeout" });

    clearInterval(beat);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * MIB);
    expect(beats).toBeGreaterThan(20);
    await until(() => processes().length === 0);
  });

  test("in one line is cut, which is told even when it is the last one", async () => {
    const { exec } = world();
    const kept = "\0".repeat(8 * MIB);
    const marked = `[${20_000_000 - 8 * MIB} bytes of output left out]\n${kept}`;

    expect((await exec("head -c 20000000 /dev/zero")).output === marked).toBe(true);
    const { output } = await exec("head -c 20000000 /dev/zero", { tail: 1 });
    expect(output === `${marked}\n`).toBe(true);
  });

  test("in single bytes takes no more memory", async () => {
    const { exec } = world();

    const { output } = await exec("dd if=/dev/zero bs=1 count=200000 status=none");

    expect(output).toBe("\0".repeat(200_000));
  });

  test("searched with an expensive expression is a timeout, while others go on", async () => {
    const { exec } = world();
    let beats = 0;
    const beat = setInterval(() => beats++, 5);

    const request = { grep: "(a?.{400}b|.{300}c).{200}z", timeout_ms: 2000 };
    await expect(exec("head -c 8000000 /dev/urandom", request)).rejects.toMatchObject({
      code: "timeout",
    });

    clearInterval(beat);
    expect(beats).toBeGreaterThan(20);
    expect((await exec("echo ok")).output).toBe("ok\n");
  });
});

describe("too many at once", () => {
  test("commands beyond limits.processes are refused until others have ended", async () => {
    const { exec, processes } = world({ processes: 2 });
    const running = [exec("sleep 0.3"), exec("sleep 0.3")];
    await until(() => processes().length === 2);

    await expect(exec("echo ok")).rejects.toMatchObject({
      code: "denied",
      message: 'Cannot run "echo ok": 2 processes are open already. Hint: raise limits.processes',
    });

    await Promise.all(running);
    expect((await exec("echo ok")).output).toBe("ok\n");
  });

  test("as many as are allowed run side by side", async () => {
    const { exec } = world({ processes: 30 });
    const warnings: string[] = [];
    const warn = ({ name }: Error) => void warnings.push(name);
    process.on("warning", warn);

    const all = await Promise.all(Array.from({ length: 30 }, (_, n) => exec(`echo ${n}`)));

    process.off("warning", warn);
    expect(all.map(({ output }) => output)).toEqual(Array.from({ length: 30 }, (_, n) => `${n}\n`));
    expect(warnings).toEqual([]);
  });

  test("one that was ended too late counts until it has gone", async () => {
    const { exec, script, processes } = world({ processes: 1 });
    script("deaf.sh", "trap '' TERM; while true; do sleep 0.1; done");
    await exec("sh deaf.sh", { timeout_ms: 200 }).catch(() => {});

    await expect(exec("echo ok")).rejects.toMatchObject({ code: "denied" });

    await until(() => processes().length === 0);
    expect((await exec("echo ok")).output).toBe("ok\n");
  });

  test("what couldn't be started doesn't count", async () => {
    const { exec } = world({ processes: 1 });
    for (let n = 0; n < 5; n++) await exec("no-such-program").catch(() => {});

    expect((await exec("echo ok")).output).toBe("ok\n");
  });
});
