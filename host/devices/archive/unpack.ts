import { chmodSync } from "node:fs";
import { HostError } from "@luminarys/sdk-as/engine";
import { existing, type FileAccess } from "../files/file-access.js";
import { fileError } from "../files/file-error.js";
import type { Place } from "../files/locate.js";
import { makeDirs } from "../files/make-dirs.js";
import type { TimeLimit } from "../files/time-limit.js";
import { systemFailure } from "../paths/system-failure.js";
import { admitEntry } from "./admit-entry.js";
import type { ArchiveEntry } from "./archive-entry.js";
import { PlacedEntries, type PlacedEntry } from "./placed-entries.js";
import { Stage } from "./stage.js";
import { turn } from "./turn.js";

export interface UnpackOptions {
  readonly files: FileAccess;
  readonly dest: Place;
  readonly action: string;
  readonly excluded: (name: string) => boolean;
  readonly strip: number;
  /** Of files and directories together, also those that are only told by what is in them. */
  readonly maxEntries: number;
  readonly limit: TimeLimit;
}

/**
 * Unpacks into a stage, and only when all entries have turned out harmless into the directory. Gives
 * the number of files. Rejects with a HostError or the system's error.
 */
export async function unpack(
  entries: AsyncIterable<ArchiveEntry>,
  options: UnpackOptions,
): Promise<number> {
  const made = makeDirs(options.dest, options.action);
  let isPlaced = false;
  try {
    const stage = new Stage(made.dir);
    try {
      const placed = await stageAll(entries, { ...options, stage });
      const root = made.dir.realPath();
      for (const entry of placed.all) {
        options.limit.check();
        asUnpacking(entry, () => checkPlace(entry, { ...options, root }));
        await turn();
      }
      isPlaced = true;
      await placeAll(placed.all, { ...options, stage, root });
      return placed.fileCount;
    } finally {
      await stage.close();
    }
  } finally {
    if (!isPlaced) made.undo();
    made.close();
  }
}

async function stageAll(
  entries: AsyncIterable<ArchiveEntry>,
  { stage, excluded, strip, maxEntries }: UnpackOptions & { stage: Stage },
): Promise<PlacedEntries> {
  const placed = new PlacedEntries(maxEntries);
  for await (const entry of entries) {
    await turn();
    const place = await admitEntry(entry, strip);
    if (place === undefined || excluded(entry.name)) continue;
    const { name, mode } = entry;
    const isDir = entry.kind === "dir";
    const file = isDir ? undefined : await stage.write(entry.content(), mode);
    placed.add({ name, place, mode, file });
  }
  return placed;
}

interface Target {
  readonly files: FileAccess;
  /** Where the directory that is unpacked into really is. */
  readonly root: string;
}

function checkPlace(entry: PlacedEntry, target: Target): void {
  const place = locateEntry(entry, target);
  try {
    const kind = place.node?.kind;
    const action = `unpack "${entry.name}"`;
    if (entry.file === undefined && kind !== undefined && kind !== "dir")
      throw fileError(action, "not a directory");
    if (entry.file !== undefined && kind === "dir") throw fileError(action, "it is a directory");
  } finally {
    place.close();
  }
}

/** Where links in the directory lead the entry. Throws a HostError when that is out of it. */
function locateEntry({ name, place: below }: PlacedEntry, { files, root }: Target): Place {
  const action = `unpack "${name}"`;
  const inRoot = root === "/" ? "/" : `${root}/`;
  const place = files.locate(below === "" ? root : inRoot + below, action);
  const { canonical, obstacle } = place;
  const isInside = canonical === root || canonical.startsWith(inRoot);
  if (isInside && obstacle === undefined) return place;
  place.close();
  if (!isInside) {
    const message = `Cannot ${action}: a link leads it to "${canonical}"`;
    throw new HostError(message, { code: "invalid" });
  }
  throw obstacle instanceof Error ? obstacle : fileError(action, obstacle ?? "not a directory");
}

async function placeAll(
  all: readonly PlacedEntry[],
  options: UnpackOptions & Target & { stage: Stage },
): Promise<void> {
  for (const entry of all) {
    asUnpacking(entry, () => placeOne(entry, options));
    await turn();
  }
  const dirs = all.filter(({ file }) => file === undefined).reverse();
  // Only now: a directory may be one that nothing can be written to.
  for (const entry of dirs) {
    asUnpacking(entry, () => changeDirMode(entry, options));
    await turn();
  }
}

function placeOne(entry: PlacedEntry, options: Target & { stage: Stage }): void {
  const { file, place: below } = entry;
  const end = below.lastIndexOf("/");
  const folder = file === undefined ? below : below.slice(0, Math.max(0, end));
  const place = locateEntry({ ...entry, place: folder }, options);
  try {
    const { dir, close } = makeDirs(place, `unpack "${entry.name}"`);
    try {
      if (file !== undefined) options.stage.move(file, { dir, name: below.slice(end + 1) });
    } finally {
      close();
    }
  } finally {
    place.close();
  }
}

function changeDirMode(entry: PlacedEntry, target: Target): void {
  const place = locateEntry(entry, target);
  try {
    chmodSync(existing(place, `unpack "${entry.name}"`).at, entry.mode);
  } finally {
    place.close();
  }
}

function asUnpacking({ name }: PlacedEntry, run: () => void): void {
  try {
    run();
  } catch (error) {
    throw systemFailure(error, `unpack "${name}"`);
  }
}
