import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  type Stats,
} from "node:fs";
import {
  type Anchor,
  type AnchorKind,
  decodeName,
  type EntryName,
  entryPath,
  kindOf,
} from "./anchor.js";

/**
 * Holds nothing but the path, for systems without Linux's /proc. What is opened is compared with what
 * was checked, but a directory on the way may be exchanged in between.
 */
export function holdByPath(path: string): Anchor {
  return new PathAnchor(path, lstatSync(path));
}

class PathAnchor implements Anchor {
  readonly at: string;
  readonly stats: Stats;
  readonly kind: AnchorKind;

  constructor(at: string, stats: Stats) {
    this.at = at;
    this.stats = stats;
    this.kind = kindOf(stats);
  }

  realPath(): string {
    const end = this.at.lastIndexOf("/");
    const parent = realpathSync(this.at.slice(0, end) || "/");
    return this.at === "/" ? "/" : `${parent === "/" ? "" : parent}${this.at.slice(end)}`;
  }

  child(name: EntryName): Anchor {
    const path = entryPath(this, name);
    return holdByPath(typeof path === "string" ? path : decodeName(path));
  }

  open(flags: number): number {
    const { O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;
    const fd = openSync(this.at, flags | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    const { dev, ino } = fstatSync(fd);
    if (dev === this.stats.dev && ino === this.stats.ino) return fd;
    closeSync(fd);
    throw Object.assign(new Error("ELOOP: exchanged while it was opened"), { code: "ELOOP" });
  }

  readLink(name: EntryName): string {
    return decodeName(readlinkSync(entryPath(this, name), "buffer"));
  }

  close(): void {}
}
