import type { LogLevel } from "./log-line.js";
import type { LogRecord } from "./log-record.js";

/** As pino numbers them, so that its tools read these lines. */
const levels: Readonly<Record<LogLevel, number>> = { debug: 20, info: 30, warn: 40, error: 50 };

/**
 * `{"level":30,"time":1767355200250,"name":"skill","skill":"notes","fields":{...},"msg":"..."}`. `name`
 * is "skill" for what a skill has logged, else "host". What is unknown or empty is left out. Fields
 * stay below `fields`, where they stand for nothing else.
 */
export function printJsonLine(record: LogRecord, atMs: number): string {
  const { level, message, fields = {}, skillId, requestId, traceId, sessionId } = record;
  return JSON.stringify({
    level: levels[level],
    time: atMs,
    name: record.fromSkill ? "skill" : "host",
    skill: skillId || undefined,
    request_id: requestId || undefined,
    trace_id: traceId || undefined,
    session_id: sessionId || undefined,
    fields: Object.keys(fields).length > 0 ? fields : undefined,
    msg: message,
  });
}
