import type { JournalEntry, PlainValue } from "@luminarys/sdk-as/engine";
import { harmless, type Style } from "../style.js";
import { alignRows } from "../table.js";

const MAX_REQUEST = 72;

export interface TracedCall {
  readonly title: string;
  /** Unix time in milliseconds. */
  readonly startedMs: number;
  readonly durationMs: number;
}

/** The host calls of a call, as a timeline: when, what, how long, and what allowed or denied it. */
export function renderTrace(
  entries: readonly JournalEntry[],
  { call, style }: { call: TracedCall; style: Style },
): string {
  const rows = entries.map((entry) => [
    `  +${milliseconds(entry.atMs - entry.durationMs - call.startedMs)}`,
    `${entry.name} ${shorten(harmless(printRequest(entry.request)))}`.trimEnd(),
    outcomeOf(entry),
    milliseconds(entry.durationMs),
    harmless(reasonOf(entry)),
  ]);
  const lines = alignRows(rows).map((row, index) => {
    const entry = entries[index];
    return entry?.error ? style.red(row) : row;
  });
  const count = entries.length === 1 ? "1 host call" : `${entries.length} host calls`;
  const head = `${harmless(call.title)}  ${milliseconds(call.durationMs)}, ${count}`;
  return `${[style.bold(head), ...lines].join("\n")}\n`;
}

function outcomeOf({ allowed, error }: JournalEntry): string {
  if (!allowed) return "denied";
  return error ? error.code : "ok";
}

function reasonOf({ allowed, error, reason }: JournalEntry): string {
  return error && allowed ? error.message : reason;
}

/** Clocks may step back, and a call can't begin before its cause. */
function milliseconds(value: number): string {
  return `${Math.max(0, value).toFixed(1)} ms`;
}

/** Keys and values; those that say nothing are left out. */
function printRequest(request: PlainValue): string {
  if (typeof request !== "object" || request === null || Array.isArray(request)) {
    return request === null ? "" : JSON.stringify(request);
  }
  const entries = Object.entries(request).filter(([, value]) => saysSomething(value));
  const [first] = entries;
  if (entries.length === 1 && typeof first?.[1] === "string") return first[1];
  return entries.map(([key, value]) => `${key}=${printValue(value)}`).join(" ");
}

function saysSomething(value: PlainValue): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== null && value !== "" && value !== 0 && value !== false;
}

function printValue(value: PlainValue): string {
  if (typeof value === "string") return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
  if (typeof value === "object" && value !== null && "$bytes" in value) {
    return `${String(value.$bytes)} bytes`;
  }
  return JSON.stringify(value);
}

function shorten(text: string): string {
  const line = text.replaceAll("\n", " ");
  return line.length > MAX_REQUEST ? `${line.slice(0, MAX_REQUEST)}...` : line;
}
