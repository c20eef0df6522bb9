import { join } from "node:path";
import type { HostConfig } from "./model.js";

export type StorePlace = Pick<HostConfig, "file" | "folder" | "store">;

/** The folder of a host's store: `store.path`, else `data` beside host.yaml; none without a host.yaml. */
export function storeFolder({ file, folder, store }: StorePlace): string | undefined {
  if (store) return store.path;
  return file === undefined ? undefined : join(folder, "data");
}
