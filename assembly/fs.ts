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

/** The bytes of a file. */
export function fsRead(path: string): Uint8Array {
  return callFsRead(path);
}

/** Writes a file, replacing what it held. */
export function fsWrite(path: string, content: Uint8Array): void {
  callFsWrite(path, content);
}

/** Writes a new file; fails when it exists. */
export function fsCreate(path: string, content: Uint8Array): void {
  callFsCreate(path, content);
}

/** Deletes a file, or a directory with all below it. */
export function fsDelete(path: string): void {
  callFsDelete(path);
}

/** Makes a directory with its parents; `/a/{b,c}` makes two. */
export function fsMkdir(path: string): void {
  callFsMkdir(path);
}

/** Entries of a directory; `long` adds modification time (Unix seconds) and mode. */
export function fsLs(path: string, long: bool = false): DirEntry[] {
  return callFsLs(path, long);
}

/** Copies a file. */
export function fsCopy(source: string, dest: string): void {
  callFsCopy(source, dest);
}

/** Changes permission bits (see `PERM_DEFAULT` and its siblings). */
export function fsChmod(path: string, mode: u32, recursive: bool = false): void {
  callFsChmod(path, mode, recursive);
}

/** `limit` lines (0 = all) from line `offset` on, which counts from 0. */
export function fsReadLines(path: string, offset: i32 = 0, limit: i32 = 0): TextFileContent {
  return callFsReadLines(path, offset, limit);
}

/** Lines that match an RE2 pattern (or, `fixed`, hold a text) in a file or below a directory. */
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

/** Paths below `path` that match one of the patterns. */
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

/** Directories that the manifest allows. */
export function fsAllowedDirs(): AllowedDir[] {
  return callFsAllowedDirs();
}

export class LsOptions {
  /** Adds modification time and mode. */
  long: bool = false;
}

export class ChmodOptions {
  recursive: bool = false;
}

export class ReadLinesOptions {
  /** First line, counted from 0. */
  offset: i32 = 0;
  /** Most lines, 0 = all. */
  limit: i32 = 0;
}

export class GrepOptions {
  /** Takes the pattern as plain text. */
  fixed: bool = false;
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

export class GlobOptions {
  onlyFiles: bool = false;
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
  export function read(path: string): Result<Uint8Array> {
    quietly();
    return resultOf(callFsRead(path));
  }

  export function write(path: string, content: Uint8Array): Status {
    quietly();
    callFsWrite(path, content);
    return statusOfCall();
  }

  export function create(path: string, content: Uint8Array): Status {
    quietly();
    callFsCreate(path, content);
    return statusOfCall();
  }

  export function remove(path: string): Status {
    quietly();
    callFsDelete(path);
    return statusOfCall();
  }

  export function mkdir(path: string): Status {
    quietly();
    callFsMkdir(path);
    return statusOfCall();
  }

  export function ls(path: string, options: LsOptions = {}): Result<DirEntry[]> {
    quietly();
    return resultOf(callFsLs(path, options.long));
  }

  export function copy(source: string, dest: string): Status {
    quietly();
    callFsCopy(source, dest);
    return statusOfCall();
  }

  export function chmod(path: string, mode: u32, options: ChmodOptions = {}): Status {
    quietly();
    callFsChmod(path, mode, options.recursive);
    return statusOfCall();
  }

  export function readLines(path: string, options: ReadLinesOptions = {}): Result<TextFileContent> {
    quietly();
    return resultOf(callFsReadLines(path, options.offset, options.limit));
  }

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

  export function allowedDirs(): Result<AllowedDir[]> {
    quietly();
    return resultOf(callFsAllowedDirs());
  }
}
