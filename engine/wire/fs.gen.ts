// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";
import type { Nothing } from "./nothing.gen.js";
import { readStrings, writeStrings } from "./strings.gen.js";

const CONTENT = key("content");
const DIRS = key("dirs");
const END = key("end");
const ENTRIES = key("entries");
const IS_DIR = key("is_dir");
const IS_TRUNCATED = key("is_truncated");
const LINE = key("line");
const LINES = key("lines");
const LINE_NUM = key("line_num");
const MATCHES = key("matches");
const MODE = key("mode");
const MODE_STR = key("mode_str");
const MOD_TIME = key("mod_time");
const NAME = key("name");
const NO_BYTES = new Uint8Array(0);
const OFFSET = key("offset");
const PATH = key("path");
const RANGES = key("ranges");
const SIZE = key("size");
const START = key("start");
const TOTAL_LINES = key("total_lines");

/** The host functions of fs: what each is asked and answers. */
export interface FsFunctions {
  /** Reads a whole file. */
  fs_read: { request: FsReadRequest; answer: FsReadAnswer };
  /** Writes a whole file, over one that exists. */
  fs_write: { request: FsWriteRequest; answer: void };
  /** Writes a new file; fails if the file exists. */
  fs_create: { request: FsCreateRequest; answer: void };
  /** Deletes a file, or a directory with all below it. */
  fs_delete: { request: FsDeleteRequest; answer: void };
  /** Makes a directory and its parents. */
  fs_mkdir: { request: FsMkdirRequest; answer: void };
  /** Lists a directory. */
  fs_ls: { request: FsLsRequest; answer: FsLsAnswer };
  /** Copies a file. */
  fs_copy: { request: FsCopyRequest; answer: void };
  /** Changes permission bits. */
  fs_chmod: { request: FsChmodRequest; answer: void };
  /** Reads a window of lines of a text file. */
  fs_read_lines: { request: FsReadLinesRequest; answer: TextFileContent };
  /** Searches files for lines that match a pattern. */
  fs_grep: { request: FsGrepRequest; answer: FsGrepAnswer };
  /** Finds paths that match glob patterns. */
  fs_glob: { request: FsGlobRequest; answer: FsGlobAnswer };
  /** Lists the directories that the manifest grants. */
  fs_allowed_dirs: { request: Nothing; answer: FsAllowedDirsAnswer };
}

/** A directory that the manifest grants. */
export interface AllowedDir {
  /** Absolute path. */
  path: string;
  /** `ro` or `rw`. */
  mode: string;
}

/** One entry of a directory. */
export interface DirEntry {
  /** Base name. */
  name: string;
  /** Size in bytes. */
  size: number | bigint;
  /** Whether it is a directory. */
  is_dir: boolean;
  /** Modification time, Unix seconds; only with `long`. */
  mod_time?: number | bigint;
  /** Permission bits; only with `long`. */
  mode?: number;
  /** Permissions as ls prints them; only with `long`. */
  mode_str?: string;
}

/** A window of lines of a text file. */
export interface TextFileContent {
  /** The lines, without their ends. */
  lines: string[];
  /** Lines in the whole file. */
  total_lines: number;
  /** The first line's index, from 0. */
  offset: number;
  /** Whether lines follow the last one given. */
  is_truncated: boolean;
}

/** Where a match lies in its line, in bytes. */
export interface GrepRange {
  /** Offset of the first byte. */
  start: number | bigint;
  /** Offset behind the last byte. */
  end: number | bigint;
}

/** A line that matches. */
export interface GrepLineMatch {
  /** Line number, from 1. */
  line_num: number;
  /** The line's text. */
  line: string;
  /** The matches in the line. */
  ranges: GrepRange[];
}

/** A file with lines that match. */
export interface GrepFileMatch {
  /** The file. */
  path: string;
  /** Its lines. */
  matches: GrepLineMatch[];
}

/** A path that a glob matches. */
export interface GlobEntry {
  /** The path. */
  path: string;
  /** Whether it is a directory. */
  is_dir: boolean;
}

/** What `fs_read` is asked. */
export interface FsReadRequest {
  /** The file. */
  path: string;
}

export function readFsReadRequest(r: Reader): FsReadRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsReadRequest = { path: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        seen |= 1;
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("path", start);
  return request;
}

/** What `fs_read` answers. */
export interface FsReadAnswer {
  /** The file's bytes. */
  content: Uint8Array;
}

export function writeFsReadAnswer(w: Writer, answer: FsReadAnswer): void {
  w.map(1);
  w.raw(CONTENT);
  w.bytes(answer.content);
}

/** What `fs_write` is asked. */
export interface FsWriteRequest {
  /** The file. */
  path: string;
  /** The bytes to write. */
  content: Uint8Array;
}

export function readFsWriteRequest(r: Reader): FsWriteRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsWriteRequest = { path: "", content: NO_BYTES };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        seen |= 1;
        break;
      case "content":
        request.content = r.bytes();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("path", start);
  return request;
}

/** What `fs_create` is asked. */
export interface FsCreateRequest {
  /** The file. */
  path: string;
  /** The bytes to write. */
  content: Uint8Array;
}

export function readFsCreateRequest(r: Reader): FsCreateRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsCreateRequest = { path: "", content: NO_BYTES };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        seen |= 1;
        break;
      case "content":
        request.content = r.bytes();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("path", start);
  return request;
}

/** What `fs_delete` is asked. */
export interface FsDeleteRequest {
  /** The file or directory. */
  path: string;
}

export function readFsDeleteRequest(r: Reader): FsDeleteRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsDeleteRequest = { path: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        seen |= 1;
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("path", start);
  return request;
}

/** What `fs_mkdir` is asked. */
export interface FsMkdirRequest {
  /** The directory; braces expand: `/a/{b,c}`. */
  path: string;
}

export function readFsMkdirRequest(r: Reader): FsMkdirRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsMkdirRequest = { path: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        seen |= 1;
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("path", start);
  return request;
}

/** What `fs_ls` is asked. */
export interface FsLsRequest {
  /** The directory. */
  path: string;
  /** Whether to fill in `mod_time`, `mode` and `mode_str`. */
  long: boolean;
}

export function readFsLsRequest(r: Reader): FsLsRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsLsRequest = { path: "", long: false };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        seen |= 1;
        break;
      case "long":
        request.long = r.bool();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("path", start);
  return request;
}

/** What `fs_ls` answers. */
export interface FsLsAnswer {
  /** What the directory holds. */
  entries: DirEntry[];
}

export function writeFsLsAnswer(w: Writer, answer: FsLsAnswer): void {
  w.map(1);
  w.raw(ENTRIES);
  writeDirEntries(w, answer.entries);
}

/** What `fs_copy` is asked. */
export interface FsCopyRequest {
  /** The file to copy. */
  source: string;
  /** The copy's path. */
  dest: string;
}

export function readFsCopyRequest(r: Reader): FsCopyRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsCopyRequest = { source: "", dest: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "source":
        request.source = r.string();
        seen |= 1;
        break;
      case "dest":
        request.dest = r.string();
        seen |= 2;
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("source", start);
  if (!(seen & 2)) r.missing("dest", start);
  return request;
}

/** What `fs_chmod` is asked. */
export interface FsChmodRequest {
  /** The file or directory. */
  path: string;
  /** Permission bits. */
  mode: number;
  /** Whether to change everything below a directory too. */
  recursive: boolean;
}

export function readFsChmodRequest(r: Reader): FsChmodRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsChmodRequest = { path: "", mode: 0, recursive: false };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        seen |= 1;
        break;
      case "mode":
        request.mode = r.u32();
        break;
      case "recursive":
        request.recursive = r.bool();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("path", start);
  return request;
}

/** What `fs_read_lines` is asked. */
export interface FsReadLinesRequest {
  /** The file. */
  path: string;
  /** Index of the first line, from 0. */
  offset: number;
  /** Most lines to read; 0 = all. */
  limit: number;
}

export function readFsReadLinesRequest(r: Reader): FsReadLinesRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsReadLinesRequest = { path: "", offset: 0, limit: 0 };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "path":
        request.path = r.string();
        seen |= 1;
        break;
      case "offset":
        request.offset = r.i32();
        break;
      case "limit":
        request.limit = r.i32();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("path", start);
  return request;
}

/** What `fs_grep` is asked. */
export interface FsGrepRequest {
  /** RE2 expression, or literal text with `fixed`. */
  pattern: string;
  /** File or directory to search; "" = all allowed directories. */
  path: string;
  /** Whether the pattern is literal text. */
  fixed: boolean;
  /** Whether case is ignored. */
  case_insensitive: boolean;
  /** Whether to give the lines' text. */
  with_lines: boolean;
  /** Globs of files to search; empty = all files. */
  include: string[];
  /** Globs of files to leave out. */
  exclude: string[];
  /** Most matching lines a file; 0 = unlimited. */
  max_count: number;
  /** Most levels of directories; 0 = unlimited. */
  max_depth: number;
  /** Files searched at a time; 0 = the host's choice. */
  workers: number;
  /** File type as ripgrep names it: go, ts, py; "" = all types. */
  type_filter: string;
  /**
   * Names of directories to skip; absent skips `.git` and `node_modules`, an empty list nothing.
   */
  ignore_dirs?: string[];
  /** Whether to give only the paths. */
  filename_only: boolean;
}

export function readFsGrepRequest(r: Reader): FsGrepRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsGrepRequest = {
    pattern: "",
    path: "",
    fixed: false,
    case_insensitive: false,
    with_lines: false,
    include: [],
    exclude: [],
    max_count: 0,
    max_depth: 0,
    workers: 0,
    type_filter: "",
    filename_only: false,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "pattern":
        request.pattern = r.string();
        seen |= 1;
        break;
      case "path":
        request.path = r.string();
        break;
      case "fixed":
        request.fixed = r.bool();
        break;
      case "case_insensitive":
        request.case_insensitive = r.bool();
        break;
      case "with_lines":
        request.with_lines = r.bool();
        break;
      case "include":
        request.include = readStrings(r);
        break;
      case "exclude":
        request.exclude = readStrings(r);
        break;
      case "max_count":
        request.max_count = r.i32();
        break;
      case "max_depth":
        request.max_depth = r.i32();
        break;
      case "workers":
        request.workers = r.i32();
        break;
      case "type_filter":
        request.type_filter = r.string();
        break;
      case "ignore_dirs":
        request.ignore_dirs = readStrings(r);
        break;
      case "filename_only":
        request.filename_only = r.bool();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("pattern", start);
  return request;
}

/** What `fs_grep` answers. */
export interface FsGrepAnswer {
  /** The files that match. */
  matches: GrepFileMatch[];
}

export function writeFsGrepAnswer(w: Writer, answer: FsGrepAnswer): void {
  w.map(1);
  w.raw(MATCHES);
  writeGrepFileMatches(w, answer.matches);
}

/** What `fs_glob` is asked. */
export interface FsGlobRequest {
  /** Globs; one with a `/` matches the path, else the base name. */
  patterns: string[];
  /** Directory to search; "" = all allowed directories. */
  path: string;
  /** Whether to leave directories out. */
  only_files: boolean;
  /** Whether to leave files out. */
  only_dirs: boolean;
  /** Whether wildcards match a leading dot. */
  match_hidden: boolean;
  /** Most levels of directories; 0 = unlimited. */
  max_depth: number;
  /**
   * Names of directories to skip; absent skips `.git` and `node_modules`, an empty list nothing.
   */
  ignore_dirs?: string[];
}

export function readFsGlobRequest(r: Reader): FsGlobRequest {
  const start = r.offset;
  let seen = 0;
  const request: FsGlobRequest = {
    patterns: [],
    path: "",
    only_files: false,
    only_dirs: false,
    match_hidden: false,
    max_depth: 0,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "patterns":
        request.patterns = readStrings(r);
        seen |= 1;
        break;
      case "path":
        request.path = r.string();
        break;
      case "only_files":
        request.only_files = r.bool();
        break;
      case "only_dirs":
        request.only_dirs = r.bool();
        break;
      case "match_hidden":
        request.match_hidden = r.bool();
        break;
      case "max_depth":
        request.max_depth = r.i32();
        break;
      case "ignore_dirs":
        request.ignore_dirs = readStrings(r);
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("patterns", start);
  return request;
}

/** What `fs_glob` answers. */
export interface FsGlobAnswer {
  /** The paths that match. */
  matches: GlobEntry[];
}

export function writeFsGlobAnswer(w: Writer, answer: FsGlobAnswer): void {
  w.map(1);
  w.raw(MATCHES);
  writeGlobEntries(w, answer.matches);
}

/** What `fs_allowed_dirs` answers. */
export interface FsAllowedDirsAnswer {
  /** The directories. */
  dirs: AllowedDir[];
}

export function writeFsAllowedDirsAnswer(w: Writer, answer: FsAllowedDirsAnswer): void {
  w.map(1);
  w.raw(DIRS);
  writeAllowedDirs(w, answer.dirs);
}

export function writeAllowedDir(w: Writer, allowedDir: AllowedDir): void {
  w.map(2);
  w.raw(PATH);
  w.string(allowedDir.path);
  w.raw(MODE);
  w.string(allowedDir.mode);
}

export function writeAllowedDirs(w: Writer, items: readonly AllowedDir[]): void {
  w.array(items.length);
  for (const item of items) writeAllowedDir(w, item);
}

export function writeDirEntry(w: Writer, dirEntry: DirEntry): void {
  let count = 3;
  if (dirEntry.mod_time !== undefined) count++;
  if (dirEntry.mode !== undefined) count++;
  if (dirEntry.mode_str !== undefined) count++;
  w.map(count);
  w.raw(NAME);
  w.string(dirEntry.name);
  w.raw(SIZE);
  w.int(dirEntry.size);
  w.raw(IS_DIR);
  w.bool(dirEntry.is_dir);
  if (dirEntry.mod_time !== undefined) {
    w.raw(MOD_TIME);
    w.int(dirEntry.mod_time);
  }
  if (dirEntry.mode !== undefined) {
    w.raw(MODE);
    w.int(dirEntry.mode);
  }
  if (dirEntry.mode_str !== undefined) {
    w.raw(MODE_STR);
    w.string(dirEntry.mode_str);
  }
}

export function writeDirEntries(w: Writer, items: readonly DirEntry[]): void {
  w.array(items.length);
  for (const item of items) writeDirEntry(w, item);
}

export function writeTextFileContent(w: Writer, textFileContent: TextFileContent): void {
  w.map(4);
  w.raw(LINES);
  writeStrings(w, textFileContent.lines);
  w.raw(TOTAL_LINES);
  w.int(textFileContent.total_lines);
  w.raw(OFFSET);
  w.int(textFileContent.offset);
  w.raw(IS_TRUNCATED);
  w.bool(textFileContent.is_truncated);
}

export function writeGrepRange(w: Writer, grepRange: GrepRange): void {
  w.map(2);
  w.raw(START);
  w.int(grepRange.start);
  w.raw(END);
  w.int(grepRange.end);
}

export function writeGrepRanges(w: Writer, items: readonly GrepRange[]): void {
  w.array(items.length);
  for (const item of items) writeGrepRange(w, item);
}

export function writeGrepLineMatch(w: Writer, grepLineMatch: GrepLineMatch): void {
  w.map(3);
  w.raw(LINE_NUM);
  w.int(grepLineMatch.line_num);
  w.raw(LINE);
  w.string(grepLineMatch.line);
  w.raw(RANGES);
  writeGrepRanges(w, grepLineMatch.ranges);
}

export function writeGrepLineMatches(w: Writer, items: readonly GrepLineMatch[]): void {
  w.array(items.length);
  for (const item of items) writeGrepLineMatch(w, item);
}

export function writeGrepFileMatch(w: Writer, grepFileMatch: GrepFileMatch): void {
  w.map(2);
  w.raw(PATH);
  w.string(grepFileMatch.path);
  w.raw(MATCHES);
  writeGrepLineMatches(w, grepFileMatch.matches);
}

export function writeGrepFileMatches(w: Writer, items: readonly GrepFileMatch[]): void {
  w.array(items.length);
  for (const item of items) writeGrepFileMatch(w, item);
}

export function writeGlobEntry(w: Writer, globEntry: GlobEntry): void {
  w.map(2);
  w.raw(PATH);
  w.string(globEntry.path);
  w.raw(IS_DIR);
  w.bool(globEntry.is_dir);
}

export function writeGlobEntries(w: Writer, items: readonly GlobEntry[]): void {
  w.array(items.length);
  for (const item of items) writeGlobEntry(w, item);
}
