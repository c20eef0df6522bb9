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

export interface LogParts {
  now: () => number;
  /** Lines beyond are dropped. */
  linesPerSecond?: (call: HostCall) => number;
}

/** What skills have logged. */
export class Log {
  readonly lines: LogLine[] = [];
  /** How many lines were more than a skill may write in a second. */
  dropped = 0;
  private readonly now: () => number;
  private readonly linesPerSecond: (call: HostCall) => number;
  private readonly seconds = new Map<string, { second: number; lines: number }>();

  constructor({ now, linesPerSecond = () => Number.POSITIVE_INFINITY }: LogParts) {
    this.now = now;
    this.linesPerSecond = linesPerSecond;
  }

  write({ level, message, fields }: LogWriteRequest, call: HostCall): void {
    const { skillId, sessionId } = call;
    const atMs = this.now();
    if (this.count(skillId, atMs) > this.linesPerSecond(call)) this.dropped++;
    else this.lines.push({ level, message, fields, skillId, sessionId, atMs });
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

  /** The lines of a skill in this second. */
  private count(skillId: string, atMs: number): number {
    const second = Math.floor(atMs / 1000);
    const last = this.seconds.get(skillId);
    const lines = last?.second === second ? last.lines + 1 : 1;
    this.seconds.set(skillId, { second, lines });
    return lines;
  }
}
