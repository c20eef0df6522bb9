import { setTimeout } from "node:timers/promises";
import { MemoryStore, type Store } from "@luminarys/sdk-as/engine";
import { type StorePlace, storeFolder } from "../config/store-folder.js";
import { isHeldForLong } from "./lock-folder.js";
import { StoreError } from "./store-error.js";

export interface HostStore {
  readonly store: Store;
  /** Lets others open it; to be called once its host has stopped. */
  close(): Promise<void>;
}

/** Between two attempts to open what another process has. */
const RETRY_MS = 50;

export interface OpenStoreOptions {
  /** Given by who lets go of it soon: how long it waits for others that do so too. */
  readonly waitMs?: number;
}

/** Opens a host's store, which is in memory without a host.yaml. Rejects with a StoreError. */
export async function openHostStore(
  place: StorePlace,
  { waitMs }: OpenStoreOptions = {},
): Promise<HostStore> {
  const path = storeFolder(place);
  if (path === undefined) return { store: new MemoryStore(), close: async () => {} };
  const { openLmdbStore } = await import("./lmdb-store.js");
  const until = performance.now() + (waitMs ?? 0);
  for (;;) {
    try {
      const store = await openLmdbStore({ path, isBrief: waitMs !== undefined });
      return { store, close: () => store.close() };
    } catch (error) {
      const isLocked = error instanceof StoreError && error.code === "locked";
      if (!isLocked || isHeldForLong(path) || performance.now() >= until) throw error;
      await setTimeout(RETRY_MS);
    }
  }
}
