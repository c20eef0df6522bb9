import { lstatSync, type Stats } from "node:fs";
import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";
import { type AnswerRoom, modeString } from "@luminarys/sdk-as/engine/cores";
import { type Anchor, entryPath, kindOf } from "../files/anchor.js";
import { readNamedEntries } from "../files/entries.js";
import { fileError } from "../files/file-error.js";
import type { TimeLimit } from "../files/time-limit.js";

type DirEntry = HostFunctionTypes["fs_ls"]["answer"]["entries"][number];

export interface ListOptions {
  readonly action: string;
  readonly limit: TimeLimit;
  readonly long: boolean;
  readonly room: AnswerRoom;
}

/** The entries of a directory by name, in code unit order. Throws a HostError or the system's error. */
export function listDir(node: Anchor, options: ListOptions): DirEntry[] {
  const { action, limit, long, room } = options;
  if (node.kind !== "dir") throw fileError(action, "not a directory");
  const entries: DirEntry[] = [];
  const names = readNamedEntries(node).map(({ name }) => name);
  for (const name of names.sort((a, b) => (a < b ? -1 : 1))) {
    limit.check();
    room.takeEntry(name);
    // The three fields more are about another name.
    if (long) room.takeEntry(name);
    const stats = lstatSync(entryPath(node, name), { throwIfNoEntry: false });
    if (stats) entries.push(entryOf(name, { stats, long }));
  }
  return entries;
}

function entryOf(name: string, { stats, long }: { stats: Stats; long: boolean }): DirEntry {
  const kind = kindOf(stats);
  const entry = { name, size: kind === "file" ? stats.size : 0, is_dir: kind === "dir" };
  if (!long) return entry;
  const mode = stats.mode & 0o7777;
  const mod_time = Math.floor(stats.mtimeMs / 1000);
  return { ...entry, mod_time, mode, mode_str: modeString(mode, kind) };
}
