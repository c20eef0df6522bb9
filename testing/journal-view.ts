import type { Journal, JournalEntry } from "../engine/journal.js";
import type { HostFunctionName } from "../engine/wire/host-functions.gen.js";
import { demandHostFunction } from "./host-function.js";

/** What skills have asked the host for, oldest first. */
export class JournalView {
  private readonly journal: Journal;

  constructor(journal: Journal) {
    this.journal = journal;
  }

  get entries(): readonly JournalEntry[] {
    return this.journal.entries();
  }

  /** The calls of a host function, or all. Throws a TypeError for an unknown name. */
  calls(name?: HostFunctionName): readonly JournalEntry[] {
    if (name !== undefined) demandHostFunction(name, "list host calls");
    return this.entries.filter((entry) => name === undefined || entry.name === name);
  }

  /** Those that a manifest refused. */
  get denied(): readonly JournalEntry[] {
    return this.entries.filter(({ allowed }) => !allowed);
  }

  /** Host calls so far, those dropped to keep within the limits included. */
  get total(): number {
    return this.journal.total;
  }

  since(seq: number): readonly JournalEntry[] {
    return this.journal.since(seq);
  }
}
