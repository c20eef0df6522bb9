import type { HistoryMessage, Replaced, Store, StoredSchedule } from "./store.js";

/** A store that ends with the process. */
export class MemoryStore implements Store {
  /** By skill, then by session. */
  private readonly states = new Map<string, Map<string, Uint8Array>>();
  private readonly values = new Map<string, { value: Uint8Array; skillId: string }>();
  private readonly used = new Map<string, number>();
  private readonly schedules = new Map<string, StoredSchedule[]>();
  private readonly history = new Map<string, HistoryMessage[]>();

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

  usedBytes(skillId: string, replaced: Replaced): number {
    return (this.used.get(skillId) ?? 0) - this.sizeOf(skillId, replaced);
  }

  listSchedules(skillId: string): readonly StoredSchedule[] {
    return [...(this.schedules.get(skillId) ?? [])];
  }

  addSchedule(schedule: StoredSchedule): void {
    const schedules = this.schedules.get(schedule.skillId) ?? [];
    this.schedules.set(schedule.skillId, schedules);
    schedules.push(schedule);
  }

  removeSchedule(skillId: string, id: string): void {
    const schedules = this.schedules.get(skillId) ?? [];
    const at = schedules.findIndex((schedule) => schedule.id === id);
    if (at >= 0) schedules.splice(at, 1);
  }

  listHistory(sessionId: string): readonly HistoryMessage[] {
    return [...(this.history.get(sessionId) ?? [])];
  }

  appendHistory(sessionId: string, message: HistoryMessage): void {
    this.history.set(sessionId, [...this.listHistory(sessionId), message]);
  }

  /** Keys of the shared values, in order of first writing. */
  keys(): string[] {
    return [...this.values.keys()];
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
