// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { Answer, answerError, beginRequest, endAnswer, exchange } from "../runtime/exchange";

/** What was packed. */
export class ArchivePackResult {
  /** Files in the archive. */
  files_count: i32 = 0;
  /** `tar.gz` or `zip`. */
  format: string = "";
}

/** One entry of an archive. */
export class ArchiveEntry {
  /** Path inside the archive. */
  name: string = "";
  /** Unpacked size in bytes. */
  size: i64 = 0;
  /** Whether it is a directory. */
  is_dir: bool = false;
}

// @ts-ignore: decorator
@external("env", "archive_pack")
declare function archive_pack(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "archive_unpack")
declare function archive_unpack(ptr: usize, len: i32): u64;

// @ts-ignore: decorator
@external("env", "archive_list")
declare function archive_list(ptr: usize, len: i32): u64;

/** Packs a file or directory into an archive. Needs `fs`. */
export function callArchivePack(
  source: string,
  output: string,
  format: string,
  exclude: string,
): ArchivePackResult {
  const w = beginRequest(4);
  w.key("source");
  w.string(source);
  w.key("output");
  w.string(output);
  w.key("format");
  w.string(format);
  w.key("exclude");
  w.string(exclude);
  const r = exchange(w, archive_pack, "archive_pack");
  const archivePackResult = readArchivePackResult(r);
  endAnswer(r);
  return archivePackResult;
}

/** Unpacks an archive into a directory. Needs `fs rw`. */
export function callArchiveUnpack(
  archive: string,
  dest: string,
  format: string,
  exclude: string,
  strip: i32,
): i32 {
  const w = beginRequest(5);
  w.key("archive");
  w.string(archive);
  w.key("dest");
  w.string(dest);
  w.key("format");
  w.string(format);
  w.key("exclude");
  w.string(exclude);
  w.key("strip");
  w.i64(strip);
  const r = exchange(w, archive_unpack, "archive_unpack");
  let filesCount: i32 = 0;
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("files_count")) filesCount = r.i32();
    else answerError(r);
  }
  endAnswer(r);
  return filesCount;
}

/** Lists an archive without unpacking it. Needs `fs`. */
export function callArchiveList(archive: string, format: string, exclude: string): ArchiveEntry[] {
  const w = beginRequest(3);
  w.key("archive");
  w.string(archive);
  w.key("format");
  w.string(format);
  w.key("exclude");
  w.string(exclude);
  const r = exchange(w, archive_list, "archive_list");
  let entries: ArchiveEntry[] = [];
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("entries")) entries = readArchiveEntries(r);
    else answerError(r);
  }
  endAnswer(r);
  return entries;
}

export function readArchivePackResult(r: Answer): ArchivePackResult {
  const archivePackResult = new ArchivePackResult();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("files_count")) archivePackResult.files_count = r.i32();
    else if (r.is("format")) archivePackResult.format = r.string();
    else answerError(r);
  }
  return archivePackResult;
}

export function readArchiveEntry(r: Reader): ArchiveEntry {
  const archiveEntry = new ArchiveEntry();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("name")) archiveEntry.name = r.string();
    else if (r.is("size")) archiveEntry.size = r.i64();
    else if (r.is("is_dir")) archiveEntry.is_dir = r.bool();
    else r.skip();
  }
  return archiveEntry;
}

export function readArchiveEntries(r: Reader): ArchiveEntry[] {
  const items: ArchiveEntry[] = [];
  for (let left = r.array(); left > 0 && !r.failed; left--) items.push(readArchiveEntry(r));
  return items;
}
