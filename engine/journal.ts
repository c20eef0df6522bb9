import type { ErrorCode } from "../contract/index.js";
import type { HostCallRecord } from "./device.js";
import type { Verdict } from "./guard.js";
import type { ManifestLine } from "./permissions/decision.js";
import { type PlainLimits, type PlainValue, toPlain } from "./plain-value.js";
import type { HostFunctionName } from "./wire/host-functions.gen.js";

/** A host call that has been answered, as data that JSON keeps. */
export interface JournalEntry {
  /** Counts all host calls of an engine, from 1. */
  readonly seq: number;
  /** Unix time in milliseconds when it was answered, by the engine's clock. */
  readonly atMs: number;
  readonly skillId: string;
  /** The call of the skill in which it was made. */
  readonly requestId: string;
  readonly method: string;
  readonly sessionId: string;
  readonly name: HostFunctionName;
  /** In the form of `toPlain`; null when it couldn't be read. */
  readonly request: PlainValue;
  /** In the form of `toPlain`; null when it failed. */
  readonly answer: PlainValue;
  readonly error: { readonly message: string; readonly code: ErrorCode } | null;
  readonly allowed: boolean;
  /** What granted it, or why it was denied; "" when nothing had to. */
  readonly reason: string;
  /** The manifest's lines that granted it; the fewest that would have, when they are known. */
  readonly lines: readonly ManifestLine[];
  readonly durationMs: number;
}

/** Texts that V8 keeps in one byte for each character. */
const LATIN = /^[\0-\xff]*$/;

/** An entry whose request and answer are still the wire's. */
export type JournalRecord = Omit<JournalEntry, "seq" | "request" | "answer"> & {
  readonly request: unknown;
  readonly answer: unknown;
};

/** An entry before it has its number: data that messages between threads keep. */
export type PlainRecord = Omit<JournalEntry, "seq">;

export interface JournalLimits {
  /** Oldest entries are dropped beyond this many. Default 100,000. */
  maxEntries?: number;
  /** And beyond this size in memory, as estimated. Default 64 MiB. */
  maxBytes?: number;
  /** Kept of each text and each byte array. Default 4,096. */
  maxLength?: number;
  /** Kept of each list and map. Default 1,000. */
  maxItems?: number;
}

/** The record of every host call, oldest first. */
export class Journal {
  /** What is kept, defaults included. */
  readonly limits: Readonly<Required<JournalLimits>>;
  private readonly sizes: number[] = [];
  private kept: (JournalEntry | undefined)[] = [];
  /** Those before this one are dropped; their places are let go of in bulk. */
  private first = 0;
  private bytes = 0;
  private count = 0;

  constructor(limits: JournalLimits = {}) {
    const { maxEntries = 100_000, maxBytes = 64 * 1024 * 1024 } = limits;
    const { maxLength = 4096, maxItems = 1000 } = limits;
    this.limits = { maxEntries, maxBytes, maxLength, maxItems };
  }

  /** How many host calls there were, those dropped included. */
  get total(): number {
    return this.count;
  }

  /** How many entries were dropped to keep within the limits. */
  get dropped(): number {
    return this.count - (this.kept.length - this.first);
  }

  entries(): readonly JournalEntry[] {
    return this.kept.slice(this.first) as JournalEntry[];
  }

  /** Entries with a greater `seq`. */
  since(seq: number): readonly JournalEntry[] {
    const skipped = Math.max(0, seq - this.dropped);
    return this.kept.slice(this.first + skipped) as JournalEntry[];
  }

  record(record: JournalRecord): JournalEntry {
    return this.add(plainRecord(record, this.limits));
  }

  /** Records what `plainRecord` made. */
  add(record: PlainRecord): JournalEntry {
    const entry: JournalEntry = { ...record, seq: ++this.count };
    const size = entryBytes(entry);
    this.kept.push(entry);
    this.sizes.push(size);
    this.bytes += size;
    this.shrink();
    return entry;
  }

  /** The last entry always stays. */
  private shrink(): void {
    const { maxEntries, maxBytes } = this.limits;
    const last = this.kept.length - 1;
    while (this.first < last && (last - this.first >= maxEntries || this.bytes > maxBytes)) {
      this.bytes -= this.sizes[this.first] as number;
      this.kept[this.first++] = undefined;
    }
    if (this.first < 1024 || this.first * 2 < this.kept.length) return;
    this.kept = this.kept.slice(this.first);
    this.sizes.splice(0, this.first);
    this.first = 0;
  }
}

/** Cuts request and answer to the limits. */
export function plainRecord(record: JournalRecord, limits: PlainLimits): PlainRecord {
  const { request, answer } = record;
  return { ...record, request: toPlain(request, limits), answer: toPlain(answer, limits) };
}

/** A host call as the journal has it, with how its manifest judged it. */
export function journalRecord(
  { name, call, request, answer, error, durationMs }: HostCallRecord,
  { verdict, atMs }: { verdict: Verdict; atMs: number },
): JournalRecord {
  const { skillId, requestId, method, sessionId } = call;
  const who = { atMs, skillId, requestId, method, sessionId, name };
  return { ...who, request, answer, error: error ?? null, ...verdict, durationMs };
}

/** At least what an entry takes in memory. */
function entryBytes({ request, answer, error, reason, lines }: JournalEntry): number {
  return (
    256 +
    lines.length * 128 +
    plainBytes(request) +
    plainBytes(answer) +
    (error?.message.length ?? 0) +
    reason.length
  );
}

function plainBytes(value: PlainValue): number {
  if (typeof value === "string") return 24 + value.length * (LATIN.test(value) ? 1 : 2);
  if (typeof value !== "object" || value === null) return 8;
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + plainBytes(item), 32);
  let sum = 56;
  for (const item of Object.values(value)) sum += 8 + plainBytes(item);
  return sum;
}
