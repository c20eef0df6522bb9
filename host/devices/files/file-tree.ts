import { closeSync, constants, fstatSync, openSync, type Stats } from "node:fs";
import { type TreePath, walkTree } from "@luminarys/sdk-as/engine/cores";
import { systemCode } from "../paths/system-failure.js";
import { type Anchor, entryPath } from "./anchor.js";
import { type Entry, readNamedEntries } from "./entries.js";

/** What walks stay silent about: it went away, was exchanged, or may not be read. */
const silent = new Set(["ENOENT", "ENOTDIR", "ELOOP", "EACCES", "EPERM", "ENXIO"]);

export interface OpenFile {
  readonly fd: number;
  readonly stats: Stats;
}

export interface WalkLimits {
  readonly ignoreDirs?: readonly string[] | undefined;
  readonly maxDepth?: number;
}

/** A directory with all below it. Each directory is held while the walk is in it; no link is followed. */
export class FileTree {
  private readonly root: Anchor;
  private readonly rootPath: string;
  private readonly levels: { readonly path: string; readonly dir: Anchor }[] = [];

  /** `path` stands before what the walk finds; the root stays its owner's to close. */
  constructor(root: Anchor, path: string) {
    this.root = root;
    this.rootPath = path === "/" ? "" : path;
  }

  /** In the order of `walkTree`. Throws the system's error. */
  *walk({ ignoreDirs, maxDepth = 0 }: WalkLimits): Generator<TreePath> {
    try {
      yield* walkTree(this.rootPath, { ignoreDirs, maxDepth, list: (dir) => this.list(dir) });
    } finally {
      for (const { dir } of this.levels.splice(0)) dir.close();
    }
  }

  /** Opens a regular file that the walk has just met; undefined when it is none any more. */
  openFile(path: string): OpenFile | undefined {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_NOCTTY } = constants;
    const at = entryPath(this.dirOf(path), path.slice(path.lastIndexOf("/") + 1));
    return unlessSilent(() => {
      const fd = openSync(at, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
      const stats = fstatSync(fd);
      if (stats.isFile()) return { fd, stats };
      closeSync(fd);
      return undefined;
    });
  }

  /** Holds what the walk has just met; whoever asks closes it. Undefined when it is gone. */
  hold(path: string): Anchor | undefined {
    return unlessSilent(() => this.dirOf(path).child(path.slice(path.lastIndexOf("/") + 1)));
  }

  private list(path: string): readonly Entry<string>[] {
    if (path === this.rootPath || path === "/") return readNamedEntries(this.root);
    const dir = this.hold(path);
    if (dir?.kind !== "dir") {
      dir?.close();
      return [];
    }
    this.levels.push({ path, dir });
    return unlessSilent(() => readNamedEntries(dir)) ?? [];
  }

  /** The directory that holds a path; those that the walk has left are let go. */
  private dirOf(path: string): Anchor {
    const parent = path.slice(0, path.lastIndexOf("/"));
    for (let top = this.levels.at(-1); top && top.path !== parent; top = this.levels.at(-1)) {
      top.dir.close();
      this.levels.pop();
    }
    return this.levels.at(-1)?.dir ?? this.root;
  }
}

function unlessSilent<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (silent.has(systemCode(error) ?? "")) return undefined;
    throw error;
  }
}
