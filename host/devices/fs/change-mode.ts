import { chmodSync } from "node:fs";
import { HostError } from "@luminarys/sdk-as/engine";
import type { Anchor } from "../files/anchor.js";
import { readEntries } from "../files/entries.js";
import type { TimeLimit } from "../files/time-limit.js";

const SET_ID = 0o6000;
const OWNER_ALL = 0o700;

export interface ModeChange {
  readonly action: string;
  readonly limit: TimeLimit;
  readonly mode: number;
  readonly recursive: boolean;
}

/** Links below a directory are left alone. Throws a HostError or the system's error. */
export function changeMode(node: Anchor, change: ModeChange): void {
  const bits = change.mode & 0o7777;
  if (bits & SET_ID) {
    const reason = `mode 0${bits.toString(8)} lets it run with the rights of its owner or group`;
    throw new HostError(`Cannot ${change.action}: ${reason}`, { code: "invalid" });
  }
  if (change.recursive && node.kind === "dir") changeBelow(node, { ...change, mode: bits });
  else chmodSync(node.at, bits);
}

/** A directory gets its mode last: it may be one that lets nobody in any more. */
function changeBelow(root: Anchor, { limit, mode }: ModeChange): void {
  const levels = [openLevel(root, mode)];
  try {
    for (let level = levels.at(-1); level; level = levels.at(-1)) {
      limit.check();
      const entry = level.entries.pop();
      if (!entry) {
        chmodSync(level.dir.at, mode);
        if (level.dir !== root) level.dir.close();
        levels.pop();
      } else if (entry.kind !== "link") {
        const node = level.dir.child(entry.name);
        if (node.kind === "dir") levels.push(openLevel(node, mode));
        else changeOne(node, mode);
      }
    }
  } finally {
    for (const { dir } of levels.slice(1)) dir.close();
  }
}

function openLevel(dir: Anchor, mode: number) {
  const isClosed = (dir.stats.mode & OWNER_ALL) !== OWNER_ALL;
  try {
    if (isClosed && (mode & OWNER_ALL) === OWNER_ALL) chmodSync(dir.at, mode);
    return { dir, entries: readEntries(dir) };
  } catch (error) {
    dir.close();
    throw error;
  }
}

function changeOne(node: Anchor, mode: number): void {
  try {
    if (node.kind !== "link") chmodSync(node.at, mode);
  } finally {
    node.close();
  }
}
