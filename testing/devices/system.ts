import { localTime } from "../../engine/cores/local-time.js";
import { toNs } from "../../engine/deadline.js";
import type { Device, HostCall } from "../../engine/device.js";
import { fileError } from "../files/failure.js";
import type { FileTree } from "../files/file-tree.js";
import { demandOptions, optionKinds } from "../option-check.js";
import type { Log } from "./log.js";
import type { Surroundings } from "./surroundings.js";

export interface SystemFacts {
  /** As Go names it: linux, darwin, windows. */
  os: string;
  /** As Go names it: amd64, arm64. */
  arch: string;
  hostname: string;
  cpus: number;
  /** IANA name. */
  timeZone: string;
  /** What a skill's env_get reads, over what its manifest says. */
  env: Readonly<Record<string, string>>;
  /** Instead of what the files in memory use. */
  disk: { totalBytes: number; freeBytes: number };
}

export interface SystemLevers {
  /** Changes the facts that are given and leaves the others. */
  set(facts: Partial<SystemFacts>): void;
}

export interface SystemParts {
  surroundings: Surroundings;
  tree: FileTree;
  log: Log;
  /** The environment that a skill's manifest gives it. */
  env?: (call: HostCall) => Readonly<Record<string, string>>;
}

export interface SystemFake {
  readonly device: Device<"system">;
  readonly levers: SystemLevers;
  unused(): string[];
}

const defaults = { os: "linux", arch: "amd64", hostname: "mock-host", cpus: 4, timeZone: "UTC" };

const shape = {
  os: optionKinds.text,
  arch: optionKinds.text,
  hostname: optionKinds.text,
  cpus: optionKinds.number,
  timeZone: optionKinds.text,
  env: optionKinds.texts,
  disk: optionKinds.record,
};

const diskShape = { totalBytes: optionKinds.amount, freeBytes: optionKinds.amount };

/** A machine whose clock is the virtual one. */
export function createSystem(parts: SystemParts): SystemFake {
  const { surroundings, tree, log } = parts;
  let facts: Omit<SystemFacts, "disk"> & Partial<SystemFacts> = { ...defaults, env: {} };
  const device: Device<"system"> = {
    sys_info: () => {
      const { os, arch, hostname, cpus } = facts;
      return { os, arch, hostname, num_cpu: cpus };
    },
    time_now: () => timeNow(surroundings.clock.now(), facts.timeZone),
    disk_usage: ({ path }) => diskUsage(path, { tree, disk: facts.disk }),
    env_get: ({ key }, call) => {
      const env: Record<string, string> = { ...parts.env?.(call), ...facts.env };
      return { value: Object.hasOwn(env, key) ? (env[key] ?? "") : "" };
    },
    log_write: (request, call) => log.write(request, call),
  };
  const levers: SystemLevers = {
    set: (changed) => {
      demandFacts(changed);
      localTime(0, changed.timeZone ?? facts.timeZone);
      facts = { ...facts, ...changed };
    },
  };
  return { device, levers, unused: () => [] };
}

/** Throws a TypeError for what is no fact of a machine. */
function demandFacts(facts: Partial<SystemFacts>): void {
  const action = "script host.system.set";
  demandOptions(facts, { action, shape });
  if (facts.disk === undefined) return;
  const required = ["totalBytes", "freeBytes"] as const;
  demandOptions(facts.disk, { action: `${action}, of the disk`, shape: diskShape, required });
}

function timeNow(nowMs: number, timezone: string) {
  const { rfc3339, utcOffset } = localTime(nowMs, timezone);
  const unix = Math.floor(nowMs / 1000);
  return { unix, unix_nano: toNs(nowMs), rfc3339, timezone, utc_offset: utcOffset };
}

function diskUsage(
  path: string,
  { tree, disk }: { tree: FileTree; disk: SystemFacts["disk"] | undefined },
) {
  if (path !== "" && !tree.find(path)) {
    throw fileError(`measure the disk of "${path}"`, "no such file or directory");
  }
  const total_bytes = disk?.totalBytes ?? tree.diskBytes;
  const used_bytes = disk ? disk.totalBytes - disk.freeBytes : tree.usedBytes;
  const used_pct = total_bytes === 0 ? 0 : (used_bytes / total_bytes) * 100;
  return { total_bytes, free_bytes: Math.max(0, total_bytes - used_bytes), used_bytes, used_pct };
}
