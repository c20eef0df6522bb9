import type { LogLine } from "../devices/log.js";
import { listed, type MatcherContext, type MatcherOutcome, showValue } from "./matcher.js";
import { logOf } from "./received.js";
import { matchesText, showText } from "./text-pattern.js";

/** Looks into messages and into fields, their names and values: what is logged is logged. */
export function toHaveLogged(
  this: MatcherContext,
  received: unknown,
  text: string | RegExp,
  level?: string,
): MatcherOutcome {
  const lines = logOf(received, "toHaveLogged");
  const pass = lines.some(
    (line) =>
      (level === undefined || line.level === level) &&
      textsOf(line).some((each) => matchesText(each, text)),
  );
  const shown = lines.map((line) => showLine(this, line));
  const wanted = `${level === undefined ? "" : `${level} `}line with ${showText(text)}`;
  const message = () => listed(`Expected ${pass ? "no" : "a"} ${wanted} in the log:`, shown);
  return { pass, message };
}

function textsOf({ message, fields }: LogLine): string[] {
  return [message, ...leavesOf(fields)];
}

function leavesOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  if (value instanceof Uint8Array) return [new TextDecoder().decode(value)];
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return entries.flatMap(([key, each]) => [String(key), ...leavesOf(each)]);
}

function showLine(context: MatcherContext, { level, message, fields }: LogLine): string {
  const line = `${level} ${message}`;
  return Object.keys(fields).length === 0 ? line : `${line} ${showValue(context, fields)}`;
}
