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
} from "./store.js";

/** A store that ends with the process. */
export class MemoryStore implements Store {
  /** By skill, then by session. */
  private readonly states = new Map<string, Map<string, Uint8Array>>();
  private readonly values = new Map<string, { value: Uint8Array; skillId: string }>();
  private readonly used = new Map<string, number>();
  private readonly schedules = new Map<string, StoredSchedule[]>();
  private readonly subscriptions = new Map<string, StoredSubscription>();
  private readonly tasks = new Map<string, StoredTask>();
  private readonly batches = new Map<string, StoredBatch>();
  private readonly results = new Map<string, StoredBatchResult[]>();
  private readonly history = new Map<string, HistoryMessage[]>();
  /** By owner, then by id. */
  private readonly sessions = new Map<string, Map<string, StoredSession>>();

  commit(changes: readonly StoreChange[]): void {
    for (const change of changes) this.apply(change);
  }

  readState(skillId: string, sessionId: string): Uint8Array | undefined {
    return this.states.get(skillId)?.get(sessionId);
  }

  writeState(skillId: string, sessionId: string, state: Uint8Array): void {
    const sessions = this.states.get(skillId) ?? new Map<string, Uint8Array>();
    this.states.set(skillId, sessions);
    this.use(skillId, state.length - (sessions.get(sessionId)?.length ?? 0));
    sessions.set(sessionId, state);
  }

  readValue(key: string): Uint8Array | undefined {
    return this.values.get(key)?.value;
  }

  writeValue(key: string, value: Uint8Array, skillId: string): void {
    const before = this.values.get(key);
    if (before) this.use(before.skillId, -entryBytes(key, before.value));
    this.use(skillId, entryBytes(key, value));
    this.values.set(key, { value, skillId });
  }

  usedBytes(skillId: string, replaced: readonly Replaced[]): number {
    const gone = replaced.reduce((sum, each) => sum + this.sizeOf(skillId, each), 0);
    return (this.used.get(skillId) ?? 0) - gone;
  }

  listSchedules(skillId: string): readonly StoredSchedule[] {
    return [...(this.schedules.get(skillId) ?? [])];
  }

  listSubscriptions(skillId: string): readonly StoredSubscription[] {
    return [...this.subscriptions.values()].filter((each) => each.skillId === skillId);
  }

  listTasks(skillId?: string): readonly StoredTask[] {
    const tasks = [...this.tasks.values()];
    return skillId === undefined ? tasks : tasks.filter((task) => task.skillId === skillId);
  }

  listBatches(): readonly StoredBatch[] {
    return [...this.batches.values()];
  }

  listBatchResults(batchId: string): readonly StoredBatchResult[] {
    return [...(this.results.get(batchId) ?? [])];
  }

  readSession(owner: string, id: string): StoredSession | undefined {
    return this.sessions.get(owner)?.get(id);
  }

  listSessions(owner?: string): readonly StoredSession[] {
    if (owner !== undefined) return [...(this.sessions.get(owner)?.values() ?? [])];
    return [...this.sessions.values()].flatMap((sessions) => [...sessions.values()]);
  }

  listHistory(sessionId: string): readonly HistoryMessage[] {
    return [...(this.history.get(sessionId) ?? [])];
  }

  appendHistory(sessionId: string, message: HistoryMessage): void {
    const messages = this.history.get(sessionId) ?? [];
    this.history.set(sessionId, messages);
    messages.push(message);
  }

  /** Keys of the shared values, in order of first writing. */
  keys(): string[] {
    return [...this.values.keys()];
  }

  private apply(change: StoreChange): void {
    switch (change.kind) {
      case "state":
        this.writeState(change.skillId, change.sessionId, change.state);
        break;
      case "value":
        this.writeValue(change.key, change.value, change.skillId);
        break;
      case "add_schedule":
        this.addSchedule(change.schedule);
        break;
      case "remove_schedule":
        this.removeSchedule(change.skillId, change.id);
        break;
      case "subscribe":
        this.subscriptions.set(subscriptionKey(change.subscription), change.subscription);
        break;
      case "add_task":
        this.tasks.set(change.task.id, change.task);
        break;
      case "remove_task":
        this.tasks.delete(change.id);
        break;
      case "add_batch":
        this.batches.set(change.batch.id, change.batch);
        break;
      case "batch_result":
        this.addResult(change.result);
        break;
      case "remove_batch":
        this.batches.delete(change.id);
        this.results.delete(change.id);
        break;
      case "session":
        this.putSession(change.session);
        break;
      case "clear_session":
        this.clearSession(change.sessionId);
        break;
      case "remove_session":
        this.removeSession(change.owner, change.id);
    }
  }

  private addSchedule(schedule: StoredSchedule): void {
    const schedules = this.schedules.get(schedule.skillId) ?? [];
    this.schedules.set(schedule.skillId, schedules);
    schedules.push(schedule);
  }

  private removeSchedule(skillId: string, id: string): void {
    const schedules = this.schedules.get(skillId) ?? [];
    const at = schedules.findIndex((schedule) => schedule.id === id);
    if (at >= 0) schedules.splice(at, 1);
  }

  private addResult(result: StoredBatchResult): void {
    const results = this.results.get(result.batchId) ?? [];
    this.results.set(result.batchId, results);
    results.push(result);
  }

  private putSession(session: StoredSession): void {
    const sessions = this.sessions.get(session.owner) ?? new Map<string, StoredSession>();
    this.sessions.set(session.owner, sessions);
    sessions.set(session.id, session);
  }

  private clearSession(sessionId: string): void {
    this.history.delete(sessionId);
    for (const [skillId, sessions] of this.states) {
      this.use(skillId, -(sessions.get(sessionId)?.length ?? 0));
      sessions.delete(sessionId);
    }
  }

  private removeSession(owner: string, id: string): void {
    const sessions = this.sessions.get(owner);
    sessions?.delete(id);
    if (sessions?.size === 0) this.sessions.delete(owner);
  }

  private use(skillId: string, bytes: number): void {
    this.used.set(skillId, (this.used.get(skillId) ?? 0) + bytes);
  }

  private sizeOf(skillId: string, replaced: Replaced): number {
    if ("sessionId" in replaced) return this.readState(skillId, replaced.sessionId)?.length ?? 0;
    const stored = this.values.get(replaced.key);
    return stored?.skillId === skillId ? entryBytes(replaced.key, stored.value) : 0;
  }
}

function entryBytes(key: string, value: Uint8Array): number {
  return key.length + value.length;
}

function subscriptionKey({ topic, skillId, callback }: StoredSubscription): string {
  return JSON.stringify([topic, skillId, callback]);
}
