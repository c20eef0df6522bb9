import { HostError } from "@luminarys/sdk-as/engine";
import type { TimeLimit } from "../files/time-limit.js";

export interface ArchiveLimits {
  /** Most bytes unpacked. */
  readonly maxBytes: number;
  readonly maxEntries: number;
  /** How many times its own size an archive may unpack to, once that is more than `freeBytes`. */
  readonly maxRatio: number;
  readonly freeBytes: number;
}

export const defaultArchiveLimits: ArchiveLimits = {
  maxBytes: 2 ** 31,
  maxEntries: 100_000,
  maxRatio: 200,
  freeBytes: 64 * 1024 * 1024,
};

/** Counts what comes out of an archive. Each method throws a HostError: too much, or out of time. */
export class ArchiveMeter {
  private readonly limits: ArchiveLimits;
  private readonly archiveBytes: number;
  private readonly limit: TimeLimit;
  private bytes = 0;
  private entries = 0;

  constructor(options: { limits: ArchiveLimits; archiveBytes: number; limit: TimeLimit }) {
    this.limits = options.limits;
    this.archiveBytes = options.archiveBytes;
    this.limit = options.limit;
  }

  addEntry(): void {
    const { maxEntries } = this.limits;
    this.limit.check();
    this.entries++;
    if (this.entries > maxEntries) throw tooMuch(`it holds more than ${maxEntries} entries`);
  }

  addBytes(count: number): void {
    const { maxBytes, maxRatio, freeBytes } = this.limits;
    this.limit.check();
    this.bytes += count;
    if (this.bytes > maxBytes) throw tooMuch(`unpacked it has more than ${maxBytes} bytes`);
    if (this.bytes > freeBytes && this.bytes > maxRatio * this.archiveBytes) {
      throw tooMuch(`unpacked it is more than ${maxRatio} times as large`);
    }
  }
}

function tooMuch(reason: string): HostError {
  return new HostError(`Cannot read archive: ${reason}`, { code: "too_large" });
}
