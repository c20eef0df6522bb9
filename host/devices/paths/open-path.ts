import { closeSync, constants, openSync, readlinkSync, realpathSync } from "node:fs";

/** Linux's own, which Node doesn't name: the file is only held, so that FIFOs and devices stay still. */
const O_PATH = 0o10000000;

/** A file or directory that is held open while it is checked and used. */
export interface OpenPath {
  /** Where the path led. */
  readonly canonical: string;
  /** Leads to the same file, whatever becomes of the names on the way to it. */
  readonly through: string;
  close(): void;
}

/**
 * Holds what a path leads to. Throws the system's error. Elsewhere than on Linux nothing is held: the
 * canonical path stands for the file, and may be exchanged before it is used.
 */
export function openPath(path: string, { directory = false } = {}): OpenPath {
  if (process.platform !== "linux") return resolvePath(directory ? `${path}/.` : path);
  const fd = openSync(path, O_PATH | (directory ? constants.O_DIRECTORY : 0));
  const through = `/proc/self/fd/${fd}`;
  return { canonical: readlinkSync(through), through, close: () => closeSync(fd) };
}

function resolvePath(path: string): OpenPath {
  const canonical = realpathSync(path);
  return { canonical, through: canonical, close: () => {} };
}
