import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileReason } from "../../../config/file-reason.js";
import { compactStore } from "../../../store/compact-store.js";
import { importLines } from "../../../store/import-lines.js";
import { openLmdbStore } from "../../../store/lmdb-store.js";
import { CliError } from "../cli-error.js";
import type { Workplace } from "../command-context.js";
import { findStore, type StoreFlags } from "./store-place.js";

type Asked = { readonly flags: StoreFlags; readonly place: Workplace };

/** Puts the records of an export into a store. */
export async function storeImportCommand(
  file: string,
  { flags, place: { terminal } }: Asked,
): Promise<number> {
  const text = readExport(file, terminal.cwd);
  const path = findStore(flags, terminal);
  const store = await openLmdbStore({ path });
  try {
    const count = await importLines(store, { text, file });
    terminal.err(`${count === 1 ? "1 record" : `${count} records`} imported\n`);
  } finally {
    await store.close();
  }
  return 0;
}

/** Gives back the space that a store doesn't use. */
export async function storeCompactCommand({ flags, place }: Asked): Promise<number> {
  const { terminal } = place;
  const { bytesBefore, bytesAfter } = await compactStore(findStore(flags, terminal));
  terminal.err(`${bytesBefore} bytes before, ${bytesAfter} after\n`);
  return 0;
}

function readExport(file: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, file), "utf8");
  } catch (error) {
    throw new CliError(`Cannot read "${file}": ${fileReason(error)}`);
  }
}
