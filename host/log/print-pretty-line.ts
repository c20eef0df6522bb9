import { styleText } from "node:util";
import { escapeText } from "./escape-text.js";
import type { LogLevel } from "./log-line.js";
import type { LogRecord } from "./log-record.js";

type Format = Parameters<typeof styleText>[0];

const colours: Readonly<Record<LogLevel, Format>> = {
  debug: "dim",
  info: "green",
  warn: "yellow",
  error: "red",
};

export interface PrettyOptions {
  readonly atMs: number;
  readonly isColoured: boolean;
}

/**
 * `12:00:00.250 INFO  notes  message  key=value`, all of it one line; the time is UTC. What the host
 * says itself is from `(host)`, which no skill's id can be.
 */
export function printPrettyLine(record: LogRecord, { atMs, isColoured }: PrettyOptions): string {
  const { level, message, fields = {} } = record;
  const paint = (format: Format, text: string) =>
    isColoured ? styleText(format, text, { validateStream: false }) : text;
  const time = new Date(atMs).toISOString().slice(11, 23);
  const pairs = Object.entries(fields).map(
    ([name, value]) => `${paint("dim", `${printName(name)}=`)}${escapeText(JSON.stringify(value))}`,
  );
  return [
    `${paint("dim", time)} ${paint(colours[level], level.toUpperCase().padEnd(5))}`,
    paint("bold", sourceOf(record)),
    escapeText(message),
    ...pairs,
  ].join("  ");
}

function sourceOf({ fromSkill, skillId = "" }: LogRecord): string {
  if (fromSkill) return skillId;
  return skillId === "" ? "(host)" : `(host) ${skillId}`;
}

/** A name that could be taken for something else is quoted. */
function printName(name: string): string {
  return /^[\w.$-]+$/.test(name) ? name : escapeText(JSON.stringify(name));
}
