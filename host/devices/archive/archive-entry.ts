/** An entry as an archive tells it, before anything is believed. */
export interface ArchiveEntry {
  /** Without slashes at its end. */
  readonly name: string;
  readonly kind: "file" | "dir" | "link" | "hard link" | "special" | "unknown";
  /** Unpacked size that the archive tells. */
  readonly size: number;
  /** Permission bits. */
  readonly mode: number;
  /** Where a link leads. */
  target(): Promise<string>;
  /** The bytes of a file, once. An entry that isn't read is skipped. */
  content(): AsyncIterable<Uint8Array>;
}

export function withoutSlashes(name: string): string {
  return name.replace(/\/+$/, "");
}
