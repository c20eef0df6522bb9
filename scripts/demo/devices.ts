import { statfsSync } from "node:fs";
import { arch, availableParallelism, hostname, platform } from "node:os";
import type { Devices } from "@luminarys/sdk-as/engine";

const environment: Record<string, string> = { GREETING: "Good morning" };
const goArchitectures: Record<string, string> = { x64: "amd64", ia32: "386" };
const goSystems: Record<string, string> = { win32: "windows", sunos: "solaris" };

/** The machine that the demo runs on, as one device; its other areas stay closed. */
export function hostDevices(): Devices {
  return {
    system: {
      sys_info: () => ({
        os: goSystems[platform()] ?? platform(),
        arch: goArchitectures[arch()] ?? arch(),
        hostname: hostname(),
        num_cpu: availableParallelism(),
      }),
      time_now: () => now(new Date()),
      disk_usage: ({ path }) => diskUsage(path === "" ? "." : path),
      env_get: ({ key }) => ({ value: environment[key] ?? "" }),
      log_write: () => undefined,
    },
  };
}

function now(date: Date) {
  return {
    unix: Math.floor(date.getTime() / 1000),
    unix_nano: BigInt(date.getTime()) * 1_000_000n,
    rfc3339: date.toISOString(),
    timezone: "UTC",
    utc_offset: 0,
  };
}

function diskUsage(path: string) {
  const { blocks, bfree, bsize } = statfsSync(path);
  const used = blocks - bfree;
  return {
    total_bytes: blocks * bsize,
    free_bytes: bfree * bsize,
    used_bytes: used * bsize,
    used_pct: (used / blocks) * 100,
  };
}
