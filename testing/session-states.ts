import { decodeMessage, encodeMessage } from "../engine/codec/message.js";
import type { Value } from "../engine/codec/value.js";
import type { MemoryStore } from "../engine/memory-store.js";

export interface StateOwner {
  /** Default: the host's first skill. */
  skill?: string;
  /** Default: the session of calls that name none. */
  sessionId?: string;
}

/** State as `marshalState` writes it. */
export interface VersionedState {
  readonly schemaVersion: number;
  readonly data: Uint8Array;
}

/** What skills keep for a session. */
export class SessionStates {
  private readonly store: MemoryStore;
  private readonly firstSkill: string;

  constructor(store: MemoryStore, firstSkill: string) {
    this.store = store;
    this.firstSkill = firstSkill;
  }

  /** The bytes that the skill keeps; undefined before it kept any. */
  bytes({ skill = this.firstSkill, sessionId = "" }: StateOwner = {}): Uint8Array | undefined {
    return this.store.readState(skill, sessionId);
  }

  /** The same as text. */
  text(owner?: StateOwner): string | undefined {
    const bytes = this.bytes(owner);
    return bytes && new TextDecoder().decode(bytes);
  }

  /** The same decoded from MessagePack. Throws a DecodeError when it is something else. */
  value(owner?: StateOwner): Value | undefined {
    const bytes = this.bytes(owner);
    return bytes && decodeMessage(bytes);
  }

  /** What `marshalState` has wrapped. Throws a DecodeError for other state. */
  versioned(owner?: StateOwner): VersionedState | undefined {
    const value = this.value(owner) as { schema_version: number; data: Uint8Array } | undefined;
    return value && { schemaVersion: value.schema_version, data: value.data };
  }

  /** Puts bytes there before a call; anything else is stored as MessagePack. */
  set(value: unknown, { skill = this.firstSkill, sessionId = "" }: StateOwner = {}): void {
    const bytes = value instanceof Uint8Array ? value : encodeMessage(value);
    this.store.writeState(skill, sessionId, bytes);
  }

  /** Wraps data as `marshalState` does, such as that of an older version. */
  setVersioned({ schemaVersion, data }: VersionedState, owner?: StateOwner): void {
    this.set({ schema_version: schemaVersion, data }, owner);
  }
}
