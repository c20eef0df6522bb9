import { constants } from "node:fs";
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { openPath } from "../../../devices/paths/open-path.js";

/** A regular file, to be closed by whoever has it. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly size: number;
  readonly modified: Date;
  /** Another one after every change of the file. */
  readonly etag: string;
}

/** What isn't there for a client, whatever the reason. */
const absent = ["ENOENT", "ENOTDIR", "EACCES", "EPERM", "ELOOP", "ENAMETOOLONG", "ENXIO"];

/**
 * Opens a file below a folder, which itself may be a link; a link below it leads nowhere. Undefined when
 * there is no file.
 */
export async function openFile(
  folder: string,
  names: readonly string[],
): Promise<OpenFile | "folder" | undefined> {
  try {
    return await openBelow(await realpath(folder), names);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (absent.includes(code)) return undefined;
    throw error;
  }
}

async function openBelow(
  root: string,
  names: readonly string[],
): Promise<OpenFile | "folder" | undefined> {
  const path = join(root, ...names);
  const held = openPath(path);
  try {
    if (held.canonical !== path) return undefined;
    const kind = await stat(held.through);
    if (kind.isDirectory()) return "folder";
    return kind.isFile() ? await describe(await open(held.through, constants.O_RDONLY)) : undefined;
  } finally {
    held.close();
  }
}

async function describe(handle: FileHandle): Promise<OpenFile> {
  const { size, mtimeNs, ctimeNs, mtime } = await handle.stat({ bigint: true });
  const parts = [size, mtimeNs, ctimeNs].map((part) => part.toString(36));
  return { handle, size: Number(size), modified: mtime, etag: `"${parts.join("-")}"` };
}
