import { decodeMessage, encodeMessage } from "@luminarys/sdk-as/engine";
import type { Database, Key, RootDatabase } from "lmdb";
import { behindPart } from "./record-key.js";

/** Names of the tables, which are also those of an export's records. */
export const tableNames = [
  "state",
  "value",
  "schedule",
  "subscription",
  "task",
  "batch",
  "result",
  "session",
  "history",
] as const;

export type TableName = (typeof tableNames)[number];

/** Puts or removes one record. It mustn't fail: half of a commit would be written. */
export type Write = () => void;

/** One kind of records, as MessagePack maps. */
export class Table<T extends object> {
  private readonly database: Database<Uint8Array, Key>;

  constructor(root: RootDatabase<Uint8Array, Key>, name: TableName) {
    this.database = root.openDB<Uint8Array, Key>({ name, encoding: "binary" });
  }

  /** A reader of a store that an earlier version made may lack one: it makes none. */
  get isThere(): boolean {
    return this.database !== undefined;
  }

  get(key: Key): T | undefined {
    const bytes = this.database.get(key);
    return bytes && decode<T>(bytes);
  }

  has(key: Key): boolean {
    return this.database.doesExist(key);
  }

  /** Encodes now; what it gives writes, within a batch. */
  put(key: Key, record: T): Write {
    const bytes = encodeMessage(record);
    return () => void this.database.put(key, bytes);
  }

  remove(key: Key): Write {
    return () => void this.database.remove(key);
  }

  /** Keys alone, without decoding what stands under them. */
  *keys(range: { start?: Key; end?: Key } = {}): Generator<Key> {
    yield* this.database.getKeys(range);
  }

  /** The first parts of all keys, each once; leaps from one to the next. */
  *firstParts(): Generator<string> {
    let start: { start?: Key } = {};
    for (;;) {
      const [key] = this.database.getKeys({ ...start, limit: 1 });
      if (!Array.isArray(key)) return;
      const first = String(key[0]);
      yield first;
      start = { start: behindPart(first) };
    }
  }

  /** In order of their keys. */
  *entries(range: { start?: Key; end?: Key } = {}): Generator<{ key: Key; value: T }> {
    for (const { key, value } of this.database.getRange(range)) {
      yield { key, value: decode<T>(value) };
    }
  }

  list(range: { start?: Key; end?: Key } = {}): T[] {
    return [...this.entries(range)].map(({ value }) => value);
  }

  get count(): number {
    return this.database.getCount();
  }
}

/** A Buffer's slices are views: what is decoded mustn't be part of the database's memory. */
function decode<T>({ buffer, byteOffset, length }: Uint8Array): T {
  return decodeMessage(new Uint8Array(buffer, byteOffset, length)) as T;
}
