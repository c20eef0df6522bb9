/**
 * `locked`: another host has the folder. `layout`: written by a newer host. `unreadable`: the folder or
 * what is in it can't be read or written. `unwritten`: a commit that the disk didn't take, and nothing
 * of it is stored. `closed`: it was closed. `invalid`: lines that are no export.
 */
export type StoreErrorCode =
  | "locked"
  | "layout"
  | "unreadable"
  | "unwritten"
  | "closed"
  | "invalid";

/** A store that can't be opened, read or written. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;

  constructor(message: string, options: { code: StoreErrorCode; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
  }
}
