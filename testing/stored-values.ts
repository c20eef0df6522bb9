import { decodeMessage, encodeMessage } from "../engine/codec/message.js";
import type { Value } from "../engine/codec/value.js";
import type { MemoryStore } from "../engine/memory-store.js";

/** The values that all skills share by key. */
export class StoredValues {
  private readonly store: MemoryStore;

  constructor(store: MemoryStore) {
    this.store = store;
  }

  /** In order of first writing. */
  get keys(): string[] {
    return this.store.keys();
  }

  has(key: string): boolean {
    return this.store.readValue(key) !== undefined;
  }

  /** Undefined when there is none. */
  get(key: string): Value | undefined {
    const bytes = this.store.readValue(key);
    return bytes && decodeMessage(bytes);
  }

  set(key: string, value: unknown): void {
    this.store.writeValue(key, encodeMessage(value), "");
  }
}
