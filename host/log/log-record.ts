import type { LogLine } from "./log-line.js";

/** A line of the host's log: what a skill has logged, or what the host says, perhaps of a skill. */
export type LogRecord = Pick<LogLine, "level" | "message"> &
  Partial<Pick<LogLine, "fields" | "skillId" | "requestId" | "traceId" | "sessionId" | "atMs">> & {
    /** Whether the skill itself has logged it. */
    readonly fromSkill?: boolean;
  };
