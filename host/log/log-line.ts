import type { PlainValue } from "@luminarys/sdk-as/engine";

export const logLevels = ["debug", "info", "warn", "error"] as const;

export type LogLevel = (typeof logLevels)[number];

/** What a skill logs, as data that JSON and messages between threads keep. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, PlainValue>>;
  readonly skillId: string;
  readonly requestId: string;
  readonly traceId: string;
  readonly sessionId: string;
  /** Unix time in milliseconds. */
  readonly atMs: number;
}
