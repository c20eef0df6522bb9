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

/** No system takes a longer path. */
const MAX_NAME_LENGTH = 4096;
const MAX_DEPTH = 256;
const READ = "read archive";
const MAX_NAMES_LENGTH = 32 * 1024 * 1024;

/** Counts what comes out of an archive. Each method throws a HostError: too much, or out of time. */
export class ArchiveMeter {
  private readonly limits: ArchiveLimits;
  private readonly archiveBytes: number;
  private readonly limit: TimeLimit;
  private bytes = 0;
  private entries = 0;
  private nameLength = 0;

  constructor(options: { limits: ArchiveLimits; archiveBytes: number; limit: TimeLimit }) {
    this.limits = options.limits;
    this.archiveBytes = options.archiveBytes;
    this.limit = options.limit;
  }

  addEntry(name: string): void {
    const { maxEntries } = this.limits;
    this.limit.check();
    this.entries++;
    this.nameLength += name.length;
    if (this.entries > maxEntries) throw tooManyEntries(maxEntries);
    if (this.nameLength > MAX_NAMES_LENGTH) throw tooMuch("its names are longer than 32 MiB");
    demandName(name);
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

/** Longer ones are only made to be a burden. Throws a HostError. */
export function demandName(name: string, action = READ): void {
  if (name.length > MAX_NAME_LENGTH) {
    throw tooMuch(`a name in it is longer than ${MAX_NAME_LENGTH} characters`, action);
  }
  if (name.split("/").length > MAX_DEPTH) {
    throw tooMuch(`a name in it is deeper than ${MAX_DEPTH} directories`, action);
  }
}

export function tooManyEntries(most: number): HostError {
  return tooMuch(`it holds more than ${most} entries`);
}

function tooMuch(reason: string, action = READ): HostError {
  return new HostError(`Cannot ${action}: ${reason}`, { code: "too_large" });
}
