import { MemoryStore, type Store } from "@luminarys/sdk-as/engine";
import { type StorePlace, storeFolder } from "../config/store-folder.js";

export interface HostStore {
  readonly store: Store;
  /** Lets others open it; to be called once its host has stopped. */
  close(): Promise<void>;
}

/** Opens a host's store, which is in memory without a host.yaml. Rejects with a StoreError. */
export async function openHostStore(place: StorePlace): Promise<HostStore> {
  const path = storeFolder(place);
  if (path === undefined) return { store: new MemoryStore(), close: async () => {} };
  const { openLmdbStore } = await import("./lmdb-store.js");
  const store = await openLmdbStore({ path });
  return { store, close: () => store.close() };
}
