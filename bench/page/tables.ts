import { type DatedRow, isOver, printOf, printValue, type Row, rowName } from "../report.js";
import { type Section, sections } from "./sections.js";

/** What stands between the marks: when and where it was measured, what is over, and a table for each section. */
export function printResults(rows: readonly DatedRow[]): string {
  const known = sections.filter(({ groups }) => rows.some(({ group }) => groups.includes(group)));
  const tables = known.map((section) => printSection(section, rows));
  return [printRuns(rows), printOver(rows), ...tables].join("\n\n");
}

/** Rows can be of several runs: `--filter` replaces only its own. */
function printRuns(rows: readonly DatedRow[]): string {
  const counts = new Map<string, number>();
  for (const { date, machine } of rows) {
    const run = `${date}: ${machine}`;
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  const lines = [...counts].map(([run, count]) => `- ${run} (${count} rows)`);
  return ["Measured:", "", ...lines.toSorted()].join("\n");
}

function printOver(rows: readonly Row[]): string {
  const limited = rows.filter(({ limit }) => limit !== undefined);
  const over = limited.filter(isOver).map((row) => `${escapeCell(rowName(row))} (${printOf(row)})`);
  const count = `Of ${limited.length} rows with a limit, ${over.length} are over it`;
  return over.length === 0 ? `${count}.` : `${count}: ${over.join("; ")}.`;
}

function printSection(
  { title, groups, floor, meanings }: Section,
  rows: readonly DatedRow[],
): string {
  const lines = groups
    .flatMap((group) => rows.filter((row) => row.group === group))
    .map((row) => printRow(row, meanings[rowName(row)] ?? ""));
  const head = [
    "| row | measured | limit | in this run | what it means |",
    "|---|---|---|---|---|",
  ];
  return [`### ${title}`, "", floor, "", ...head, ...lines].join("\n");
}

function printRow(row: DatedRow, meaning: string): string {
  const value = printValue(row.value, row);
  const cells = [
    escapeCell(rowName(row)),
    isOver(row) ? `**${value}**, over` : value,
    row.limit === undefined ? "" : printValue(row.limit, row),
    escapeCell(row.detail ?? ""),
    meaning,
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Searched patterns have signs that Markdown would take for its own. */
function escapeCell(text: string): string {
  return text.replace(/[|*[\]<>^\\]/g, "\\$&");
}
