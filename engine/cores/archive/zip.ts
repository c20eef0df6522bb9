import { type UnzipFileInfo, unzipSync, type Zippable, zipSync } from "fflate";
import type { ArchiveItem, ListedItem } from "./entry.js";
import { tooLarge } from "./tar-gz.js";

const UNIX = 3;
const YEAR_1980 = Date.UTC(1980, 0, 2);
const YEAR_2099 = Date.UTC(2099, 0, 1);

export function writeZip(items: readonly ArchiveItem[]): Uint8Array {
  const files: Zippable = {};
  for (const { name, isDir, mode, modifiedMs, content } of items) {
    const attrs = ((isDir ? 0o040000 : 0o100000) | mode) * 0x10000;
    // Zip holds local time without a zone, in years of its own.
    const mtime = Math.min(Math.max(modifiedMs, YEAR_1980), YEAR_2099);
    files[isDir ? `${name}/` : name] = [content, { os: UNIX, attrs, mtime }];
  }
  return zipSync(files);
}

/** Throws a SyntaxError, or a RangeError above `maxBytes` unpacked. Permission bits are 0o644 or 0o755. */
export function readZip(bytes: Uint8Array, maxBytes: number): ArchiveItem[] {
  let size = 0;
  const files = unzip(bytes, ({ originalSize }) => {
    size += originalSize;
    if (size > maxBytes) throw tooLarge(maxBytes);
    return true;
  });
  return Object.entries(files).map(([name, content]) => {
    const isDir = name.endsWith("/");
    const mode = isDir ? 0o755 : 0o644;
    return { name: name.replace(/\/+$/, ""), isDir, mode, modifiedMs: 0, content };
  });
}

export function listZip(bytes: Uint8Array): ListedItem[] {
  const items: ListedItem[] = [];
  unzip(bytes, ({ name, originalSize }) => {
    const isDir = name.endsWith("/");
    items.push({ name: name.replace(/\/+$/, ""), isDir, size: originalSize });
    return false;
  });
  return items;
}

function unzip(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean) {
  try {
    return unzipSync(bytes, { filter });
  } catch (cause) {
    if (cause instanceof RangeError && cause.message.startsWith("Cannot")) throw cause;
    throw new SyntaxError("Cannot read archive: it isn't a valid zip file", { cause });
  }
}
