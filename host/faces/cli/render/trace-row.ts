import {
  type JournalEntry,
  type Manifest,
  maskValues,
  type PlainValue,
  type StoreChange,
} from "@luminarys/sdk-as/engine";
import { maskPlain } from "../../../mask-notice.js";
import type { CallEffect } from "../stored/call-effects.js";
import { printLater } from "../stored/print-later.js";
import { harmless } from "../style.js";
import { maskHeaders } from "./mask-headers.js";

/** A line of a trace; texts as they are shown, except for their length. */
export interface TraceRow {
  /** Unix time in milliseconds at which it began. */
  readonly atMs: number;
  readonly what: string;
  readonly outcome: string;
  readonly durationMs?: number;
  readonly reason: string;
  readonly isError: boolean;
}

export function hostCallRow(entry: JournalEntry, env: Manifest["env"]): TraceRow {
  const { name, request, atMs, durationMs, allowed, error, reason } = entry;
  const shown = printRequest(maskPlain(maskHeaders(request), env));
  const told = error && allowed ? error.message : reason;
  return {
    atMs: atMs - durationMs,
    what: oneLine(`${name} ${shown}`),
    outcome: allowed ? (error?.code ?? "ok") : "denied",
    durationMs,
    reason: harmless(maskValues(told, env)),
    isError: error !== null,
  };
}

/** What an answer asked for; undefined for what only ends something. */
export function effectRow({ atMs, change }: CallEffect): TraceRow | undefined {
  const told = describe(change, atMs);
  if (told === undefined) return undefined;
  const [what, outcome, reason = ""] = told;
  return { atMs, what: oneLine(what), outcome, reason: harmless(reason), isError: false };
}

type Told = readonly [what: string, outcome: string, reason?: string];

function describe(change: StoreChange, atMs: number): Told | undefined {
  switch (change.kind) {
    case "state":
      return [`state of session ${change.sessionId}`, "stored", bytes(change.state)];
    case "value":
      return [`value ${change.key}`, "stored", bytes(change.value)];
    case "add_schedule": {
      const { method, dueMs } = change.schedule;
      return [`schedule ${method}`, "stored", `due ${printLater(dueMs, atMs)}`];
    }
    case "subscribe": {
      const { topic, callback } = change.subscription;
      return [`subscribe ${topic}`, "stored", `calls ${callback}`];
    }
    case "add_task": {
      const { cause, skillId, method } = change.task;
      return [`${cause === "command" ? "call" : cause} ${skillId}/${method}`, "queued"];
    }
    default:
      return undefined;
  }
}

function bytes({ length }: Uint8Array): string {
  return length === 1 ? "1 byte" : `${length} bytes`;
}

function oneLine(text: string): string {
  return harmless(text).replaceAll("\n", " ").trimEnd();
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
