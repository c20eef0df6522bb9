import { HostError } from "../errors.js";

const MIB = 1024 * 1024;
/** However large a skill is: the answer is in the host's memory first. */
const most = { lines: 384 * MIB, entries: 128 * MIB, hits: 128 * MIB };

/**
 * What things take in a skill's memory until its call ends, in bytes: as they come and once they are
 * decoded. An ASCII text is there once in UTF-8 and once in UTF-16.
 */
const TEXT_BYTES = 3;
const ENTRY_BYTES = 128;
const LINE_BYTES = 40;
const HIT_BYTES = 248;
const RANGE_BYTES = 72;

/** How large a file may be that a skill reads at once: its bytes are there as they come, and as its own. */
export function mostFileBytes(memoryMb: number): number {
  return Math.floor((memoryMb * MIB) / 3);
}

/** Throws a HostError when so many bytes of a file are more than a skill can take. */
export function demandFit(
  bytes: number,
  { action, maxBytes }: { readonly action: string; readonly maxBytes: number },
): void {
  if (bytes <= maxBytes) return;
  const reason = `${bytes} bytes are more than the ${maxBytes} that fit into the skill's memory`;
  const hint = "read a part of its lines, or raise limits.memory_mb";
  throw new HostError(`Cannot ${action}: ${reason}. Hint: ${hint}`, { code: "too_large" });
}

export interface AnswerRoomOptions {
  /** Stands after `Cannot`. */
  readonly action: string;
  /** The manifest's `limits.memory_mb`. */
  readonly memoryMb: number;
  readonly of: "lines" | "entries" | "hits";
}

/** How much one host call may answer: three quarters of the skill's memory, once it is decoded there. */
export class AnswerRoom {
  private readonly action: string;
  private readonly maxBytes: number;
  private left: number;

  constructor({ action, memoryMb, of }: AnswerRoomOptions) {
    this.action = action;
    this.maxBytes = Math.min(Math.floor((memoryMb * MIB * 3) / 4), most[of]);
    this.left = this.maxBytes;
  }

  /** A name or path of a list. Throws a HostError when there is no room, as the others do. */
  takeEntry(name: string): void {
    this.take(ENTRY_BYTES + TEXT_BYTES * name.length);
  }

  /** Text in UTF-8 of a line or hit that is taken beside it. */
  takeText(bytes: number): void {
    this.take(TEXT_BYTES * bytes);
  }

  takeLine(): void {
    this.take(LINE_BYTES);
  }

  /** A line that matches, and in how many places. */
  takeHit(ranges: number): void {
    this.take(HIT_BYTES + RANGE_BYTES * ranges);
  }

  private take(bytes: number): void {
    this.left -= bytes;
    if (this.left >= 0) return;
    const reason = `the answer takes more than ${this.maxBytes} bytes of the skill's memory`;
    const hint = "ask for less at once, or raise limits.memory_mb";
    throw new HostError(`Cannot ${this.action}: ${reason}. Hint: ${hint}`, { code: "too_large" });
  }
}
