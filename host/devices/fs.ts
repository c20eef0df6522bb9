import { closeSync } from "node:fs";
import {
  type Clock,
  type Device,
  type HostCall,
  HostError,
  type Manifest,
} from "@luminarys/sdk-as/engine";
import { AnswerRoom, expandBraces, mostFileBytes } from "@luminarys/sdk-as/engine/cores";
import { askCore } from "./files/ask-core.js";
import { existing, FileAccess, type FileAccessOptions } from "./files/file-access.js";
import { fileError } from "./files/file-error.js";
import type { PathUse } from "./files/file-grants.js";
import { makeDirs } from "./files/make-dirs.js";
import { removeTree } from "./files/remove-tree.js";
import { TimeLimit } from "./files/time-limit.js";
import { changeMode } from "./fs/change-mode.js";
import { copyFile } from "./fs/copy-file.js";
import { globPaths } from "./fs/glob-paths.js";
import { grepFiles } from "./fs/grep-files.js";
import { listDir } from "./fs/list-dir.js";
import { openToRead, readFile } from "./fs/read-file.js";
import { readLines } from "./fs/read-lines.js";
import { createFile, writeFile } from "./fs/write-file.js";

/** Characters of all patterns of a search. */
const MOST_PATTERNS = 4096;

export interface FsContext {
  readonly manifest: Manifest;
  readonly clock: Clock;
  /** How files are held while they are checked; the system's best unless given. */
  readonly hold?: FileAccessOptions["by"];
}

/** The disk, answered at once and in the skill's own thread. */
export function createFsDevice(context: FsContext): Device<"fs"> {
  return new FsDevice(context);
}

class FsDevice implements Device<"fs"> {
  private readonly clock: Clock;
  private readonly files: FileAccess;
  private readonly memoryMb: number;

  constructor({ manifest, clock, hold }: FsContext) {
    this.clock = clock;
    this.files = new FileAccess(manifest.permissions.fs, hold === undefined ? {} : { by: hold });
    this.memoryMb = manifest.limits.memory_mb;
  }

  fs_read: Device<"fs">["fs_read"] = ({ path }, call) => {
    const use = reading("read", path);
    const maxBytes = mostFileBytes(this.memoryMb);
    const limit = this.limit(use, call);
    return this.files.use(use, (place) => {
      const node = existing(place, use.action);
      return { content: readFile(node, { ...use, limit, maxBytes }) };
    });
  };

  fs_write: Device<"fs">["fs_write"] = ({ path, content }) => {
    const use = writing("write", path);
    this.files.use(use, (place) => writeFile(place, { ...use, content }));
  };

  fs_create: Device<"fs">["fs_create"] = ({ path, content }) => {
    const use = { ...writing("create", path), follow: false };
    this.files.use(use, (place) => createFile(place, { ...use, content }));
  };

  fs_delete: Device<"fs">["fs_delete"] = ({ path }, call) => {
    const use = { ...writing("delete", path), follow: false, recursive: true };
    const limit = this.limit(use, call);
    this.files.use(use, (place) => {
      existing(place, use.action);
      if (!place.parent) throw fileError(use.action, "its mode forbids it");
      removeTree(place.parent, { name: place.name, limit });
    });
  };

  fs_mkdir: Device<"fs">["fs_mkdir"] = ({ path }) => {
    const uses = askCore(() => expandBraces(path)).map((each) => writing("make directory", each));
    for (const use of uses) this.files.use(use, () => {});
    for (const use of uses) this.files.use(use, (place) => makeDirs(place, use.action).close());
  };

  fs_ls: Device<"fs">["fs_ls"] = ({ path, long }, call) => {
    const use = reading("list", path);
    const limit = this.limit(use, call);
    return this.files.use(use, (place) => {
      const node = existing(place, use.action);
      return { entries: listDir(node, { ...use, limit, long, room: this.room(use, "entries") }) };
    });
  };

  fs_copy: Device<"fs">["fs_copy"] = ({ source, dest }, call) => {
    const from = reading("copy", source);
    const to = writing("write", dest);
    const limit = this.limit(from, call);
    this.files.use(from, (place) => {
      const node = existing(place, from.action);
      const source = openToRead(node, from.action);
      const { mode } = node.stats;
      try {
        this.files.use(to, (copy) => copyFile(copy, { ...to, limit, source, mode }));
      } finally {
        closeSync(source);
      }
    });
  };

  fs_chmod: Device<"fs">["fs_chmod"] = ({ path, mode, recursive }, call) => {
    const use = { ...writing("change mode of", path), recursive };
    const limit = this.limit(use, call);
    this.files.use(use, (place) =>
      changeMode(existing(place, use.action), { ...use, limit, mode }),
    );
  };

  fs_read_lines: Device<"fs">["fs_read_lines"] = ({ path, offset, limit: lines }, call) => {
    const use = reading("read", path);
    const room = this.room(use, "lines");
    const limit = this.limit(use, call);
    const window = { offset: Math.max(0, offset), limitLines: Math.max(0, lines) };
    return this.files.use(use, (place) =>
      readLines(existing(place, use.action), { ...use, ...window, limit, room }),
    );
  };

  fs_grep: Device<"fs">["fs_grep"] = (request, call) => {
    const use = searching(request.path);
    demandShort([request.pattern, ...request.include, ...request.exclude], use);
    const options = { request, limit: this.limit(use, call), room: this.room(use, "hits") };
    return { matches: grepFiles(this.files, options) };
  };

  fs_glob: Device<"fs">["fs_glob"] = (request, call) => {
    const use = searching(request.path);
    demandShort(request.patterns, use);
    const options = { request, limit: this.limit(use, call), room: this.room(use, "entries") };
    return { matches: globPaths(this.files, options) };
  };

  fs_allowed_dirs: Device<"fs">["fs_allowed_dirs"] = () => {
    return { dirs: this.files.grants.dirs.map(({ path, mode }) => ({ path, mode })) };
  };

  private room({ action }: { action: string }, of: "lines" | "entries" | "hits"): AnswerRoom {
    return new AnswerRoom({ action, memoryMb: this.memoryMb, of });
  }

  private limit({ action }: { action: string }, call: HostCall): TimeLimit {
    return new TimeLimit(this.clock, { call, action });
  }
}

/** What they are compiled to may be many times as large. Throws a HostError. */
function demandShort(patterns: readonly string[], { action }: { action: string }): void {
  const length = patterns.reduce((sum, pattern) => sum + pattern.length, 0);
  if (length <= MOST_PATTERNS) return;
  const reason = `its patterns are longer than ${MOST_PATTERNS} characters`;
  throw new HostError(`Cannot ${action}: ${reason}`, { code: "invalid" });
}

function reading(verb: string, path: string): PathUse {
  return { path, mode: "ro", action: `${verb} "${path}"` };
}

function writing(verb: string, path: string): PathUse {
  return { path, mode: "rw", action: `${verb} "${path}"` };
}

function searching(path: string): { action: string } {
  return { action: path === "" ? "search the allowed directories" : `search "${path}"` };
}
