import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Clock,
  completeManifest,
  type HostCall,
  type HostFunctionTypes,
  type ManifestInput,
  systemClock,
} from "@luminarys/sdk-as/engine";
import { Allowance } from "../../../devices/allowance.js";
import { createShellDevice } from "../../../devices/shell.js";
import { hostCall } from "../host-call.js";

type ShellExecRequest = HostFunctionTypes["shell_exec"]["request"];

export interface WorldOptions {
  allowlist?: string[];
  allowed_dirs?: string[];
  keep_daemons?: boolean;
  processes?: number;
  env?: Record<string, string>;
  environment?: Record<string, string | undefined>;
  clock?: Clock;
}

/** A shell device for a folder of its own; what it starts can be found by its environment. */
export function createShellWorld(options: WorldOptions = {}) {
  const { allowlist = ["**"], clock = systemClock, processes = 8, keep_daemons = false } = options;
  const root = realpathSync(mkdtempSync(join(tmpdir(), "shell-")));
  const mark = `MARK_OF_TEST=${root}`;
  const { allowed_dirs = [`${root}:rw`] } = options;
  const input: ManifestInput = {
    id: "notes",
    path: "notes.wasm",
    permissions: { shell: { enabled: true, allowlist, allowed_dirs, keep_daemons } },
    env: { MARK_OF_TEST: root, ...options.env },
  };
  const allowance = new Allowance({ most: processes, what: "processes", key: "limits.processes" });
  const device = createShellDevice({
    manifest: completeManifest(input),
    clock,
    processes: allowance,
    ...(options.environment ? { environment: options.environment } : {}),
  });
  const exec = async (
    command: string,
    request: Partial<ShellExecRequest> = {},
    call: Partial<HostCall> = {},
  ) => device.shell_exec({ ...plain, command, ...request }, { ...hostCall, ...call });
  return {
    root,
    device,
    exec,
    /** A script of the folder, to be run as `sh <name>`. */
    script: (name: string, text: string) => writeFileSync(join(root, name), text),
    read: (name: string) => readFileSync(join(root, name), "utf8"),
    /** Ids of processes that the device has started, and those that they have. */
    processes: () => processesWith(mark),
    close: async () => {
      await device.close();
      for (const pid of processesWith(mark)) process.kill(pid, "SIGKILL");
      rmSync(root, { recursive: true });
    },
  };
}

const plain: Omit<ShellExecRequest, "command"> = {
  workdir: "",
  timeout_ms: 0,
  tail: 0,
  grep: "",
  as_daemon: false,
  log_file: "",
};

/** Ids of processes that have `NAME=value` in their environment. */
export function processesWith(mark: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => environmentOf(pid).split("\0").includes(mark))
    .map(Number);
}

/** Of one that has gone in the meantime, nothing. */
function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1");
  } catch {
    return "";
  }
}

/** Waits until it holds, at most 10 s. */
export async function until(holds: () => boolean): Promise<void> {
  const endMs = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > endMs) throw new Error("Cannot wait any longer: it never came true");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
