import type { JournalEntry, Manifest } from "@luminarys/sdk-as/engine";
import type { CallEffect } from "../stored/call-effects.js";
import { harmless, type Style } from "../style.js";
import { alignRows } from "../table.js";
import { effectRow, hostCallRow, type TraceRow } from "./trace-row.js";

/** Characters of a call and its request. */
const MAX_WHAT = 80;
const MIN_WHAT = 24;

export interface TracedCall {
  readonly title: string;
  /** Unix time in milliseconds at which the skill was ready. */
  readonly startedMs: number;
  readonly durationMs: number;
  /** How long it took to load it before. */
  readonly loadMs: number;
}

export interface TraceLook {
  readonly call: TracedCall;
  readonly style: Style;
  /** Of the terminal; undefined when nobody knows. */
  readonly columns: number | undefined;
  /** The variables of a skill's manifest, whose values aren't shown. */
  readonly envOf: (skillId: string) => Manifest["env"];
}

/**
 * The host calls of a call, and what its answers asked for, as a timeline: when, what, how it ended,
 * how long it took, and what allowed or denied it.
 */
export function renderTrace(
  seen: { readonly entries: readonly JournalEntry[]; readonly effects: readonly CallEffect[] },
  { call, style, columns, envOf }: TraceLook,
): string {
  const rows = [
    ...seen.entries.map((entry) => hostCallRow(entry, envOf(entry.skillId))),
    ...seen.effects.flatMap((effect) => effectRow(effect) ?? []),
  ].sort((a, b) => a.atMs - b.atMs);
  const { length } = seen.entries;
  const count = length === 1 ? "1 host call" : `${length} host calls`;
  const head = `${harmless(call.title)}  ${milliseconds(call.durationMs)}, ${count}`;
  const load = `  loaded in ${milliseconds(call.loadMs)} before the call`;
  const lines = [style.bold(head), style.dim(load), ...timeline(rows, { call, style, columns })];
  return `${lines.join("\n")}\n`;
}

/** A reason that goes beyond the terminal has a line of its own. */
function timeline(
  rows: readonly TraceRow[],
  {
    call,
    style,
    columns = Number.POSITIVE_INFINITY,
  }: Pick<TraceLook, "call" | "style" | "columns">,
): string[] {
  const facts = (row: TraceRow, most: number) => [
    `  +${milliseconds(row.atMs - call.startedMs)}`,
    shorten(row.what, most),
    row.outcome,
    row.durationMs === undefined ? "" : milliseconds(row.durationMs),
  ];
  const widest = Math.max(
    ...alignRows(rows.map((row) => facts(row, 0))).map((line) => line.length),
  );
  const room = Math.min(MAX_WHAT, Math.max(MIN_WHAT, columns - widest));
  const aligned = alignRows(rows.map((row) => [...facts(row, room), "|"]));
  return rows.map(({ reason, isError }, index) => {
    const start = (aligned[index] ?? "").slice(0, -1);
    const isLong = start.length + reason.length > columns;
    const line = isLong ? `${start.trimEnd()}\n      ${reason}` : `${start}${reason}`.trimEnd();
    return isError ? style.red(line) : line;
  });
}

/** Clocks may step back, and a call can't begin before its cause. */
function milliseconds(value: number): string {
  return `${Math.max(0, value).toFixed(1)} ms`;
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(0, most - 3))}...` : text;
}
