import { type LogLevel, logLevels } from "./log-line.js";
import type { LogRecord } from "./log-record.js";
import { printJsonLine } from "./print-json-line.js";
import { printPrettyLine } from "./print-pretty-line.js";

/** Where lines go: the error output, since the output belongs to protocols and results. */
export interface LogStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface LogPrinterOptions {
  /** Lines for people, or JSON; by default JSON unless the stream is a terminal. */
  readonly format?: "pretty" | "json" | undefined;
  /** The least level that the host's own lines have. */
  readonly level: LogLevel;
  /** The same for what skills log. Default: `level`. */
  readonly skillLevel?: LogLevel | "off";
  readonly stream: LogStream;
  /** Read for NO_COLOR and FORCE_COLOR. Default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Unix time in milliseconds, for lines that bring none. */
  readonly now?: () => number;
}

export type LogPrinter = (record: LogRecord) => void;

/** Prints each record as one line, whatever it holds. */
export function createLogPrinter(options: LogPrinterOptions): LogPrinter {
  const { level, skillLevel = level, stream, env = process.env, now = Date.now } = options;
  const format = options.format ?? (stream.isTTY ? "pretty" : "json");
  const isColoured = wantsColour(stream, env);
  return (record) => {
    const least = record.fromSkill ? skillLevel : level;
    if (least === "off" || !reaches(record.level, least)) return;
    const { atMs = now() } = record;
    const line =
      format === "json"
        ? printJsonLine(record, atMs)
        : printPrettyLine(record, { atMs, isColoured });
    stream.write(`${line}\n`);
  };
}

function reaches(level: LogLevel, least: LogLevel): boolean {
  return logLevels.indexOf(level) >= logLevels.indexOf(least);
}

/** NO_COLOR and FORCE_COLOR win over the kind of stream. */
function wantsColour(
  { isTTY = false }: LogStream,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== "0";
  return isTTY && env.TERM !== "dumb";
}
