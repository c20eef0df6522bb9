import { existsSync } from "node:fs";
import type { Key, RootDatabase } from "lmdb";
import { databaseFile, LAYOUT, openDatabase } from "./open-database.js";
import { printHeader, printRecord } from "./print-record.js";
import { StoreError } from "./store-error.js";
import { Table, type TableName, tableNames } from "./tables.js";

/** Opens a store for reading, also while a host uses it. Rejects with a StoreError. */
export async function openStoreReader(path: string): Promise<StoreReader> {
  if (!existsSync(databaseFile(path))) {
    const hint = "a host makes it when it first runs; --path names another folder";
    const message = `Cannot open store "${path}": there is none. Hint: ${hint}`;
    throw new StoreError(message, { code: "unreadable" });
  }
  const { root } = await openDatabase({ path, isReader: true });
  return new StoreReader(root);
}

export interface TableSummary {
  readonly table: TableName;
  readonly records: number;
}

/** Looks into a store. */
export class StoreReader {
  private readonly root: RootDatabase<Uint8Array, Key>;

  constructor(root: RootDatabase<Uint8Array, Key>) {
    this.root = root;
  }

  summarize(): TableSummary[] {
    return tableNames.map((table) => ({ table, records: this.find(table)?.count ?? 0 }));
  }

  /** In order of adding, where records have one. */
  records(table: TableName): Readonly<Record<string, unknown>>[] {
    const records = this.find(table)?.list() ?? [];
    return records.sort((a, b) => Number(a.seq ?? 0) - Number(b.seq ?? 0));
  }

  /** The whole store, as lines of JSON. */
  *exportLines(): Generator<string> {
    yield printHeader(LAYOUT);
    for (const table of tableNames) {
      for (const record of this.records(table)) yield printRecord(table, record);
    }
  }

  close(): Promise<void> {
    return this.root.close();
  }

  private find(name: TableName): Table<Record<string, unknown>> | undefined {
    const table = new Table<Record<string, unknown>>(this.root, name);
    return table.isThere ? table : undefined;
  }
}
