import { mkdirSync, mkdtempSync, rmSync, statfsSync, symlinkSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { completeManifest, type ManifestInput, ManualClock } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSystemDevice } from "../../devices/system.js";
import type { LogLine } from "../../log/log-line.js";
import { hostCall } from "./host-call.js";

const NOON_MS = Date.UTC(2026, 0, 2, 12, 0, 0, 250);

function start({
  timeZone,
  ...parts
}: Omit<ManifestInput, "id" | "path"> & { timeZone?: string } = {}) {
  const clock = new ManualClock(NOON_MS);
  const lines: LogLine[] = [];
  const manifest = completeManifest({ id: "notes", path: "notes.wasm", ...parts });
  const log = (line: LogLine) => void lines.push(line);
  const device = createSystemDevice({ manifest, clock, log, ...(timeZone ? { timeZone } : {}) });
  const write = (message: string, fields = {}, level = "info") =>
    device.log_write({ level, message, fields }, hostCall);
  return { device, clock, lines, write, messages: () => lines.map(({ message }) => message) };
}

describe("machine and time", () => {
  test("the machine is described in Go's words", () => {
    const { os, arch, hostname: name, num_cpu } = start().device.sys_info({}, hostCall);

    expect(["linux", "darwin", "windows"]).toContain(os);
    expect(["amd64", "arm64"]).toContain(arch);
    expect(name).toBe(hostname());
    expect(num_cpu).toBeGreaterThan(0);
  });

  test("the time is the clock's, in the zone that was configured", () => {
    const { device } = start({ timeZone: "Asia/Kolkata" });

    expect(device.time_now({}, hostCall)).toEqual({
      unix: 1767355200,
      unix_nano: 1767355200250000000n,
      rfc3339: "2026-01-02T17:30:00+05:30",
      timezone: "Asia/Kolkata",
      utc_offset: 19800,
    });
  });

  test("without a zone it is the machine's", () => {
    const { timezone } = start().device.time_now({}, hostCall);

    expect(timezone).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  });
});

describe("env_get", () => {
  test("a variable of the manifest is read", () => {
    const { device } = start({ env: { REGION: "eu" } });

    expect(device.env_get({ key: "REGION" }, hostCall)).toEqual({ value: "eu" });
  });

  test.each(["PATH", "__proto__", "constructor", ""])(
    "%j isn't read from the process or a prototype",
    (key) => {
      expect(start().device.env_get({ key }, hostCall)).toEqual({ value: "" });
    },
  );
});

describe("log_write", () => {
  test("a line carries the call that wrote it", () => {
    const { write, lines } = start();

    write("hello", { n: 1, big: 2n ** 60n, raw: new Uint8Array([1]) }, "warn");

    expect(lines).toEqual([
      {
        level: "warn",
        message: "hello",
        fields: {
          n: 1,
          big: { $integer: "1152921504606846976" },
          raw: { $bytes: 1, base64: "AQ==" },
        },
        skillId: "notes",
        requestId: "r1",
        traceId: "t1",
        sessionId: "s1",
        atMs: NOON_MS,
      },
    ]);
  });

  test("a level that is none counts as info", () => {
    const { write, lines } = start();

    write("hello", {}, "fatal");

    expect(lines[0]?.level).toBe("info");
  });

  test("lines beyond the limit are dropped, and told of before the next one", () => {
    const { write, clock, messages } = start({ limits: { log_lines_per_s: 2 } });

    for (const message of ["a", "b", "c", "d"]) write(message);
    clock.advance(500);
    write("e");

    expect(messages()).toEqual([
      "a",
      "b",
      "2 log lines were dropped: more than 2 in a second. Hint: raise limits.log_lines_per_s",
      "e",
    ]);
  });

  test("when nothing is logged any more, what was dropped is told a second later", () => {
    const { write, clock, messages } = start({ limits: { log_lines_per_s: 1 } });

    for (const message of ["a", "b"]) write(message);
    clock.advance(1000);

    expect(messages()).toEqual([
      "a",
      "1 log line was dropped: more than 1 in a second. Hint: raise limits.log_lines_per_s",
    ]);
    expect(clock.pending).toBe(0);
  });

  test("when the device closes, what was dropped is told at once", () => {
    const { write, device, lines, clock } = start({ limits: { log_lines_per_s: 1 } });
    for (const message of ["a", "b", "c"]) write(message);

    device.close();

    expect(lines[1]).toMatchObject({ level: "warn", fields: { dropped: 2 }, requestId: "r1" });
    expect(clock.pending).toBe(0);
  });

  test("a quiet hour doesn't save up more than a second's lines", () => {
    const { write, clock, messages } = start({ limits: { log_lines_per_s: 3 } });

    clock.advance(3_600_000);
    for (let n = 0; n < 100; n++) write(`line ${n}`);

    expect(messages()).toEqual(["line 0", "line 1", "line 2"]);
  });

  test("a limit of 0 is none", () => {
    const { write, lines } = start({ limits: { log_lines_per_s: 0 } });

    for (let n = 0; n < 5000; n++) write("x");

    expect(lines).toHaveLength(5000);
  });

  test("a huge message and huge fields are cut", () => {
    const { write, lines } = start();

    write("x".repeat(70_000), { text: "y".repeat(5000) });
    write(
      "z",
      Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, "y".repeat(4000)])),
    );

    expect(lines[0]?.message).toBe(`${"x".repeat(65_536)} (4464 characters more)`);
    expect(lines[0]?.fields).toEqual({ text: { $text: 5000, start: "y".repeat(4096) } });
    expect(lines[1]?.fields).toMatchObject({ $length: 200_441 });
  });
});

describe("disk_usage", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "disk-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const grant = (...dirs: string[]) => start({ permissions: { fs: { enabled: true, dirs } } });

  test("the numbers are those of the file system", () => {
    const usage = grant(`${root}:ro`).device.disk_usage({ path: root }, hostCall);

    const { blocks, bsize } = statfsSync(root, { bigint: true });
    expect(usage.total_bytes).toBe(blocks * bsize);
    expect(BigInt(usage.free_bytes) + BigInt(usage.used_bytes) <= blocks * bsize).toBe(true);
    expect(usage.used_pct).toBeGreaterThanOrEqual(0);
    expect(usage.used_pct).toBeLessThanOrEqual(100);
  });

  test("without a path it is the sandbox root's", () => {
    const { device } = grant(`${root}:rw`);

    const { total_bytes } = device.disk_usage({ path: "" }, hostCall);

    expect(total_bytes).toBe(device.disk_usage({ path: root }, hostCall).total_bytes);
  });

  test("a path that isn't there is told, and the next call works", () => {
    const { device } = grant(`${root}:ro`);
    const path = join(root, "none");

    expect(() => device.disk_usage({ path }, hostCall)).toThrow(
      expect.objectContaining({
        code: "not_found",
        message: `Cannot measure the disk of "${path}": no such file or directory`,
      }),
    );
    expect(device.disk_usage({ path: root }, hostCall).used_pct).toBeGreaterThanOrEqual(0);
  });

  test("a link that leads outside is denied", () => {
    const path = join(root, "link");
    symlinkSync("/proc", path);

    expect(() => grant(`${root}:ro`).device.disk_usage({ path }, hostCall)).toThrow(
      expect.objectContaining({
        code: "denied",
        message: `Cannot measure the disk of "${path}": a link leads where permissions.fs.dirs allows no reading (${root}:ro)`,
      }),
    );
  });

  test("a granted directory may be a link itself", () => {
    mkdirSync(join(root, "real"));
    symlinkSync(join(root, "real"), join(root, "data"));
    const { device } = grant(`${root}/data:rw`);

    const { used_pct } = device.disk_usage({ path: `${root}/data` }, hostCall);

    expect(used_pct).toBeGreaterThanOrEqual(0);
  });
});
