import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { posix } from "node:path";
import {
  decideLogFile,
  demand,
  HostError,
  type Manifest,
  shellDirs,
} from "@luminarys/sdk-as/engine";
import { canonicalDirs } from "../paths/canonical-dirs.js";
import { openPath } from "../paths/open-path.js";
import { systemFailure } from "../paths/system-failure.js";

const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;

/** Opens a daemon's log for appending and gives its descriptor. Throws a HostError. */
export function openLogFile(path: string, { permissions: { shell } }: Manifest): number {
  const action = `write log file "${path}"`;
  const { path: normal } = demand(decideLogFile(shell, path), action);
  const { dir, base } = posix.parse(normal);
  try {
    const parent = openPath(dir, { directory: true });
    try {
      const options = { canonical: posix.join(parent.canonical, base) };
      const dirs = canonicalDirs(shellDirs(shell));
      demand(decideLogFile(shell, path, { ...options, canonicalDirs: dirs }), action);
      return openRegular(`${parent.through}/${base}`, action);
    } finally {
      parent.close();
    }
  } catch (error) {
    throw systemFailure(error, action);
  }
}

/** A link isn't followed, and a FIFO waits for nobody. */
function openRegular(path: string, action: string): number {
  const flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  const fd = openSync(path, flags, 0o644);
  if (fstatSync(fd).isFile()) return fd;
  closeSync(fd);
  throw new HostError(`Cannot ${action}: not a regular file`, { code: "invalid" });
}
