import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem, type } from "node:os";
import type { DatedRow, Report, Row } from "./report.js";

const folder = new URL("results/", import.meta.url);
const require = createRequire(import.meta.url);

/** What bench/results has under that name; nothing if there's no such file. */
export function readReport(name: string): Report {
  try {
    return JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Report;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { rows: [] };
    throw error;
  }
}

export function writeReport(name: string, report: Report): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(report, null, 2)}\n`);
}

/** Rows of a run in the place of older ones; those that are new stand behind their group. */
export function mergeRows(older: readonly DatedRow[], measured: readonly DatedRow[]): DatedRow[] {
  const rows = [...older];
  for (const row of measured) {
    const same = rows.findIndex(({ group, name }) => group === row.group && name === row.name);
    if (same !== -1) rows[same] = row;
    else rows.splice(endOfGroup(rows, row.group), 0, row);
  }
  return rows;
}

function endOfGroup(rows: readonly Row[], group: string): number {
  const last = rows.findLastIndex((row) => row.group === group);
  return last === -1 ? rows.length : last + 1;
}

export function dateRows(rows: readonly Row[]): DatedRow[] {
  const date = new Date().toISOString().slice(0, 10);
  const machine = describeMachine();
  return rows.map((row) => ({ ...row, date, machine }));
}

/** What a figure depends on, such as "4 × Some CPU, 16 GB, Linux, Node 20.20.2, asc 0.28.20". */
function describeMachine(): string {
  const cpu = `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}`;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const { version } = require("assemblyscript/package.json") as { version: string };
  return [cpu, memory, type(), `Node ${process.versions.node}`, `asc ${version}`].join(", ");
}
