// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Answer, answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";
import { readNothing } from "./nothing.gen";
import { readStrings, writeStrings } from "./strings.gen";

/** A directory that the manifest grants. */
export class AllowedDir {
  /** Absolute path. */
  path: string = "";
  /** `ro` or `rw`. */
  mode: string = "";
}

/** One entry of a directory. */
export class DirEntry {
  /** Base name. */
  name: string = "";
  /** Size in bytes. */
  size: i64 = 0;
  /** Whether it is a directory. */
  is_dir: bool = false;
  /** Modification time, Unix seconds; only with `long`. */
  mod_time: i64 = 0;
  /** Permission bits; only with `long`. */
  mode: u32 = 0;
  /** Permissions as ls prints them; only with `long`. */
  mode_str: string = "";
}

/** A window of lines of a text file. */
export class TextFileContent {
  /** The lines, without their ends. */
  lines: string[] = [];
  /** Lines in the whole file. */
  total_lines: i32 = 0;
  /** The first line's index, from 0. */
  offset: i32 = 0;
  /** Whether lines follow the last one given. */
  is_truncated: bool = false;
}

/** Where a match lies in its line, in bytes. */
export class GrepRange {
  /** Offset of the first byte. */
  start: i64 = 0;
  /** Offset behind the last byte. */
  end: i64 = 0;
}

/** A line that matches. */
export class GrepLineMatch {
  /** Line number, from 1. */
  line_num: i32 = 0;
  /** The line's text. */
  line: string = "";
  /** The matches in the line. */
  ranges: GrepRange[] = [];
}

/** A file with lines that match. */
export class GrepFileMatch {
  /** The file. */
  path: string = "";
  /** Its lines. */
  matches: GrepLineMatch[] = [];
}

/** A path that a glob matches. */
export class GlobEntry {
  /** The path. */
  path: string = "";
  /** Whether it is a directory. */
  is_dir: bool = false;
}

// @ts-ignore: decorator
@external("env", "fs_read")
declare function fs_read(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_write")
declare function fs_write(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_create")
declare function fs_create(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_delete")
declare function fs_delete(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_mkdir")
declare function fs_mkdir(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_ls")
declare function fs_ls(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_copy")
declare function fs_copy(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_chmod")
declare function fs_chmod(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_read_lines")
declare function fs_read_lines(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_grep")
declare function fs_grep(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_glob")
declare function fs_glob(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "fs_allowed_dirs")
declare function fs_allowed_dirs(ptr: usize, len: i32): u64;

/** Reads a whole file. Needs `fs`. */
export function callFsRead(path: string): Uint8Array {
  const w = beginRequest(1);
  w.key("path");
  w.string(path);
  const r = exchange(w, fs_read, "fs_read");
  let content: Uint8Array = new Uint8Array(0);
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("content")) content = r.bytes();
    else answerError(r);
  }
  endAnswer(r);
  return content;
}

/** Writes a whole file, over one that exists. Needs `fs rw`. */
export function callFsWrite(path: string, content: Uint8Array): void {
  const w = beginRequest(2);
  w.key("path");
  w.string(path);
  w.key("content");
  w.bytes(content);
  const r = exchange(w, fs_write, "fs_write");
  readNothing(r);
  endAnswer(r);
}

/** Writes a new file; fails if the file exists. Needs `fs rw`. */
export function callFsCreate(path: string, content: Uint8Array): void {
  const w = beginRequest(2);
  w.key("path");
  w.string(path);
  w.key("content");
  w.bytes(content);
  const r = exchange(w, fs_create, "fs_create");
  readNothing(r);
  endAnswer(r);
}

/** Deletes a file, or a directory with all below it. Needs `fs rw`. */
export function callFsDelete(path: string): void {
  const w = beginRequest(1);
  w.key("path");
  w.string(path);
  const r = exchange(w, fs_delete, "fs_delete");
  readNothing(r);
  endAnswer(r);
}

/** Makes a directory and its parents. Needs `fs rw`. */
export function callFsMkdir(path: string): void {
  const w = beginRequest(1);
  w.key("path");
  w.string(path);
  const r = exchange(w, fs_mkdir, "fs_mkdir");
  readNothing(r);
  endAnswer(r);
}

/** Lists a directory. Needs `fs`. */
export function callFsLs(path: string, long: bool): DirEntry[] {
  const w = beginRequest(2);
  w.key("path");
  w.string(path);
  w.key("long");
  w.bool(long);
  const r = exchange(w, fs_ls, "fs_ls");
  let entries: DirEntry[] = [];
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("entries")) entries = readDirEntries(r);
    else answerError(r);
  }
  endAnswer(r);
  return entries;
}

/** Copies a file. Needs `fs ro + rw`. */
export function callFsCopy(source: string, dest: string): void {
  const w = beginRequest(2);
  w.key("source");
  w.string(source);
  w.key("dest");
  w.string(dest);
  const r = exchange(w, fs_copy, "fs_copy");
  readNothing(r);
  endAnswer(r);
}

/** Changes permission bits. Needs `fs rw`. */
export function callFsChmod(path: string, mode: u32, recursive: bool): void {
  const w = beginRequest(3);
  w.key("path");
  w.string(path);
  w.key("mode");
  w.u64(mode);
  w.key("recursive");
  w.bool(recursive);
  const r = exchange(w, fs_chmod, "fs_chmod");
  readNothing(r);
  endAnswer(r);
}

/** Reads a window of lines of a text file. Needs `fs`. */
export function callFsReadLines(path: string, offset: i32, limit: i32): TextFileContent {
  const w = beginRequest(3);
  w.key("path");
  w.string(path);
  w.key("offset");
  w.i64(offset);
  w.key("limit");
  w.i64(limit);
  const r = exchange(w, fs_read_lines, "fs_read_lines");
  const textFileContent = readTextFileContent(r);
  endAnswer(r);
  return textFileContent;
}

/** Searches files for lines that match a pattern. Needs `fs`. */
export function callFsGrep(
  pattern: string,
  path: string,
  fixed: bool,
  caseInsensitive: bool,
  withLines: bool,
  include: string[],
  exclude: string[],
  maxCount: i32,
  maxDepth: i32,
  workers: i32,
  typeFilter: string,
  ignoreDirs: string[] | null,
  filenameOnly: bool,
): GrepFileMatch[] {
  let keys = 12;
  if (ignoreDirs !== null) keys++;
  const w = beginRequest(keys);
  w.key("pattern");
  w.string(pattern);
  w.key("path");
  w.string(path);
  w.key("fixed");
  w.bool(fixed);
  w.key("case_insensitive");
  w.bool(caseInsensitive);
  w.key("with_lines");
  w.bool(withLines);
  w.key("include");
  writeStrings(w, include);
  w.key("exclude");
  writeStrings(w, exclude);
  w.key("max_count");
  w.i64(maxCount);
  w.key("max_depth");
  w.i64(maxDepth);
  w.key("workers");
  w.i64(workers);
  w.key("type_filter");
  w.string(typeFilter);
  if (ignoreDirs !== null) {
    w.key("ignore_dirs");
    writeStrings(w, ignoreDirs);
  }
  w.key("filename_only");
  w.bool(filenameOnly);
  const r = exchange(w, fs_grep, "fs_grep");
  let matches: GrepFileMatch[] = [];
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("matches")) matches = readGrepFileMatches(r);
    else answerError(r);
  }
  endAnswer(r);
  return matches;
}

/** Finds paths that match glob patterns. Needs `fs`. */
export function callFsGlob(
  patterns: string[],
  path: string,
  onlyFiles: bool,
  onlyDirs: bool,
  matchHidden: bool,
  maxDepth: i32,
  ignoreDirs: string[] | null,
): GlobEntry[] {
  let keys = 6;
  if (ignoreDirs !== null) keys++;
  const w = beginRequest(keys);
  w.key("patterns");
  writeStrings(w, patterns);
  w.key("path");
  w.string(path);
  w.key("only_files");
  w.bool(onlyFiles);
  w.key("only_dirs");
  w.bool(onlyDirs);
  w.key("match_hidden");
  w.bool(matchHidden);
  w.key("max_depth");
  w.i64(maxDepth);
  if (ignoreDirs !== null) {
    w.key("ignore_dirs");
    writeStrings(w, ignoreDirs);
  }
  const r = exchange(w, fs_glob, "fs_glob");
  let matches: GlobEntry[] = [];
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("matches")) matches = readGlobEntries(r);
    else answerError(r);
  }
  endAnswer(r);
  return matches;
}

/** Lists the directories that the manifest grants. Needs `fs`. */
export function callFsAllowedDirs(): AllowedDir[] {
  const w = beginRequest(0);
  const r = exchange(w, fs_allowed_dirs, "fs_allowed_dirs");
  let dirs: AllowedDir[] = [];
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("dirs")) dirs = readAllowedDirs(r);
    else answerError(r);
  }
  endAnswer(r);
  return dirs;
}

export function readAllowedDir(r: Reader): AllowedDir {
  const allowedDir = new AllowedDir();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("path")) allowedDir.path = r.string();
    else if (r.is("mode")) allowedDir.mode = r.string();
    else r.skip();
  }
  return allowedDir;
}

export function readAllowedDirs(r: Reader): AllowedDir[] {
  const items: AllowedDir[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readAllowedDir(r));
  return items;
}

export function readDirEntry(r: Reader): DirEntry {
  const dirEntry = new DirEntry();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("name")) dirEntry.name = r.string();
    else if (r.is("size")) dirEntry.size = r.i64();
    else if (r.is("is_dir")) dirEntry.is_dir = r.bool();
    else if (r.is("mod_time")) dirEntry.mod_time = r.i64();
    else if (r.is("mode")) dirEntry.mode = r.u32();
    else if (r.is("mode_str")) dirEntry.mode_str = r.string();
    else r.skip();
  }
  return dirEntry;
}

export function readDirEntries(r: Reader): DirEntry[] {
  const items: DirEntry[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readDirEntry(r));
  return items;
}

export function readTextFileContent(r: Answer): TextFileContent {
  const textFileContent = new TextFileContent();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("lines")) textFileContent.lines = readStrings(r);
    else if (r.is("total_lines")) textFileContent.total_lines = r.i32();
    else if (r.is("offset")) textFileContent.offset = r.i32();
    else if (r.is("is_truncated")) textFileContent.is_truncated = r.bool();
    else answerError(r);
  }
  return textFileContent;
}

export function readGrepRange(r: Reader): GrepRange {
  const grepRange = new GrepRange();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("start")) grepRange.start = r.i64();
    else if (r.is("end")) grepRange.end = r.i64();
    else r.skip();
  }
  return grepRange;
}

export function readGrepRanges(r: Reader): GrepRange[] {
  const items: GrepRange[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readGrepRange(r));
  return items;
}

export function readGrepLineMatch(r: Reader): GrepLineMatch {
  const grepLineMatch = new GrepLineMatch();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("line_num")) grepLineMatch.line_num = r.i32();
    else if (r.is("line")) grepLineMatch.line = r.string();
    else if (r.is("ranges")) grepLineMatch.ranges = readGrepRanges(r);
    else r.skip();
  }
  return grepLineMatch;
}

export function readGrepLineMatches(r: Reader): GrepLineMatch[] {
  const items: GrepLineMatch[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readGrepLineMatch(r));
  return items;
}

export function readGrepFileMatch(r: Reader): GrepFileMatch {
  const grepFileMatch = new GrepFileMatch();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("path")) grepFileMatch.path = r.string();
    else if (r.is("matches")) grepFileMatch.matches = readGrepLineMatches(r);
    else r.skip();
  }
  return grepFileMatch;
}

export function readGrepFileMatches(r: Reader): GrepFileMatch[] {
  const items: GrepFileMatch[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readGrepFileMatch(r));
  return items;
}

export function readGlobEntry(r: Reader): GlobEntry {
  const globEntry = new GlobEntry();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("path")) globEntry.path = r.string();
    else if (r.is("is_dir")) globEntry.is_dir = r.bool();
    else r.skip();
  }
  return globEntry;
}

export function readGlobEntries(r: Reader): GlobEntry[] {
  const items: GlobEntry[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readGlobEntry(r));
  return items;
}
