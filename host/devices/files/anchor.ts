import type { Stats } from "node:fs";

export type AnchorKind = "file" | "dir" | "link" | "other";

/** An entry of a directory: text, or bytes where the name isn't UTF-8. */
export type EntryName = string | Buffer;

/** Something on the disk that is held, so that checking it and using it are about the same thing. */
export interface Anchor {
  /** What system calls are given to act on it, and on what a directory holds. */
  readonly at: string;
  readonly stats: Stats;
  readonly kind: AnchorKind;
  /** Where it is now. Throws a SyntaxError when that can't be said in UTF-8. */
  realPath(): string;
  /** Holds an entry of a directory; a link itself, not what it leads to. Throws the system's error. */
  child(name: EntryName): Anchor;
  /** Opens what it holds. Never creates, never truncates. Throws the system's error. */
  open(flags: number): number;
  /** The text of a link that a directory holds. Throws a SyntaxError when that isn't UTF-8. */
  readLink(name: EntryName): string;
  close(): void;
}

/** Holds what an absolute path leads to; a link at its end itself. Throws the system's error. */
export type HoldPath = (path: string) => Anchor;

export function kindOf(stats: Stats): AnchorKind {
  if (stats.isFile()) return "file";
  if (stats.isDirectory()) return "dir";
  return stats.isSymbolicLink() ? "link" : "other";
}

/** The path of an entry. Throws a TypeError for a name that leads elsewhere. */
export function entryPath({ at }: { readonly at: string }, name: EntryName): string | Buffer {
  if (name.length === 0 || name.includes("/") || name === "." || name === "..") {
    throw new TypeError(`Cannot use "${name}" as the name of an entry: it leads elsewhere`);
  }
  if (typeof name === "string") return at === "/" ? `/${name}` : `${at}/${name}`;
  return Buffer.concat([Buffer.from(at === "/" ? "/" : `${at}/`), name]);
}

/** Throws a SyntaxError when the bytes aren't UTF-8. */
export function decodeName(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SyntaxError("its name isn't UTF-8", { cause });
  }
}
