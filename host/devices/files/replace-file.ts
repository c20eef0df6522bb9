import { accessSync, constants, fchmodSync, fchownSync, fstatSync, type Stats } from "node:fs";
import { systemCode } from "../paths/system-failure.js";
import type { Anchor } from "./anchor.js";
import { fileError } from "./file-error.js";
import type { Place } from "./locate.js";
import { TempFile } from "./temp-file.js";

export interface ReplaceOptions {
  /** Stands after `Cannot`: `write "/data/a"`. */
  readonly action: string;
  /** Permission bits of the result; unless given those of the old file, else the process's own. */
  readonly mode?: number;
}

/** A file about to take the place of another. */
export interface Replacement {
  readonly fd: number;
  /** Puts it there. */
  commit(): void;
  /** Afterwards in any case: takes away what wasn't put there. */
  close(): void;
}

/**
 * Begins to write a file that others see when it is complete or not at all. Throws a HostError or the
 * system's error.
 */
export function beginReplacement(place: Place, { action, mode }: ReplaceOptions): Replacement {
  const parent = demandReplaceable(place, action);
  const old = place.node?.stats;
  const file = new TempFile(parent, old || mode !== undefined ? 0o600 : 0o666);
  return {
    fd: file.fd,
    commit: () => {
      const bits = mode ?? old?.mode;
      if (old) keepOwner(file.fd, old);
      // A new content isn't what somebody gave the right to run as another user.
      if (bits !== undefined) fchmodSync(file.fd, bits & 0o1777);
      file.replace(place.name);
    },
    close: () => file.close(),
  };
}

/** The directory that the file is in. Throws a HostError or the system's error. */
export function demandReplaceable({ node, parent, missing }: Place, action: string): Anchor {
  if (missing.length > 1) throw fileError(action, "no such file or directory");
  if (!parent || node?.kind === "dir") throw fileError(action, "it is a directory");
  if (node && node.kind !== "file") throw fileError(action, "not a regular file");
  if (node) accessSync(node.at, constants.W_OK);
  return parent;
}

/** Only the superuser can; for others the file becomes their own. */
function keepOwner(fd: number, { uid, gid }: Stats): void {
  const now = fstatSync(fd);
  if (now.uid === uid && now.gid === gid) return;
  try {
    fchownSync(fd, uid, gid);
  } catch (error) {
    if (systemCode(error) !== "EPERM") throw error;
  }
}
