import type { Maybe } from "./maybe.js";

/** A call of a skill's own method later. */
export interface StoredSchedule {
  readonly id: string;
  readonly skillId: string;
  readonly method: string;
  /** The map of arguments, as MessagePack. */
  readonly payload: Uint8Array;
  /** Unix time in milliseconds. */
  readonly dueMs: number;
  readonly sessionId: string;
  readonly llmSessionId: string;
  readonly traceId: string;
}

export interface HistoryMessage {
  readonly role: string;
  readonly content: string;
}

/** The state of a session, or the value of a key. */
export type Replaced = { readonly sessionId: string } | { readonly key: string };

/** What outlives a call. Bytes that it is given or gives aren't changed by anybody. */
export interface Store {
  /** A skill's state in a session; undefined before the first. */
  readState(skillId: string, sessionId: string): Maybe<Uint8Array | undefined>;
  writeState(skillId: string, sessionId: string, state: Uint8Array): Maybe<void>;
  /** A value under a key that all skills share, as MessagePack. */
  readValue(key: string): Maybe<Uint8Array | undefined>;
  /** The skill whose value it is answers for its size. */
  writeValue(key: string, value: Uint8Array, skillId: string): Maybe<void>;
  /** Bytes of a skill's states and of the values that it wrote last, without what is replaced. */
  usedBytes(skillId: string, replaced: Replaced): Maybe<number>;
  /** In order of adding. */
  listSchedules(skillId: string): Maybe<readonly StoredSchedule[]>;
  addSchedule(schedule: StoredSchedule): Maybe<void>;
  removeSchedule(skillId: string, id: string): Maybe<void>;
  listHistory(sessionId: string): Maybe<readonly HistoryMessage[]>;
  appendHistory(sessionId: string, message: HistoryMessage): Maybe<void>;
}
