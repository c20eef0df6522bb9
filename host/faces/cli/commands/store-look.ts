import { DecodeError, decodeMessage } from "@luminarys/sdk-as/engine";
import { recordShapes } from "../../../store/record-shapes.js";
import { openStoreReader, type StoreReader } from "../../../store/store-reader.js";
import { type TableName, tableNames } from "../../../store/tables.js";
import { CliError } from "../cli-error.js";
import type { Workplace } from "../command-context.js";
import { printPretty } from "../render/print-value.js";
import { harmless } from "../style.js";
import { alignRows } from "../table.js";
import { findStore, type StoreFlags } from "./store-place.js";

type Fields = Readonly<Record<string, unknown>>;
type Asked = { readonly flags: StoreFlags; readonly place: Workplace };

/** Lists the tables of a store, or the records of one. */
export async function storeListCommand(table: string | undefined, asked: Asked): Promise<number> {
  const name = table === undefined ? undefined : demandTable(table);
  const lines = await reading(asked, (reader) =>
    name === undefined ? renderTables(reader) : renderRecords(reader, name),
  );
  asked.place.terminal.out(lines.map((line) => `${line}\n`).join(""));
  return 0;
}

/** Prints what a record holds: the first one whose first fields are these. */
export async function storeGetCommand(
  { table, names }: { table: string; names: readonly string[] },
  asked: Asked,
): Promise<number> {
  const name = demandTable(table);
  const fields = Object.keys(recordShapes[name]);
  const isMeant = (record: Fields) => names.every((each, at) => record[fields[at] ?? ""] === each);
  const records = await reading(asked, (reader) => reader.records(name).filter(isMeant));
  if (records.length === 0) {
    throw new CliError(`Cannot find ${[name, ...names].join(" ")}: the store doesn't hold it`, {
      code: 1,
      hint: `skill-host store ls ${name} lists what it holds`,
    });
  }
  const { out } = asked.place.terminal;
  for (const record of records) {
    const isUntold = name === "state" && names.length === 1;
    if (isUntold) out(`session ${harmless(cellOf(record.sessionId))}\n`);
    out(printPretty(contentOf(name, record)));
  }
  return 0;
}

/** Prints a store as lines of JSON. */
export async function storeExportCommand(asked: Asked): Promise<number> {
  await reading(asked, (reader) => {
    for (const line of reader.exportLines()) asked.place.terminal.out(`${line}\n`);
  });
  return 0;
}

async function reading<T>({ flags, place }: Asked, read: (reader: StoreReader) => T): Promise<T> {
  const reader = await openStoreReader(findStore(flags, place.terminal));
  try {
    return read(reader);
  } finally {
    await reader.close();
  }
}

function demandTable(name: string): TableName {
  const found = tableNames.find((each) => each === name);
  if (found) return found;
  throw new CliError(`Cannot read "${name}": a store has ${tableNames.join(", ")}`);
}

function renderTables(reader: StoreReader): string[] {
  const rows = reader.summarize().map(({ table, records }) => [table, String(records)]);
  return alignRows([["table", "records"], ...rows]);
}

/** The fields by which one is found, and how large the bytes are. */
function renderRecords(reader: StoreReader, table: TableName): string[] {
  const fields = Object.entries(recordShapes[table]).filter(([, kind]) => kind !== "outcome");
  const head = fields.map(([name]) => name);
  const rows = reader
    .records(table)
    .map((record) => fields.map(([name]) => harmless(cellOf(record[name]))));
  return alignRows([head, ...rows]);
}

function cellOf(value: unknown): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return value === "" ? "-" : String(value);
}

/** States and values as what they mean, where that can be told; others as the whole record. */
function contentOf(table: TableName, record: Fields): unknown {
  if (table === "history") return { role: record.role, content: record.content };
  if (table === "value") return decodeMessage(record.value as Uint8Array);
  if (table !== "state") return readable(record);
  const state = record.state as Uint8Array;
  return textOf(state) ?? messageOf(state) ?? state;
}

/** Arguments and answers are MessagePack; the number that orders records is nobody's business. */
function readable({ seq: _, ...fields }: Fields): Fields {
  const entries = Object.entries(fields).map(([name, value]) => {
    const isBytes = value instanceof Uint8Array;
    return [name, isBytes ? (messageOf(value) ?? value) : value];
  });
  return Object.fromEntries(entries);
}

/** A state is whatever its skill makes of it: readable text is shown as such. */
function textOf(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString("utf8");
  return /^[^\p{Cc}\ufffd]*$/u.test(text) ? text : undefined;
}

function messageOf(bytes: Uint8Array): unknown {
  try {
    return decodeMessage(bytes);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return undefined;
  }
}
