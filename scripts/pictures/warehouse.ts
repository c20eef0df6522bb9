import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../test/support/sources.js";
import { readBlocks } from "../docs/read-blocks.js";
import { writeBlock } from "../docs/write-block.js";
import { runCommand } from "./run-command.js";

/** The README's project, as far as its reader has come. */
export interface Warehouse {
  readonly dir: string;
  /** Does what the README says up to its block that has this text in it, that one included. */
  writeUpTo(text: string): void;
}

/** Makes the project in an empty folder. */
export async function makeWarehouse(folder: string): Promise<Warehouse> {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  await runCommand("skill-gen init warehouse --yes", folder);
  const dir = join(folder, "warehouse");
  const page = readFileSync(join(root, "README.md"), "utf8");
  const files = readBlocks(page).filter(({ mark }) => mark.startsWith("file="));
  return {
    dir,
    writeUpTo(text) {
      const last = files.findIndex((block) => block.text.includes(text));
      if (last < 0)
        throw new Error(`Cannot make a picture: the README has no block with "${text}"`);
      for (const block of files.splice(0, last + 1)) {
        const fault = writeBlock(
          join(dir, block.mark.slice("file=".length)),
          block.language,
          block.text,
        );
        if (fault !== "") throw new Error(`Cannot follow README.md:${block.line}: ${fault}`);
      }
    },
  };
}
