import { Result, resultOf, Status, statusOfCall } from "./result";
import { quietly } from "./runtime/failure";
import {
  AllowedDir,
  callFsAllowedDirs,
  callFsChmod,
  callFsCopy,
  callFsCreate,
  callFsDelete,
  callFsGlob,
  callFsGrep,
  callFsLs,
  callFsMkdir,
  callFsRead,
  callFsReadLines,
  callFsWrite,
  DirEntry,
  GlobEntry,
  GrepFileMatch,
  TextFileContent,
} from "./wire/fs.gen";

export {
  AllowedDir,
  DirEntry,
  GlobEntry,
  GrepFileMatch,
  GrepLineMatch,
  GrepRange,
  TextFileContent,
} from "./wire/fs.gen";

/**
 * The bytes of a file. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
export function fsRead(path: string): Uint8Array {
  return callFsRead(path);
}

/**
 * Writes a file, replacing what it held. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
export function fsWrite(path: string, content: Uint8Array): void {
  callFsWrite(path, content);
}

/**
 * Writes a new file; one that exists is a failure. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
export function fsCreate(path: string, content: Uint8Array): void {
  callFsCreate(path, content);
}

/**
 * Deletes a file, or a directory with all below it. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
export function fsDelete(path: string): void {
  callFsDelete(path);
}

/**
 * Makes a directory with its parents; `/a/{b,c}` makes two. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
export function fsMkdir(path: string): void {
  callFsMkdir(path);
}

/**
 * Entries of a directory; `long` adds modification time (Unix seconds) and mode. Throws when that
 * fails.
 * Permission: `@skill:require fs /data/**`.
 */
export function fsLs(path: string, long: bool = false): DirEntry[] {
  return callFsLs(path, long);
}

/**
 * Copies a file. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`; reading is enough for the source.
 */
export function fsCopy(source: string, dest: string): void {
  callFsCopy(source, dest);
}

/**
 * Changes permission bits (see `PERM_DEFAULT` and its siblings). Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
export function fsChmod(path: string, mode: u32, recursive: bool = false): void {
  callFsChmod(path, mode, recursive);
}

/**
 * `limit` lines (0 = all) from line `offset` on, which counts from 0. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
export function fsReadLines(path: string, offset: i32 = 0, limit: i32 = 0): TextFileContent {
  return callFsReadLines(path, offset, limit);
}

/**
 * Lines that match an RE2 pattern (or, `fixed`, hold a text) in a file or below a directory. Throws
 * when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
export function fsGrep(
  pattern: string,
  path: string = "",
  fixed: bool = false,
  caseInsensitive: bool = false,
  withLines: bool = false,
  include: string[] = [],
  exclude: string[] = [],
  maxCount: i32 = 0,
  maxDepth: i32 = 0,
  workers: i32 = 0,
  typeFilter: string = "",
  ignoreDirs: string[] = [],
  filenameOnly: bool = false,
): GrepFileMatch[] {
  return callFsGrep(
    pattern,
    path,
    fixed,
    caseInsensitive,
    withLines,
    include,
    exclude,
    maxCount,
    maxDepth,
    workers,
    typeFilter,
    ignoreDirs.length > 0 ? ignoreDirs : null,
    filenameOnly,
  );
}

/**
 * Paths below `path` that match one of the patterns. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
export function fsGlob(
  patterns: string[],
  path: string = "",
  onlyFiles: bool = false,
  onlyDirs: bool = false,
  matchHidden: bool = false,
  maxDepth: i32 = 0,
  ignoreDirs: string[] = [],
): GlobEntry[] {
  const ignored = ignoreDirs.length > 0 ? ignoreDirs : null;
  return callFsGlob(patterns, path, onlyFiles, onlyDirs, matchHidden, maxDepth, ignored);
}

/**
 * Directories that the manifest allows. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
export function fsAllowedDirs(): AllowedDir[] {
  return callFsAllowedDirs();
}

/** What `fs.ls` tells of each entry. */
export class LsOptions {
  /** Adds modification time and mode. */
  long: bool = false;
}

/** How far `fs.chmod` goes. */
export class ChmodOptions {
  /** Also everything below a directory. */
  recursive: bool = false;
}

/** Which lines `fs.readLines` reads. */
export class ReadLinesOptions {
  /** First line, counted from 0. */
  offset: i32 = 0;
  /** Most lines, 0 = all. */
  limit: i32 = 0;
}

/** What `fs.grep` searches, and what it tells. */
export class GrepOptions {
  /** Takes the pattern as plain text. */
  fixed: bool = false;
  /** Takes upper and lower case for the same. */
  caseInsensitive: bool = false;
  /** Adds the matching lines' text. */
  withLines: bool = false;
  /** Globs of files to search. */
  include: string[] = [];
  /** Globs of files to leave out. */
  exclude: string[] = [];
  /** Most matches in a file, 0 = all. */
  maxCount: i32 = 0;
  /** Most levels of directories, 0 = all. */
  maxDepth: i32 = 0;
  /** Files searched at once, 0 = the host decides. */
  workers: i32 = 0;
  /** File type: go, ts, js, py, rust, java, c, cpp, md, json, yaml, html, css or sh. */
  typeFilter: string = "";
  /** Names of directories to pass over; null = the host's own list, [] = none. */
  ignoreDirs: string[] | null = null;
  /** Only tells which files match. */
  filenameOnly: bool = false;
}

/** What `fs.glob` looks at. */
export class GlobOptions {
  /** Leaves directories out. */
  onlyFiles: bool = false;
  /** Leaves files out. */
  onlyDirs: bool = false;
  /** Includes names that begin with a dot. */
  matchHidden: bool = false;
  /** Most levels of directories, 0 = all. */
  maxDepth: i32 = 0;
  /** Names of directories to pass over; null = the host's own list, [] = none. */
  ignoreDirs: string[] | null = null;
}

/** Files below the directories that the manifest allows. */
export namespace fs {
  /**
   * The bytes of a file.
   * Permission: `@skill:require fs /data/**`.
   */
  export function read(path: string): Result<Uint8Array> {
    quietly();
    return resultOf(callFsRead(path));
  }

  /**
   * Writes a file, replacing what it held.
   * Permission: `@skill:require fs /data/** rw`.
   */
  export function write(path: string, content: Uint8Array): Status {
    quietly();
    callFsWrite(path, content);
    return statusOfCall();
  }

  /**
   * Writes a new file; one that exists fails with code `exists`.
   * Permission: `@skill:require fs /data/** rw`.
   */
  export function create(path: string, content: Uint8Array): Status {
    quietly();
    callFsCreate(path, content);
    return statusOfCall();
  }

  /**
   * Deletes a file, or a directory with all below it.
   * Permission: `@skill:require fs /data/** rw`.
   */
  export function remove(path: string): Status {
    quietly();
    callFsDelete(path);
    return statusOfCall();
  }

  /**
   * Makes a directory with its parents; `/a/{b,c}` makes two.
   * Permission: `@skill:require fs /data/** rw`.
   */
  export function mkdir(path: string): Status {
    quietly();
    callFsMkdir(path);
    return statusOfCall();
  }

  /**
   * Entries of a directory.
   * Permission: `@skill:require fs /data/**`.
   */
  export function ls(path: string, options: LsOptions = {}): Result<DirEntry[]> {
    quietly();
    return resultOf(callFsLs(path, options.long));
  }

  /**
   * Copies a file.
   * Permission: `@skill:require fs /data/** rw`; reading is enough for the source.
   */
  export function copy(source: string, dest: string): Status {
    quietly();
    callFsCopy(source, dest);
    return statusOfCall();
  }

  /**
   * Changes permission bits (see `PERM_DEFAULT` and its siblings).
   * Permission: `@skill:require fs /data/** rw`.
   */
  export function chmod(path: string, mode: u32, options: ChmodOptions = {}): Status {
    quietly();
    callFsChmod(path, mode, options.recursive);
    return statusOfCall();
  }

  /**
   * Lines of a text file, all unless `options` say which.
   * Permission: `@skill:require fs /data/**`.
   */
  export function readLines(path: string, options: ReadLinesOptions = {}): Result<TextFileContent> {
    quietly();
    return resultOf(callFsReadLines(path, options.offset, options.limit));
  }

  /**
   * Lines that match an RE2 pattern in a file or below a directory.
   * Permission: `@skill:require fs /data/**`.
   */
  export function grep(
    pattern: string,
    path: string = "",
    options: GrepOptions = {},
  ): Result<GrepFileMatch[]> {
    quietly();
    return resultOf(
      callFsGrep(
        pattern,
        path,
        options.fixed,
        options.caseInsensitive,
        options.withLines,
        options.include,
        options.exclude,
        options.maxCount,
        options.maxDepth,
        options.workers,
        options.typeFilter,
        options.ignoreDirs,
        options.filenameOnly,
      ),
    );
  }

  /**
   * Paths below `path` that match one of the patterns.
   * Permission: `@skill:require fs /data/**`.
   */
  export function glob(
    patterns: string[],
    path: string = "",
    options: GlobOptions = {},
  ): Result<GlobEntry[]> {
    quietly();
    return resultOf(
      callFsGlob(
        patterns,
        path,
        options.onlyFiles,
        options.onlyDirs,
        options.matchHidden,
        options.maxDepth,
        options.ignoreDirs,
      ),
    );
  }

  /**
   * Directories that the manifest allows.
   * Permission: `@skill:require fs /data/**`.
   */
  export function allowedDirs(): Result<AllowedDir[]> {
    quietly();
    return resultOf(callFsAllowedDirs());
  }
}
