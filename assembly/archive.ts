import { Result, resultOf } from "./result";
import { quietly } from "./runtime/failure";
import {
  ArchiveEntry,
  ArchivePackResult,
  callArchiveList,
  callArchivePack,
  callArchiveUnpack,
} from "./wire/archive.gen";

export { ArchiveEntry, ArchivePackResult } from "./wire/archive.gen";

/**
 * Packs a file or directory; `exclude` holds globs, separated by commas. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
export function archivePack(
  source: string,
  output: string,
  format: string = "tar.gz",
  exclude: string = "",
): ArchivePackResult {
  return callArchivePack(source, output, format, exclude);
}

/**
 * Unpacks an archive, cutting `strip` leading directories off its names; returns the number of
 * files. Throws when that fails.
 * Permission: `@skill:require fs /data/** rw`.
 */
export function archiveUnpack(
  archive: string,
  dest: string,
  format: string = "",
  exclude: string = "",
  strip: i32 = 0,
): i32 {
  return callArchiveUnpack(archive, dest, format, exclude, strip);
}

/**
 * Entries of an archive. Throws when that fails.
 * Permission: `@skill:require fs /data/**`.
 */
export function archiveList(
  archive: string,
  format: string = "",
  exclude: string = "",
): ArchiveEntry[] {
  return callArchiveList(archive, format, exclude);
}

/** How `archive.pack` packs. Fields that are left out keep their defaults. */
export class PackOptions {
  /** "tar.gz" or "zip". */
  format: string = "tar.gz";
  /** Globs to leave out, separated by commas. */
  exclude: string = "";
}

/** How `archive.list` reads an archive. */
export class ListOptions {
  /** "tar.gz" or "zip"; "" = by the file's extension. */
  format: string = "";
  /** Globs to leave out, separated by commas. */
  exclude: string = "";
}

/** How `archive.unpack` unpacks. */
export class UnpackOptions {
  /** "tar.gz" or "zip"; "" = by the file's extension. */
  format: string = "";
  /** Globs to leave out, separated by commas. */
  exclude: string = "";
  /** Leading directories to cut off names. */
  strip: i32 = 0;
}

/** Archives of files (tar.gz and zip). */
export namespace archive {
  /**
   * Packs a file or directory into `output`.
   * Permission: `@skill:require fs /data/** rw`.
   */
  export function pack(
    source: string,
    output: string,
    options: PackOptions = {},
  ): Result<ArchivePackResult> {
    quietly();
    return resultOf(callArchivePack(source, output, options.format, options.exclude));
  }

  /**
   * Unpacks an archive into a directory; gives the number of files.
   * Permission: `@skill:require fs /data/** rw`.
   */
  export function unpack(file: string, dest: string, options: UnpackOptions = {}): Result<i32> {
    quietly();
    return resultOf(callArchiveUnpack(file, dest, options.format, options.exclude, options.strip));
  }

  /**
   * Entries of an archive, without unpacking it.
   * Permission: `@skill:require fs /data/**`.
   */
  export function list(file: string, options: ListOptions = {}): Result<ArchiveEntry[]> {
    quietly();
    return resultOf(callArchiveList(file, options.format, options.exclude));
  }
}
