import { MemoryStore, type Store, type StoreChange } from "@luminarys/sdk-as/engine";
import type { LogPrinter } from "../../../log/log-printer.js";
import { printLater } from "./print-later.js";
import { watchCommits } from "./watch-commits.js";

/** What --no-store asks for. Warns once of each method that nothing calls once the host has ended. */
export function openForgetful(log: LogPrinter): { store: Store; close(): Promise<void> } {
  const told = new Set<string>();
  const warn = (change: StoreChange) => {
    if (change.kind !== "add_schedule") return;
    const { skillId, method, dueMs } = change.schedule;
    const name = `${skillId}/${method}`;
    if (told.has(name)) return;
    told.add(name);
    const when = printLater(dueMs, Date.now());
    const message = `${name} is due ${when} and never called if the host ends before: --no-store forgets schedules`;
    log({ level: "warn", message });
  };
  return {
    store: watchCommits(new MemoryStore(), (changes) => changes.forEach(warn)),
    close: async () => {},
  };
}
