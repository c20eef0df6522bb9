/** A file or directory in an archive. */
export interface ArchiveItem {
  /** Relative, with `/`; a directory's has none at its end. */
  readonly name: string;
  readonly isDir: boolean;
  /** Permission bits. */
  readonly mode: number;
  /** Unix time in milliseconds. */
  readonly modifiedMs: number;
  /** Empty for directories. */
  readonly content: Uint8Array;
}

/** What a list of an archive tells of an item. */
export interface ListedItem {
  readonly name: string;
  readonly isDir: boolean;
  readonly size: number;
}
