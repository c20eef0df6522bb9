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

export interface Report {
  date: string;
  node: string;
  cpu: string;
  rows: Row[];
}

export function printTable(rows: Row[]): string {
  const lines = rows.map((row) => [
    row.group,
    row.name,
    format(row.value, row),
    row.limit === undefined
      ? ""
      : `${row.value <= row.limit ? "<=" : "OVER"} ${format(row.limit, row)}`,
    row.aim === undefined ? "" : format(row.aim, row),
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

function format(value: number, { unit }: Row): string {
  if (unit === "bytes") return value.toLocaleString("en");
  return unit === "ms" ? `${value.toFixed(1)} ms` : `${value.toFixed(2)}x`;
}
