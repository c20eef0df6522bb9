import type { Maybe } from "./maybe.js";
import type { CallCause } from "./notice.js";

/** Whose call something goes back to: what every call that another one causes takes over from it. */
export interface StoredOrigin {
  readonly sessionId: string;
  readonly llmSessionId: string;
  readonly traceId: string;
}

/** A call of a skill's own method later. */
export interface StoredSchedule extends StoredOrigin {
  readonly id: string;
  readonly skillId: string;
  readonly method: string;
  /** The map of arguments, as MessagePack. */
  readonly payload: Uint8Array;
  /** Unix time in milliseconds. */
  readonly dueMs: number;
}

/** What becomes of a task's outcome: nothing, a call_module's callback, or a place in a batch. */
export type StoredOutcome =
  | { readonly kind: "none" }
  | {
      readonly kind: "callback";
      readonly skillId: string;
      /** "" is nobody. */
      readonly callback: string;
      readonly callCtx: string;
    }
  | {
      readonly kind: "batch";
      readonly batchId: string;
      /** Its place among the calls. */
      readonly at: number;
      /** The number that the skill gave it. */
      readonly index: number;
    };

/** A call that is owed: accepted, and not ended yet. */
export interface StoredTask extends StoredOrigin {
  readonly id: string;
  /** The skill that is called. */
  readonly skillId: string;
  readonly method: string;
  /** The map of arguments, as MessagePack. */
  readonly payload: Uint8Array;
  /** The skill that calls; "" for a callback. */
  readonly callerId: string;
  readonly cause: CallCause;
  /** Unix time in nanoseconds by which it must end; 0 is none. */
  readonly deadlineNs: number | bigint;
  /** How many calls caused each other in a row up to this one. */
  readonly hops: number;
  readonly outcome: StoredOutcome;
}

/** A batch_invoke whose callback hasn't been called. */
export interface StoredBatch extends StoredOrigin {
  readonly id: string;
  /** The skill that asked. */
  readonly skillId: string;
  readonly callback: string;
  /** Most calls at a time; 0 is unlimited. */
  readonly concurrency: number;
  /** How many calls it has. */
  readonly size: number;
  readonly hops: number;
}

/** How one call of a batch ended. */
export interface StoredBatchResult {
  readonly batchId: string;
  readonly at: number;
  readonly index: number;
  /** The result, as MessagePack; empty when it failed. */
  readonly payload: Uint8Array;
  readonly error: string;
}

/** A skill that hears the messages of a topic. */
export interface StoredSubscription extends StoredOrigin {
  /** May hold `*` and `**`. */
  readonly topic: string;
  readonly skillId: string;
  readonly callback: string;
}

export interface HistoryMessage {
  readonly role: string;
  readonly content: string;
}

/** A conversation that is listed. Its history and the states of skills stand under its id. */
export interface StoredSession {
  readonly id: string;
  /** Whose it is. */
  readonly owner: string;
  readonly agentId: string;
  /** What it is held over, as its client calls that. */
  readonly channel: string;
  /** How its first message begins; "" before there is one. */
  readonly title: string;
  /** Unix times in milliseconds. */
  readonly createdMs: number;
  readonly usedMs: number;
}

/** The state of a session, or the value of a key. */
export type Replaced = { readonly sessionId: string } | { readonly key: string };

/** One thing that a commit changes. */
export type StoreChange =
  | {
      readonly kind: "state";
      readonly skillId: string;
      readonly sessionId: string;
      readonly state: Uint8Array;
    }
  /** The skill whose value it is answers for its size. */
  | {
      readonly kind: "value";
      readonly key: string;
      /** MessagePack. */
      readonly value: Uint8Array;
      readonly skillId: string;
    }
  | { readonly kind: "add_schedule"; readonly schedule: StoredSchedule }
  | { readonly kind: "remove_schedule"; readonly skillId: string; readonly id: string }
  /** Replaces the one of the same topic, skill and callback, which keeps its place. */
  | { readonly kind: "subscribe"; readonly subscription: StoredSubscription }
  | { readonly kind: "add_task"; readonly task: StoredTask }
  | { readonly kind: "remove_task"; readonly skillId: string; readonly id: string }
  | { readonly kind: "add_batch"; readonly batch: StoredBatch }
  | { readonly kind: "batch_result"; readonly result: StoredBatchResult }
  /** With its results. */
  | { readonly kind: "remove_batch"; readonly id: string }
  /** Replaces the one of the same owner and id. */
  | { readonly kind: "session"; readonly session: StoredSession }
  /** Its history and the states of all skills in it. */
  | { readonly kind: "clear_session"; readonly sessionId: string }
  /** Takes it from the list; what stands under its id stays. */
  | { readonly kind: "remove_session"; readonly owner: string; readonly id: string };

/** What outlives a call. Bytes that it is given or gives aren't changed by anybody. */
export interface Store {
  /**
   * Makes all of the changes, or none of them and throws. Once it has returned, or its promise is
   * fulfilled, they outlive the process, if the store does.
   */
  commit(changes: readonly StoreChange[]): Maybe<void>;
  /** A skill's state in a session; undefined before the first. */
  readState(skillId: string, sessionId: string): Maybe<Uint8Array | undefined>;
  /** A value under a key that all skills share, as MessagePack. */
  readValue(key: string): Maybe<Uint8Array | undefined>;
  /** Bytes of a skill's states and of the values that it wrote last, without what is replaced. */
  usedBytes(skillId: string, replaced: readonly Replaced[]): Maybe<number>;
  /** In order of adding. */
  listSchedules(skillId: string): Maybe<readonly StoredSchedule[]>;
  /** In order of subscribing. */
  listSubscriptions(skillId: string): Maybe<readonly StoredSubscription[]>;
  /** Those that call a skill, or all; in order of adding. */
  listTasks(skillId?: string): Maybe<readonly StoredTask[]>;
  listBatches(): Maybe<readonly StoredBatch[]>;
  /** In any order. */
  listBatchResults(batchId: string): Maybe<readonly StoredBatchResult[]>;
  readSession(owner: string, id: string): Maybe<StoredSession | undefined>;
  /** Those of an owner, or all; in any order. */
  listSessions(owner?: string): Maybe<readonly StoredSession[]>;
  listHistory(sessionId: string): Maybe<readonly HistoryMessage[]>;
  appendHistory(sessionId: string, message: HistoryMessage): Maybe<void>;
}
