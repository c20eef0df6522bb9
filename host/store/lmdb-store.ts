import type {
  HistoryMessage,
  Replaced,
  Store,
  StoreChange,
  StoredBatch,
  StoredBatchResult,
  StoredSchedule,
  StoredSession,
  StoredSubscription,
  StoredTask,
} from "@luminarys/sdk-as/engine";
import type { Key, RootDatabase } from "lmdb";
import { type OpenedDatabase, openDatabase } from "./open-database.js";
import { keyRange, recordKey, withinPart } from "./record-key.js";
import { StoreError } from "./store-error.js";
import { Table, type Write } from "./tables.js";
import { type Sized, Usage } from "./usage.js";
import { writeError } from "./write-error.js";

export interface LmdbStoreOptions {
  /** A folder of its own; made when it isn't there. */
  readonly path: string;
  /**
   * What an acknowledged write survives: the machine's end (each commit waits for the disk), or the
   * process's alone. Default `machine`.
   */
  readonly survives?: "machine" | "process";
  /** Whether it is closed soon, so that others may wait for it. */
  readonly isBrief?: boolean;
}

interface Additions {
  readonly changes: readonly StoreChange[];
  readonly history: readonly HistoryRecord[];
}

/** Told how a commit ended. */
type Settle = (isStored: boolean) => void;

interface StateRecord {
  skillId: string;
  sessionId: string;
  state: Uint8Array;
}

interface ValueRecord {
  key: string;
  value: Uint8Array;
  skillId: string;
}

export type HistoryRecord = HistoryMessage & { sessionId: string };

/** Says in which order records were added. */
type Ordered<T> = T & { seq: number };

/** Opens the store in a folder. Throws a StoreError. */
export function openLmdbStore(options: LmdbStoreOptions): Promise<LmdbStore> {
  return openDatabase(options).then((opened) => new LmdbStore(opened, options.path));
}

/** A store on disk. Each commit is one transaction; what it answered survives the process. */
export class LmdbStore implements Store {
  private readonly root: RootDatabase<Uint8Array, Key>;
  private readonly states: Table<StateRecord>;
  private readonly values: Table<ValueRecord>;
  private readonly schedules: Table<Ordered<StoredSchedule>>;
  private readonly subscriptions: Table<Ordered<StoredSubscription>>;
  private readonly tasks: Table<Ordered<StoredTask>>;
  private readonly batches: Table<StoredBatch>;
  private readonly results: Table<StoredBatchResult>;
  private readonly sessions: Table<StoredSession>;
  private readonly history: Table<Ordered<HistoryRecord>>;
  private readonly usage = new Usage();
  private readonly path: string;
  private readonly release: () => void;
  private seq: number;
  private closed = false;

  constructor({ root, firstSeq, release }: OpenedDatabase, path: string) {
    this.root = root;
    this.path = path;
    this.seq = firstSeq;
    this.release = release;
    this.states = new Table(root, "state");
    this.values = new Table(root, "value");
    this.schedules = new Table(root, "schedule");
    this.subscriptions = new Table(root, "subscription");
    this.tasks = new Table(root, "task");
    this.batches = new Table(root, "batch");
    this.results = new Table(root, "result");
    this.sessions = new Table(root, "session");
    this.history = new Table(root, "history");
    for (const { value } of this.states.entries()) this.usage.add(sizeOfState(value));
    for (const { value } of this.values.entries()) this.usage.add(sizeOfValue(value));
  }

  /** One transaction. Rejects with a StoreError, and nothing of it is stored then. */
  commit(changes: readonly StoreChange[]): Promise<void> {
    return this.add({ changes, history: [] });
  }

  /** The same with messages of histories. */
  async add({ changes, history }: Additions): Promise<void> {
    if (this.closed) {
      throw new StoreError(`Cannot write store "${this.path}": it is closed`, { code: "closed" });
    }
    const settled: Settle[] = [];
    let isStored = false;
    try {
      const writes = changes.flatMap((change) => this.plan(change, settled));
      await this.write([...writes, ...history.map((message) => this.putMessage(message))]);
      isStored = true;
    } finally {
      for (const settle of settled) settle(isStored);
    }
  }

  readState(skillId: string, sessionId: string): Uint8Array | undefined {
    return this.states.get(recordKey(skillId, sessionId))?.state;
  }

  readValue(key: string): Uint8Array | undefined {
    return this.values.get(recordKey(key))?.value;
  }

  usedBytes(skillId: string, replaced: readonly Replaced[]): number {
    const gone = replaced.map((each) =>
      "key" in each ? this.valueSize(each.key) : this.stateSize(skillId, each.sessionId),
    );
    const own = gone.filter((each) => each?.skillId === skillId);
    return own.reduce((sum, each) => sum - (each?.bytes ?? 0), this.usage.of(skillId));
  }

  listSchedules(skillId: string): readonly StoredSchedule[] {
    return inOrder(this.schedules.list(keyRange(skillId)));
  }

  listSubscriptions(skillId: string): readonly StoredSubscription[] {
    return inOrder(this.subscriptions.list(keyRange(skillId)));
  }

  listTasks(skillId?: string): readonly StoredTask[] {
    return inOrder(this.tasks.list(skillId === undefined ? {} : keyRange(skillId)));
  }

  listBatches(): readonly StoredBatch[] {
    return this.batches.list();
  }

  listBatchResults(batchId: string): readonly StoredBatchResult[] {
    return this.results.list(keyRange(batchId));
  }

  readSession(owner: string, id: string): StoredSession | undefined {
    return this.sessions.get(recordKey(owner, id));
  }

  listSessions(owner?: string): readonly StoredSession[] {
    return this.sessions.list(owner === undefined ? {} : keyRange(owner));
  }

  listHistory(sessionId: string): readonly HistoryMessage[] {
    const records = this.history.list(keyRange(sessionId));
    return records.map(({ role, content }) => ({ role, content }));
  }

  appendHistory(sessionId: string, { role, content }: HistoryMessage): Promise<void> {
    return this.add({ changes: [], history: [{ sessionId, role, content }] });
  }

  /** Waits for what was committed, and closes the files; nothing may be read any more. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.root.close();
    this.release();
  }

  private async write(writes: readonly Write[]): Promise<void> {
    try {
      await this.root.batch(() => {
        for (const write of writes) write();
      });
    } catch (thrown) {
      throw await writeError(this.path, thrown);
    }
  }

  private plan(change: StoreChange, settled: Settle[]): readonly Write[] {
    switch (change.kind) {
      case "state":
        return [this.putState(change, settled)];
      case "value":
        return [this.putValue(change, settled)];
      case "add_schedule": {
        const { skillId, id } = change.schedule;
        return [this.schedules.put(recordKey(skillId, id), this.ordered(change.schedule))];
      }
      case "remove_schedule":
        return [this.schedules.remove(recordKey(change.skillId, change.id))];
      case "subscribe":
        return [this.putSubscription(change.subscription)];
      case "add_task": {
        const { skillId, id } = change.task;
        return [this.tasks.put(recordKey(skillId, id), this.ordered(change.task))];
      }
      case "remove_task":
        return [this.tasks.remove(recordKey(change.skillId, change.id))];
      case "add_batch":
        return [this.batches.put(recordKey(change.batch.id), change.batch)];
      case "batch_result": {
        const { batchId, at } = change.result;
        return [this.results.put(recordKey(batchId, at), change.result)];
      }
      case "remove_batch":
        return this.removeBatch(change.id);
      case "session": {
        const { owner, id } = change.session;
        return [this.sessions.put(recordKey(owner, id), change.session)];
      }
      case "clear_session":
        return this.clearSession(change.sessionId, settled);
      case "remove_session":
        return [this.sessions.remove(recordKey(change.owner, change.id))];
    }
  }

  private putMessage(message: HistoryRecord): Write {
    const record = this.ordered(message);
    return this.history.put(recordKey(message.sessionId, record.seq), record);
  }

  private putState({ skillId, sessionId, state }: StateRecord, settled: Settle[]): Write {
    const record = { skillId, sessionId, state };
    const stored = this.storedStateSize(skillId, sessionId);
    const name = nameOf("state", skillId, sessionId);
    settled.push(this.usage.replace(name, { stored, after: sizeOfState(record) }));
    return this.states.put(recordKey(skillId, sessionId), record);
  }

  private putValue({ key, value, skillId }: ValueRecord, settled: Settle[]): Write {
    const record = { key, value, skillId };
    const stored = this.storedValueSize(key);
    const after = sizeOfValue(record);
    settled.push(this.usage.replace(nameOf("value", key), { stored, after }));
    return this.values.put(recordKey(key), record);
  }

  private putSubscription(subscription: StoredSubscription): Write {
    const { topic, skillId, callback } = subscription;
    const key = recordKey(skillId, JSON.stringify([topic, callback]));
    const seq = this.subscriptions.get(key)?.seq ?? this.seq++;
    return this.subscriptions.put(key, { ...subscription, seq });
  }

  /** Its results may be on their way yet: all that there can be are removed. */
  private removeBatch(id: string): Write[] {
    const size = this.batches.get(recordKey(id))?.size ?? 0;
    const results = Array.from({ length: size }, (_, at) => this.results.remove(recordKey(id, at)));
    return [...results, this.batches.remove(recordKey(id))];
  }

  private clearSession(sessionId: string, settled: Settle[]): Write[] {
    const messages = [...this.history.keys(keyRange(sessionId))];
    const states = [...this.states.firstParts()].flatMap((skill) => {
      const key = withinPart(skill, sessionId);
      const stored = this.states.get(key);
      if (!stored) return [];
      const after = { skillId: stored.skillId, bytes: 0 };
      const name = nameOf("state", stored.skillId, sessionId);
      settled.push(this.usage.replace(name, { stored: sizeOfState(stored), after }));
      return [this.states.remove(key)];
    });
    return [...messages.map((key) => this.history.remove(key)), ...states];
  }

  private stateSize(skillId: string, sessionId: string): Sized | undefined {
    const pending = this.usage.pendingOf(nameOf("state", skillId, sessionId));
    return pending ?? this.storedStateSize(skillId, sessionId);
  }

  private storedStateSize(skillId: string, sessionId: string): Sized | undefined {
    const stored = this.states.get(recordKey(skillId, sessionId));
    return stored && sizeOfState(stored);
  }

  private valueSize(key: string): Sized | undefined {
    return this.usage.pendingOf(nameOf("value", key)) ?? this.storedValueSize(key);
  }

  private storedValueSize(key: string): Sized | undefined {
    const stored = this.values.get(recordKey(key));
    return stored && sizeOfValue(stored);
  }

  private ordered<T>(record: T): Ordered<T> {
    return { ...record, seq: this.seq++ };
  }
}

function inOrder<T extends object>(records: readonly Ordered<T>[]): T[] {
  const sorted = [...records].sort((a, b) => a.seq - b.seq);
  return sorted.map(({ seq: _, ...record }) => record as unknown as T);
}

function sizeOfState({ skillId, state }: StateRecord): Sized {
  return { skillId, bytes: state.length };
}

function sizeOfValue({ key, value, skillId }: ValueRecord): Sized {
  return { skillId, bytes: key.length + value.length };
}

function nameOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}
