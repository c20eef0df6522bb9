import type { Command } from "commander";
import type { CommandContext } from "./command-context.js";
import type { StoreFlags } from "./commands/store-place.js";
import { examples } from "./examples.js";

/** Adds the commands that look into the store and keep it. */
export function addStoreCommands(program: Command, { done, ...place }: CommandContext): void {
  const store = program
    .command("store")
    .summary("look into what skills have stored, copy and compact it")
    .description(
      "Look into what skills have stored: states, values, schedules, owed calls, histories.\n" +
        "ls, get and export also work while a host runs; import and compact don't.",
    )
    .addHelpText(
      "after",
      examples(
        ["skill-host store ls", "how many records of each kind there are"],
        ["skill-host store get value counter", "what stands under a key"],
        ["skill-host store export > backup.jsonl", "everything, as lines of JSON"],
        ["skill-host store import backup.jsonl", "and back"],
      ),
    );
  const add = (usage: string, summary: string): Command =>
    store
      .command(usage)
      .summary(summary)
      .description(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`)
      .option("--config <file>", "the host's file (default: host.yaml)")
      .option("--path <folder>", "the store's folder, instead of host.yaml's");
  add("ls [table]", "list the tables, or the records of one").action(
    async (table: string | undefined, flags: StoreFlags) => {
      const { storeListCommand } = await import("./commands/store-look.js");
      done(await storeListCommand(table, { flags, place }));
    },
  );
  add("get <table> <names...>", "print records by their first fields").action(
    async (table: string, names: string[], flags: StoreFlags) => {
      const { storeGetCommand } = await import("./commands/store-look.js");
      done(await storeGetCommand({ table, names }, { flags, place }));
    },
  );
  add("export", "print everything as lines of JSON").action(async (flags: StoreFlags) => {
    const { storeExportCommand } = await import("./commands/store-look.js");
    done(await storeExportCommand({ flags, place }));
  });
  addChanging(add, { done, ...place });
}

function addChanging(
  add: (usage: string, summary: string) => Command,
  { done, ...place }: CommandContext,
): void {
  add("import <file>", "put the records of an export into the store").action(
    async (file: string, flags: StoreFlags) => {
      const { storeImportCommand } = await import("./commands/store-change.js");
      done(await storeImportCommand(file, { flags, place }));
    },
  );
  add("compact", "give back the space that isn't used").action(async (flags: StoreFlags) => {
    const { storeCompactCommand } = await import("./commands/store-change.js");
    done(await storeCompactCommand({ flags, place }));
  });
}
