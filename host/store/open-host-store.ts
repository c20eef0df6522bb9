import { setTimeout } from "node:timers/promises";
import { MemoryStore, type Store } from "@luminarys/sdk-as/engine";
import { type StorePlace, storeFolder } from "../config/store-folder.js";
import { StoreError } from "./store-error.js";

export interface HostStore {
  readonly store: Store;
  /** Lets others open it; to be called once its host has stopped. */
  close(): Promise<void>;
}

/** Between two attempts to open what another process has. */
const RETRY_MS = 50;

export interface OpenStoreOptions {
  /** How long another process may go on having it. Default 0. */
  readonly waitMs?: number;
}

/** Opens a host's store, which is in memory without a host.yaml. Rejects with a StoreError. */
export async function openHostStore(
  place: StorePlace,
  { waitMs = 0 }: OpenStoreOptions = {},
): Promise<HostStore> {
  const path = storeFolder(place);
  if (path === undefined) return { store: new MemoryStore(), close: async () => {} };
  const { openLmdbStore } = await import("./lmdb-store.js");
  const store = await onceFree(() => openLmdbStore({ path }), waitMs);
  return { store, close: () => store.close() };
}

async function onceFree<T>(open: () => Promise<T>, waitMs: number): Promise<T> {
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const isLocked = error instanceof StoreError && error.code === "locked";
      if (!isLocked || performance.now() >= until) throw error;
      await setTimeout(RETRY_MS);
    }
  }
}
