// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Exchange } from "../runtime/exchange";
import {
  BOOL,
  END,
  I32,
  I64,
  OTHER,
  STRING,
  U32,
  readList,
  readMade,
  readPlain,
  readStrings,
} from "../runtime/record";
import { writeStrings } from "../runtime/record-writer";

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
@lazy
const FS_READ: usize = memory.data<u8>([
  0xa7, 0x66, 0x73, 0x5f, 0x72, 0x65, 0x61, 0x64, // fs_read
  0xa7, 0x63, 0x6f, 0x6e, 0x74, 0x65, 0x6e, 0x74, // content
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
]);

/** Reads a whole file. Needs `fs`. */
export function callFsRead(path: string): Uint8Array {
  const call = Exchange.begin(FS_READ, 1);
  call.field().string(path);
  call.receive(fs_read(call.send(), call.size));
  return call.blob();
}

// @ts-ignore: decorator
@external("env", "fs_write")
declare function fs_write(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_WRITE: usize = memory.data<u8>([
  0xa8, 0x66, 0x73, 0x5f, 0x77, 0x72, 0x69, 0x74, 0x65, // fs_write
  0xa0,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  0xa7, 0x63, 0x6f, 0x6e, 0x74, 0x65, 0x6e, 0x74, // content
]);

/** Writes a whole file, over one that exists. Needs `fs rw`. */
export function callFsWrite(path: string, content: Uint8Array): void {
  const call = Exchange.begin(FS_WRITE, 2);
  call.field().string(path);
  call.field().bytes(content);
  call.receive(fs_write(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "fs_create")
declare function fs_create(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_CREATE: usize = memory.data<u8>([
  0xa9, 0x66, 0x73, 0x5f, 0x63, 0x72, 0x65, 0x61, 0x74, 0x65, // fs_create
  0xa0,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  0xa7, 0x63, 0x6f, 0x6e, 0x74, 0x65, 0x6e, 0x74, // content
]);

/** Writes a new file; fails if the file exists. Needs `fs rw`. */
export function callFsCreate(path: string, content: Uint8Array): void {
  const call = Exchange.begin(FS_CREATE, 2);
  call.field().string(path);
  call.field().bytes(content);
  call.receive(fs_create(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "fs_delete")
declare function fs_delete(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_DELETE: usize = memory.data<u8>([
  0xa9, 0x66, 0x73, 0x5f, 0x64, 0x65, 0x6c, 0x65, 0x74, 0x65, // fs_delete
  0xa0,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
]);

/** Deletes a file, or a directory with all below it. Needs `fs rw`. */
export function callFsDelete(path: string): void {
  const call = Exchange.begin(FS_DELETE, 1);
  call.field().string(path);
  call.receive(fs_delete(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "fs_mkdir")
declare function fs_mkdir(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_MKDIR: usize = memory.data<u8>([
  0xa8, 0x66, 0x73, 0x5f, 0x6d, 0x6b, 0x64, 0x69, 0x72, // fs_mkdir
  0xa0,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
]);

/** Makes a directory and its parents. Needs `fs rw`. */
export function callFsMkdir(path: string): void {
  const call = Exchange.begin(FS_MKDIR, 1);
  call.field().string(path);
  call.receive(fs_mkdir(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "fs_ls")
declare function fs_ls(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_LS: usize = memory.data<u8>([
  0xa5, 0x66, 0x73, 0x5f, 0x6c, 0x73, // fs_ls
  0xa7, 0x65, 0x6e, 0x74, 0x72, 0x69, 0x65, 0x73, // entries
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  0xa4, 0x6c, 0x6f, 0x6e, 0x67, // long
]);

/** Lists a directory. Needs `fs`. */
export function callFsLs(path: string, long: bool): DirEntry[] {
  const call = Exchange.begin(FS_LS, 2);
  call.field().string(path);
  call.field().bool(long);
  call.receive(fs_ls(call.send(), call.size));
  return call.endWith<DirEntry[]>(readList<DirEntry>(call.only(), readDirEntry));
}

// @ts-ignore: decorator
@external("env", "fs_copy")
declare function fs_copy(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_COPY: usize = memory.data<u8>([
  0xa7, 0x66, 0x73, 0x5f, 0x63, 0x6f, 0x70, 0x79, // fs_copy
  0xa0,
  0xa6, 0x73, 0x6f, 0x75, 0x72, 0x63, 0x65, // source
  0xa4, 0x64, 0x65, 0x73, 0x74, // dest
]);

/** Copies a file. Needs `fs ro + rw`. */
export function callFsCopy(source: string, dest: string): void {
  const call = Exchange.begin(FS_COPY, 2);
  call.field().string(source);
  call.field().string(dest);
  call.receive(fs_copy(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "fs_chmod")
declare function fs_chmod(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_CHMOD: usize = memory.data<u8>([
  0xa8, 0x66, 0x73, 0x5f, 0x63, 0x68, 0x6d, 0x6f, 0x64, // fs_chmod
  0xa0,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  0xa4, 0x6d, 0x6f, 0x64, 0x65, // mode
  0xa9, 0x72, 0x65, 0x63, 0x75, 0x72, 0x73, 0x69, 0x76, 0x65, // recursive
]);

/** Changes permission bits. Needs `fs rw`. */
export function callFsChmod(path: string, mode: u32, recursive: bool): void {
  const call = Exchange.begin(FS_CHMOD, 3);
  call.field().string(path);
  call.field().i64(mode);
  call.field().bool(recursive);
  call.receive(fs_chmod(call.send(), call.size));
  call.nothing();
}

// @ts-ignore: decorator
@external("env", "fs_read_lines")
declare function fs_read_lines(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_READ_LINES: usize = memory.data<u8>([
  0xad, 0x66, 0x73, 0x5f, 0x72, 0x65, 0x61, 0x64, 0x5f, 0x6c, 0x69, 0x6e, 0x65,
  0x73, // fs_read_lines
  0xa0,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  0xa6, 0x6f, 0x66, 0x66, 0x73, 0x65, 0x74, // offset
  0xa5, 0x6c, 0x69, 0x6d, 0x69, 0x74, // limit
]);

/** Reads a window of lines of a text file. Needs `fs`. */
export function callFsReadLines(path: string, offset: i32, limit: i32): TextFileContent {
  const call = Exchange.begin(FS_READ_LINES, 3);
  call.field().string(path);
  call.field().i64(offset);
  call.field().i64(limit);
  call.receive(fs_read_lines(call.send(), call.size));
  return call.endWith<TextFileContent>(readTextFileContent(call));
}

// @ts-ignore: decorator
@external("env", "fs_grep")
declare function fs_grep(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_GREP: usize = memory.data<u8>([
  0xa7, 0x66, 0x73, 0x5f, 0x67, 0x72, 0x65, 0x70, // fs_grep
  0xa7, 0x6d, 0x61, 0x74, 0x63, 0x68, 0x65, 0x73, // matches
  0xa7, 0x70, 0x61, 0x74, 0x74, 0x65, 0x72, 0x6e, // pattern
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  0xa5, 0x66, 0x69, 0x78, 0x65, 0x64, // fixed
  0xb0, 0x63, 0x61, 0x73, 0x65, 0x5f, 0x69, 0x6e, 0x73, 0x65, 0x6e, 0x73, 0x69, 0x74, 0x69,
  0x76, 0x65, // case_insensitive
  0xaa, 0x77, 0x69, 0x74, 0x68, 0x5f, 0x6c, 0x69, 0x6e, 0x65, 0x73, // with_lines
  0xa7, 0x69, 0x6e, 0x63, 0x6c, 0x75, 0x64, 0x65, // include
  0xa7, 0x65, 0x78, 0x63, 0x6c, 0x75, 0x64, 0x65, // exclude
  0xa9, 0x6d, 0x61, 0x78, 0x5f, 0x63, 0x6f, 0x75, 0x6e, 0x74, // max_count
  0xa9, 0x6d, 0x61, 0x78, 0x5f, 0x64, 0x65, 0x70, 0x74, 0x68, // max_depth
  0xa7, 0x77, 0x6f, 0x72, 0x6b, 0x65, 0x72, 0x73, // workers
  0xab, 0x74, 0x79, 0x70, 0x65, 0x5f, 0x66, 0x69, 0x6c, 0x74, 0x65, 0x72, // type_filter
  0xab, 0x69, 0x67, 0x6e, 0x6f, 0x72, 0x65, 0x5f, 0x64, 0x69, 0x72, 0x73, // ignore_dirs
  0xad, 0x66, 0x69, 0x6c, 0x65, 0x6e, 0x61, 0x6d, 0x65, 0x5f, 0x6f, 0x6e, 0x6c,
  0x79, // filename_only
]);

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
  const call = Exchange.begin(FS_GREP, 12 + i32(ignoreDirs !== null));
  call.field().string(pattern);
  call.field().string(path);
  call.field().bool(fixed);
  call.field().bool(caseInsensitive);
  call.field().bool(withLines);
  writeStrings(call.field(), include);
  writeStrings(call.field(), exclude);
  call.field().i64(maxCount);
  call.field().i64(maxDepth);
  call.field().i64(workers);
  call.field().string(typeFilter);
  if (ignoreDirs !== null) writeStrings(call.field(), ignoreDirs);
  else call.leaveOut();
  call.field().bool(filenameOnly);
  call.receive(fs_grep(call.send(), call.size));
  return call.endWith<GrepFileMatch[]>(readList<GrepFileMatch>(call.only(), readGrepFileMatch));
}

// @ts-ignore: decorator
@external("env", "fs_glob")
declare function fs_glob(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_GLOB: usize = memory.data<u8>([
  0xa7, 0x66, 0x73, 0x5f, 0x67, 0x6c, 0x6f, 0x62, // fs_glob
  0xa7, 0x6d, 0x61, 0x74, 0x63, 0x68, 0x65, 0x73, // matches
  0xa8, 0x70, 0x61, 0x74, 0x74, 0x65, 0x72, 0x6e, 0x73, // patterns
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  0xaa, 0x6f, 0x6e, 0x6c, 0x79, 0x5f, 0x66, 0x69, 0x6c, 0x65, 0x73, // only_files
  0xa9, 0x6f, 0x6e, 0x6c, 0x79, 0x5f, 0x64, 0x69, 0x72, 0x73, // only_dirs
  0xac, 0x6d, 0x61, 0x74, 0x63, 0x68, 0x5f, 0x68, 0x69, 0x64, 0x64, 0x65, 0x6e, // match_hidden
  0xa9, 0x6d, 0x61, 0x78, 0x5f, 0x64, 0x65, 0x70, 0x74, 0x68, // max_depth
  0xab, 0x69, 0x67, 0x6e, 0x6f, 0x72, 0x65, 0x5f, 0x64, 0x69, 0x72, 0x73, // ignore_dirs
]);

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
  const call = Exchange.begin(FS_GLOB, 6 + i32(ignoreDirs !== null));
  writeStrings(call.field(), patterns);
  call.field().string(path);
  call.field().bool(onlyFiles);
  call.field().bool(onlyDirs);
  call.field().bool(matchHidden);
  call.field().i64(maxDepth);
  if (ignoreDirs !== null) writeStrings(call.field(), ignoreDirs);
  else call.leaveOut();
  call.receive(fs_glob(call.send(), call.size));
  return call.endWith<GlobEntry[]>(readList<GlobEntry>(call.only(), readGlobEntry));
}

// @ts-ignore: decorator
@external("env", "fs_allowed_dirs")
declare function fs_allowed_dirs(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@lazy
const FS_ALLOWED_DIRS: usize = memory.data<u8>([
  0xaf, 0x66, 0x73, 0x5f, 0x61, 0x6c, 0x6c, 0x6f, 0x77, 0x65, 0x64, 0x5f, 0x64, 0x69, 0x72,
  0x73, // fs_allowed_dirs
  0xa4, 0x64, 0x69, 0x72, 0x73, // dirs
]);

/** Lists the directories that the manifest grants. Needs `fs`. */
export function callFsAllowedDirs(): AllowedDir[] {
  const call = Exchange.begin(FS_ALLOWED_DIRS, 0);
  call.receive(fs_allowed_dirs(call.send(), call.size));
  return call.endWith<AllowedDir[]>(readList<AllowedDir>(call.only(), readAllowedDir));
}

// @ts-ignore: decorator
@lazy
export const ALLOWED_DIR: usize = memory.data<u8>([
  STRING, offsetof<AllowedDir>("path") as u8,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  STRING, offsetof<AllowedDir>("mode") as u8,
  0xa4, 0x6d, 0x6f, 0x64, 0x65, // mode
  END,
]);

export function readAllowedDir(r: Reader): AllowedDir {
  return readPlain<AllowedDir>(r, ALLOWED_DIR);
}

// @ts-ignore: decorator
@lazy
export const DIR_ENTRY: usize = memory.data<u8>([
  STRING, offsetof<DirEntry>("name") as u8,
  0xa4, 0x6e, 0x61, 0x6d, 0x65, // name
  I64, offsetof<DirEntry>("size") as u8,
  0xa4, 0x73, 0x69, 0x7a, 0x65, // size
  BOOL, offsetof<DirEntry>("is_dir") as u8,
  0xa6, 0x69, 0x73, 0x5f, 0x64, 0x69, 0x72, // is_dir
  I64, offsetof<DirEntry>("mod_time") as u8,
  0xa8, 0x6d, 0x6f, 0x64, 0x5f, 0x74, 0x69, 0x6d, 0x65, // mod_time
  U32, offsetof<DirEntry>("mode") as u8,
  0xa4, 0x6d, 0x6f, 0x64, 0x65, // mode
  STRING, offsetof<DirEntry>("mode_str") as u8,
  0xa8, 0x6d, 0x6f, 0x64, 0x65, 0x5f, 0x73, 0x74, 0x72, // mode_str
  END,
]);

export function readDirEntry(r: Reader): DirEntry {
  return readPlain<DirEntry>(r, DIR_ENTRY);
}

// @ts-ignore: decorator
@lazy
export const TEXT_FILE_CONTENT: usize = memory.data<u8>([
  OTHER, 0,
  0xa5, 0x6c, 0x69, 0x6e, 0x65, 0x73, // lines
  I32, offsetof<TextFileContent>("total_lines") as u8,
  0xab, 0x74, 0x6f, 0x74, 0x61, 0x6c, 0x5f, 0x6c, 0x69, 0x6e, 0x65, 0x73, // total_lines
  I32, offsetof<TextFileContent>("offset") as u8,
  0xa6, 0x6f, 0x66, 0x66, 0x73, 0x65, 0x74, // offset
  BOOL, offsetof<TextFileContent>("is_truncated") as u8,
  0xac, 0x69, 0x73, 0x5f, 0x74, 0x72, 0x75, 0x6e, 0x63, 0x61, 0x74, 0x65, 0x64, // is_truncated
  END,
]);

export function readTextFileContent(r: Reader): TextFileContent {
  return readMade<TextFileContent>(r, TEXT_FILE_CONTENT, readTextFileContentOther);
}

function readTextFileContentOther(r: Reader, it: TextFileContent, _kind: u8): void {
  it.lines = readStrings(r);
}

// @ts-ignore: decorator
@lazy
export const GREP_RANGE: usize = memory.data<u8>([
  I64, offsetof<GrepRange>("start") as u8,
  0xa5, 0x73, 0x74, 0x61, 0x72, 0x74, // start
  I64, offsetof<GrepRange>("end") as u8,
  0xa3, 0x65, 0x6e, 0x64, // end
  END,
]);

export function readGrepRange(r: Reader): GrepRange {
  return readPlain<GrepRange>(r, GREP_RANGE);
}

// @ts-ignore: decorator
@lazy
export const GREP_LINE_MATCH: usize = memory.data<u8>([
  I32, offsetof<GrepLineMatch>("line_num") as u8,
  0xa8, 0x6c, 0x69, 0x6e, 0x65, 0x5f, 0x6e, 0x75, 0x6d, // line_num
  STRING, offsetof<GrepLineMatch>("line") as u8,
  0xa4, 0x6c, 0x69, 0x6e, 0x65, // line
  OTHER, 0,
  0xa6, 0x72, 0x61, 0x6e, 0x67, 0x65, 0x73, // ranges
  END,
]);

export function readGrepLineMatch(r: Reader): GrepLineMatch {
  return readMade<GrepLineMatch>(r, GREP_LINE_MATCH, readGrepLineMatchOther);
}

function readGrepLineMatchOther(r: Reader, it: GrepLineMatch, _kind: u8): void {
  it.ranges = readList<GrepRange>(r, readGrepRange);
}

// @ts-ignore: decorator
@lazy
export const GREP_FILE_MATCH: usize = memory.data<u8>([
  STRING, offsetof<GrepFileMatch>("path") as u8,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  OTHER, 0,
  0xa7, 0x6d, 0x61, 0x74, 0x63, 0x68, 0x65, 0x73, // matches
  END,
]);

export function readGrepFileMatch(r: Reader): GrepFileMatch {
  return readMade<GrepFileMatch>(r, GREP_FILE_MATCH, readGrepFileMatchOther);
}

function readGrepFileMatchOther(r: Reader, it: GrepFileMatch, _kind: u8): void {
  it.matches = readList<GrepLineMatch>(r, readGrepLineMatch);
}

// @ts-ignore: decorator
@lazy
export const GLOB_ENTRY: usize = memory.data<u8>([
  STRING, offsetof<GlobEntry>("path") as u8,
  0xa4, 0x70, 0x61, 0x74, 0x68, // path
  BOOL, offsetof<GlobEntry>("is_dir") as u8,
  0xa6, 0x69, 0x73, 0x5f, 0x64, 0x69, 0x72, // is_dir
  END,
]);

export function readGlobEntry(r: Reader): GlobEntry {
  return readPlain<GlobEntry>(r, GLOB_ENTRY);
}
