import { statfsSync } from "node:fs";
import { StoreError } from "./store-error.js";

/** Less than this is a full disk: the database grows by pages, and needs some to write at all. */
const LITTLE_BYTES = 1024 * 1024;

/** Why the database in a folder didn't take a commit. */
export async function writeError(path: string, thrown: unknown): Promise<StoreError> {
  const cause = await causeOf(thrown);
  const free = freeBytes(path);
  const failure = cause instanceof Error ? cause.message : String(cause);
  // The database only knows that a write came out short.
  const isFull = free !== undefined && free < LITTLE_BYTES;
  const reason = isFull ? `its disk is full (${free} bytes are free)` : failure;
  const hint = isFull ? ". Hint: make room; the host goes on by itself" : "";
  const message = `Cannot write store "${path}": ${reason}${hint}`;
  return new StoreError(message, { code: "unwritten", cause });
}

/** The database tells of a failed commit first, and why in a promise. */
async function causeOf(thrown: unknown): Promise<unknown> {
  const reason = (thrown as { commitError?: Promise<never> } | undefined)?.commitError;
  if (reason === undefined) return thrown;
  return reason.then(
    () => thrown,
    (cause: unknown) => cause,
  );
}

function freeBytes(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}
