import { rmdirSync, unlinkSync } from "node:fs";
import { type Anchor, type EntryName, entryPath } from "./anchor.js";
import { type Entry, readEntries } from "./entries.js";
import type { TimeLimit } from "./time-limit.js";

export interface Removal {
  readonly name: EntryName;
  readonly limit: TimeLimit;
}

/** Removes an entry of a directory with all below it. Follows no link. Throws the system's error. */
export function removeTree(parent: Anchor, { name, limit }: Removal): void {
  const removing = new TreeRemoval(limit);
  try {
    removing.remove(parent, name);
  } finally {
    removing.close();
  }
}

interface Level {
  readonly path: string | Buffer;
  readonly dir: Anchor;
  entries: Entry[];
}

class TreeRemoval {
  private readonly limit: TimeLimit;
  private readonly levels: Level[] = [];

  constructor(limit: TimeLimit) {
    this.limit = limit;
  }

  /** A tree may be deeper than functions can call themselves. */
  remove(parent: Anchor, name: EntryName): void {
    this.begin(parent, name);
    for (let level = this.levels.at(-1); level; level = this.levels.at(-1)) {
      this.limit.check();
      const entry = level.entries.pop();
      if (!entry) this.leave(level);
      else if (entry.kind === "dir") this.begin(level.dir, entry.name);
      else unlinkSync(entryPath(level.dir, entry.name));
    }
  }

  close(): void {
    for (const { dir } of this.levels) dir.close();
  }

  private begin(parent: Anchor, name: EntryName): void {
    const path = entryPath(parent, name);
    const dir = parent.child(name);
    if (dir.kind !== "dir") {
      dir.close();
      unlinkSync(path);
      return;
    }
    const level: Level = { path, dir, entries: [] };
    this.levels.push(level);
    level.entries = readEntries(dir);
  }

  private leave({ path, dir }: Level): void {
    this.levels.pop();
    dir.close();
    rmdirSync(path);
  }
}
