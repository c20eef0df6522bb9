import type { HostCall } from "../../engine/device.js";
import type { LogWriteRequest } from "../../engine/wire/system.gen.js";

export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly skillId: string;
  readonly sessionId: string;
  /** Unix time in milliseconds. */
  readonly atMs: number;
}

/** What skills have logged. */
export class Log {
  readonly lines: LogLine[] = [];
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  write({ level, message, fields }: LogWriteRequest, { skillId, sessionId }: HostCall): void {
    this.lines.push({ level, message, fields, skillId, sessionId, atMs: this.now() });
  }

  /** The texts of one level, or of all. */
  messages(level?: string): string[] {
    return this.lines
      .filter((line) => level === undefined || line.level === level)
      .map((line) => line.message);
  }

  clear(): void {
    this.lines.length = 0;
  }
}
