import { Journal, type JournalEntry, type PlainRecord } from "@luminarys/sdk-as/engine";

/** Shows what it gets before it hands it on. */
export class ObservedJournal extends Journal {
  private readonly inner: Journal | undefined;
  private readonly see: (record: PlainRecord) => void;

  /** Without an inner one it keeps as little as a journal can. */
  constructor(inner: Journal | undefined, see: (record: PlainRecord) => void) {
    super(inner?.limits ?? { maxEntries: 1, maxBytes: 0, maxLength: 0, maxItems: 0 });
    this.inner = inner;
    this.see = see;
  }

  override add(record: PlainRecord): JournalEntry {
    this.see(record);
    return this.inner ? this.inner.add(record) : super.add(record);
  }
}
