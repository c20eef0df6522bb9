import { MemoryStore } from "../engine/memory-store.js";

export interface StateWrite {
  readonly skillId: string;
  readonly sessionId: string;
  readonly state: Uint8Array;
}

/** A store that remembers every state that was written. */
export class WatchedStore extends MemoryStore {
  readonly writes: StateWrite[] = [];

  override writeState(skillId: string, sessionId: string, state: Uint8Array): void {
    super.writeState(skillId, sessionId, state);
    this.writes.push({ skillId, sessionId, state });
  }
}
