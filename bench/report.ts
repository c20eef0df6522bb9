export interface Row {
  /** The group that `--filter` and the table name first, such as "raw call". */
  group: string;
  name: string;
  value: number;
  unit: "x floor" | "bytes" | "ms";
  /** What the value may be at most, and what it should reach. */
  limit?: number;
  aim?: number;
  /** What the value was made of. */
  detail?: string;
}

/** A row with the day and the machine of its run. */
export interface DatedRow extends Row {
  /** As in "2026-11-21". */
  date: string;
  machine: string;
}

export interface Report {
  rows: DatedRow[];
}

export function isOver({ value, limit }: Row): boolean {
  return limit !== undefined && value > limit;
}

/** How the pages name a row. */
export function rowName({ group, name }: Row): string {
  return `${group}, ${name}`;
}

export function printTable(rows: Row[]): string {
  const lines = rows.map((row) => [
    row.group,
    row.name,
    printValue(row.value, row),
    row.limit === undefined ? "" : `${isOver(row) ? "OVER" : "<="} ${printValue(row.limit, row)}`,
    row.aim === undefined ? "" : printValue(row.aim, row),
    row.detail ?? "",
  ]);
  const table = [["group", "what", "measured", "limit", "aim", ""], ...lines];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((line) => (line[i] ?? "").length)));
  return table
    .map((line) => line.map((cell, i) => pad(cell, widths?.[i] ?? 0, i)).join("  "))
    .map((line) => line.trimEnd())
    .join("\n");
}

function pad(cell: string, width: number, column: number): string {
  return column === 2 || column === 4 ? cell.padStart(width) : cell.padEnd(width);
}

/** Such as "1.20x of 1.50x" or "10,428 of 12,000 bytes"; the value alone if there's no limit. */
export function printOf(row: Row): string {
  const value = printValue(row.value, row);
  if (row.limit === undefined) return value;
  return `${value.replace(/ bytes$/, "")} of ${printValue(row.limit, row)}`;
}

const MB = 1_000_000;

/** A measured value with its unit, as people read it. */
export function printValue(value: number, { unit }: Pick<Row, "unit">): string {
  if (unit === "x floor") return `${value.toFixed(2)}x`;
  if (unit === "ms") return `${value.toLocaleString("en", { maximumFractionDigits: 1 })} ms`;
  if (value >= MB) return `${(value / MB).toFixed(0)} MB`;
  return `${value.toLocaleString("en")} bytes`;
}
