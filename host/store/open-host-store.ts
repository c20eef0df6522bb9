import { join } from "node:path";
import { MemoryStore, type Store } from "@luminarys/sdk-as/engine";
import type { HostConfig } from "../config/model.js";

export interface HostStore {
  readonly store: Store;
  /** Lets others open it; to be called once its host has stopped. */
  close(): Promise<void>;
}

type StorePlace = Pick<HostConfig, "file" | "folder" | "store">;

/** The folder of a host's store: `store.path`, else `data` beside host.yaml; none without a host.yaml. */
export function storeFolder({ file, folder, store }: StorePlace): string | undefined {
  if (store) return store.path;
  return file === undefined ? undefined : join(folder, "data");
}

/** Opens a host's store, which is in memory without a host.yaml. Rejects with a StoreError. */
export async function openHostStore(place: StorePlace): Promise<HostStore> {
  const path = storeFolder(place);
  if (path === undefined) return { store: new MemoryStore(), close: async () => {} };
  const { openLmdbStore } = await import("./lmdb-store.js");
  const store = await openLmdbStore({ path });
  return { store, close: () => store.close() };
}
