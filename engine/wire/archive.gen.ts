// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";
import type { Writer } from "../codec/writer.js";
import { key } from "./key.js";

const ENTRIES = key("entries");
const FILES_COUNT = key("files_count");
const FORMAT = key("format");
const IS_DIR = key("is_dir");
const NAME = key("name");
const SIZE = key("size");

/** The host functions of archive: what each is asked and answers. */
export interface ArchiveFunctions {
  /** Packs a file or directory into an archive. */
  archive_pack: { request: ArchivePackRequest; answer: ArchivePackResult };
  /** Unpacks an archive into a directory. */
  archive_unpack: { request: ArchiveUnpackRequest; answer: ArchiveUnpackAnswer };
  /** Lists an archive without unpacking it. */
  archive_list: { request: ArchiveListRequest; answer: ArchiveListAnswer };
}

/** What was packed. */
export interface ArchivePackResult {
  /** Files in the archive. */
  files_count: number;
  /** `tar.gz` or `zip`. */
  format: string;
}

/** One entry of an archive. */
export interface ArchiveEntry {
  /** Path inside the archive. */
  name: string;
  /** Unpacked size in bytes. */
  size: number | bigint;
  /** Whether it is a directory. */
  is_dir: boolean;
}

/** What `archive_pack` is asked. */
export interface ArchivePackRequest {
  /** The file or directory to pack. */
  source: string;
  /** The archive's path. */
  output: string;
  /** `tar.gz` or `zip`; "" = `tar.gz`. */
  format: string;
  /** Globs of entries to leave out, separated by commas. */
  exclude: string;
}

export function readArchivePackRequest(r: Reader): ArchivePackRequest {
  const start = r.offset;
  let seen = 0;
  const request: ArchivePackRequest = { source: "", output: "", format: "", exclude: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "source":
        request.source = r.string();
        seen |= 1;
        break;
      case "output":
        request.output = r.string();
        seen |= 2;
        break;
      case "format":
        request.format = r.string();
        break;
      case "exclude":
        request.exclude = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("source", start);
  if (!(seen & 2)) r.missing("output", start);
  return request;
}

/** What `archive_unpack` is asked. */
export interface ArchiveUnpackRequest {
  /** The archive file. */
  archive: string;
  /** The directory to unpack into. */
  dest: string;
  /** `tar.gz` or `zip`; "" = by the file's extension. */
  format: string;
  /** Globs of entries to leave out, separated by commas. */
  exclude: string;
  /** Leading path segments to drop from each entry. */
  strip: number;
}

export function readArchiveUnpackRequest(r: Reader): ArchiveUnpackRequest {
  const start = r.offset;
  let seen = 0;
  const request: ArchiveUnpackRequest = {
    archive: "",
    dest: "",
    format: "",
    exclude: "",
    strip: 0,
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "archive":
        request.archive = r.string();
        seen |= 1;
        break;
      case "dest":
        request.dest = r.string();
        seen |= 2;
        break;
      case "format":
        request.format = r.string();
        break;
      case "exclude":
        request.exclude = r.string();
        break;
      case "strip":
        request.strip = r.i32();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("archive", start);
  if (!(seen & 2)) r.missing("dest", start);
  return request;
}

/** What `archive_unpack` answers. */
export interface ArchiveUnpackAnswer {
  /** Files unpacked. */
  files_count: number;
}

export function writeArchiveUnpackAnswer(w: Writer, answer: ArchiveUnpackAnswer): void {
  w.map(1);
  w.raw(FILES_COUNT);
  w.int(answer.files_count);
}

/** What `archive_list` is asked. */
export interface ArchiveListRequest {
  /** The archive file. */
  archive: string;
  /** `tar.gz` or `zip`; "" = by the file's extension. */
  format: string;
  /** Globs of entries to leave out, separated by commas. */
  exclude: string;
}

export function readArchiveListRequest(r: Reader): ArchiveListRequest {
  const start = r.offset;
  let seen = 0;
  const request: ArchiveListRequest = { archive: "", format: "", exclude: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "archive":
        request.archive = r.string();
        seen |= 1;
        break;
      case "format":
        request.format = r.string();
        break;
      case "exclude":
        request.exclude = r.string();
        break;
      default:
        r.skip();
    }
  }
  if (!(seen & 1)) r.missing("archive", start);
  return request;
}

/** What `archive_list` answers. */
export interface ArchiveListAnswer {
  /** What the archive holds. */
  entries: ArchiveEntry[];
}

export function writeArchiveListAnswer(w: Writer, answer: ArchiveListAnswer): void {
  w.map(1);
  w.raw(ENTRIES);
  writeArchiveEntries(w, answer.entries);
}

export function writeArchivePackResult(w: Writer, archivePackResult: ArchivePackResult): void {
  w.map(2);
  w.raw(FILES_COUNT);
  w.int(archivePackResult.files_count);
  w.raw(FORMAT);
  w.string(archivePackResult.format);
}

export function writeArchiveEntry(w: Writer, archiveEntry: ArchiveEntry): void {
  w.map(3);
  w.raw(NAME);
  w.string(archiveEntry.name);
  w.raw(SIZE);
  w.int(archiveEntry.size);
  w.raw(IS_DIR);
  w.bool(archiveEntry.is_dir);
}

export function writeArchiveEntries(w: Writer, items: readonly ArchiveEntry[]): void {
  w.array(items.length);
  for (const item of items) writeArchiveEntry(w, item);
}
