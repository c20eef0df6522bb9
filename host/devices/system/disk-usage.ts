import { type StatsFsBase, statfsSync } from "node:fs";
import {
  allowedDirs,
  decideFs,
  demand,
  type FsPermission,
  fsRoot,
  HostError,
  type HostFunctionTypes,
} from "@luminarys/sdk-as/engine";
import { canonicalDirs } from "../paths/canonical-dirs.js";
import { openPath } from "../paths/open-path.js";
import { systemFailure } from "../paths/system-failure.js";

type DiskUsage = HostFunctionTypes["disk_usage"]["answer"];

/** How full the file system of a path is; "" is the sandbox root. Throws a HostError. */
export function diskUsage(path: string, permission: FsPermission): DiskUsage {
  const action = `measure the disk of "${path}"`;
  const place = path === "" ? fsRoot(permission) : path;
  if (place === undefined) {
    const reason = "permissions.fs.dirs names no directory";
    throw new HostError(`Cannot ${action}: ${reason}`, { code: "denied" });
  }
  try {
    return measure(place, { permission, action });
  } catch (error) {
    throw systemFailure(error, action);
  }
}

function measure(
  path: string,
  { permission, action }: { permission: FsPermission; action: string },
): DiskUsage {
  const opened = openPath(path);
  try {
    const { canonical } = opened;
    const dirs = canonicalDirs(allowedDirs(permission));
    const request = { path, canonical, mode: "ro" } as const;
    demand(decideFs(permission, request, { canonicalDirs: dirs }), action);
    return usageOf(statfsSync(opened.through, { bigint: true }));
  } finally {
    opened.close();
  }
}

/** Blocks that only the superuser may use are neither free nor used. */
function usageOf({ bsize, blocks, bfree, bavail }: StatsFsBase<bigint>): DiskUsage {
  const total_bytes = blocks * bsize;
  const used_bytes = (blocks - bfree) * bsize;
  const used_pct = total_bytes === 0n ? 0 : Number((used_bytes * 10_000n) / total_bytes) / 100;
  return { total_bytes, free_bytes: bavail * bsize, used_bytes, used_pct };
}
