import { type FieldKind, recordShapes } from "./record-shapes.js";
import type { TableName } from "./tables.js";

/** The line that an export begins with. */
export function printHeader(layout: number): string {
  return JSON.stringify({ layout });
}

/** A record as one line of JSON, with bytes as base64 and integers beyond 2^53 as text. */
export function printRecord(table: TableName, record: object): string {
  const values = record as Readonly<Record<string, unknown>>;
  const fields = Object.entries(recordShapes[table]).map(([name, kind]) => [
    name,
    printField(kind, values[name]),
  ]);
  return JSON.stringify({ table, ...Object.fromEntries(fields) });
}

function printField(kind: FieldKind, value: unknown): unknown {
  if (kind === "bytes") return Buffer.from(value as Uint8Array).toString("base64");
  return typeof value === "bigint" ? value.toString() : value;
}
