import { isUtf8 } from "node:buffer";
import { type Dirent, readdirSync } from "node:fs";
import type { Anchor, AnchorKind, EntryName } from "./anchor.js";

export interface Entry<Name extends EntryName = EntryName> {
  readonly name: Name;
  readonly kind: AnchorKind;
}

/** Everything that a directory holds. Throws the system's error. */
export function readEntries(dir: Anchor): Entry[] {
  const found = readdirSync(dir.at, { withFileTypes: true });
  if (!found.some(({ name }) => name.includes("\ufffd"))) return found.map(entryOf);
  return readdirSync(dir.at, { withFileTypes: true, encoding: "buffer" }).map((entry) => {
    // Node's types know of no names but text.
    const bytes = entry.name as unknown as Buffer;
    return { name: isUtf8(bytes) ? bytes.toString() : bytes, kind: kindOf(entry) };
  });
}

/** What a directory holds that a path can name: entries whose names aren't UTF-8 are left out. */
export function readNamedEntries(dir: Anchor): Entry<string>[] {
  return readEntries(dir).filter((entry): entry is Entry<string> => typeof entry.name === "string");
}

function entryOf(entry: Dirent): Entry {
  return { name: entry.name, kind: kindOf(entry) };
}

function kindOf(entry: Pick<Dirent, "isFile" | "isDirectory" | "isSymbolicLink">): AnchorKind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "dir";
  return entry.isSymbolicLink() ? "link" : "other";
}
