import { renameSync, rmSync, statSync } from "node:fs";
import { databaseFile, openDatabase } from "./open-database.js";
import { writeError } from "./write-error.js";

export interface Compaction {
  /** Of the file, before and after. */
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/**
 * Copies a store without its free pages and puts the copy in its place; no host may use it. Rejects
 * with a StoreError, and the store is as it was then.
 */
export async function compactStore(path: string): Promise<Compaction> {
  const { root, release } = await openDatabase({ path });
  const file = databaseFile(path);
  const copy = `${file}.compact`;
  const bytesBefore = statSync(file).size;
  try {
    rmSync(copy, { force: true });
    await root.backup(copy, true);
    await root.close();
    renameSync(copy, file);
    return { bytesBefore, bytesAfter: statSync(file).size };
  } catch (cause) {
    rmSync(copy, { force: true });
    await root.close();
    throw await writeError(path, cause);
  } finally {
    release();
  }
}
