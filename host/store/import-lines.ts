import type { StoreChange } from "@luminarys/sdk-as/engine";
import type { LmdbStore } from "./lmdb-store.js";
import { LAYOUT } from "./open-database.js";
import { type ParsedRecord, parseLines } from "./parse-lines.js";

/**
 * Puts the records of an export into a store: those with the same keys are replaced, messages of
 * histories come behind those that are there. All of them or, with a StoreError, none. Gives how many.
 */
export async function importLines(
  store: LmdbStore,
  { text, file }: { text: string; file: string },
): Promise<number> {
  const records = parseLines(text, { file, layout: LAYOUT });
  const changes = records.flatMap(toChange);
  const history = records.filter(({ table }) => table === "history");
  await store.add({ changes, history: history.map(({ record }) => record as never) });
  return records.length;
}

/** The lines were checked: a record has the fields of its table. */
function toChange({ table, record }: ParsedRecord): StoreChange[] {
  const fields = record as never;
  switch (table) {
    case "state":
      return [{ kind: "state", ...(fields as object) } as StoreChange];
    case "value":
      return [{ kind: "value", ...(fields as object) } as StoreChange];
    case "schedule":
      return [{ kind: "add_schedule", schedule: fields }];
    case "subscription":
      return [{ kind: "subscribe", subscription: fields }];
    case "task":
      return [{ kind: "add_task", task: fields }];
    case "batch":
      return [{ kind: "add_batch", batch: fields }];
    case "result":
      return [{ kind: "batch_result", result: fields }];
    case "session":
      return [{ kind: "session", session: fields }];
    case "history":
      return [];
  }
}
