import type { ArchiveItem, ListedItem } from "./archive/entry.js";
import { readTarGz, writeTarGz } from "./archive/tar-gz.js";
import { listZip, readZip, writeZip } from "./archive/zip.js";
import { compileExclusion } from "./path-pattern.js";

export type { ArchiveItem, ListedItem } from "./archive/entry.js";
export { placeEntry } from "./archive/place.js";

export type ArchiveFormat = "tar.gz" | "zip";

/** Reads a format's name; "" goes by the extension of the archive's path. Throws a SyntaxError. */
export function parseArchiveFormat(format: string, path: string): ArchiveFormat {
  if (format === "tar.gz" || format === "zip") return format;
  if (format === "" && /\.(tar\.gz|tgz)$/i.test(path)) return "tar.gz";
  if (format === "" && /\.zip$/i.test(path)) return "zip";
  const found = format === "" ? "its name has no known extension" : `format "${format}"`;
  throw new SyntaxError(`Cannot open archive "${path}": ${found}, expected tar.gz or zip`);
}

export function packArchive(items: readonly ArchiveItem[], format: ArchiveFormat): Uint8Array {
  return format === "zip" ? writeZip(items) : writeTarGz(items);
}

export interface UnpackOptions {
  format: ArchiveFormat;
  /** Most bytes unpacked. */
  maxBytes: number;
}

/** Throws a SyntaxError when the bytes are no such archive, a RangeError above `maxBytes`. */
export function unpackArchive(bytes: Uint8Array, options: UnpackOptions): ArchiveItem[] {
  const { format, maxBytes } = options;
  return format === "zip" ? readZip(bytes, maxBytes) : readTarGz(bytes, maxBytes);
}

/** As `unpackArchive`, without the content. */
export function listArchive(bytes: Uint8Array, options: UnpackOptions): ListedItem[] {
  if (options.format === "zip") return listZip(bytes);
  return readTarGz(bytes, options.maxBytes).map(({ name, isDir, content }) => ({
    name,
    isDir,
    size: content.length,
  }));
}

/** Whether an entry is left out by globs separated by commas. Throws a SyntaxError. */
export function compileArchiveExclusion(exclude: string): (name: string) => boolean {
  const globs = exclude.split(/,(?![^{]*\})/).map((glob) => glob.trim());
  return compileExclusion(globs.filter((glob) => glob !== ""));
}
