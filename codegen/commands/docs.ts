import { printDocs } from "../print/print-docs.js";
import type { Terminal } from "../terminal.js";
import { readVersion } from "../version.js";
import { deliver } from "./deliver.js";
import { readSkill } from "./read-skill.js";

export interface DocsFlags {
  readonly out?: string;
}

/** Prints a Markdown reference of a skill. */
export async function docsCommand(
  path: string,
  { flags, terminal }: { flags: DocsFlags; terminal: Terminal },
): Promise<number> {
  const skill = await readSkill(path, terminal);
  if (skill === null) return 1;
  const { descriptor, capabilities } = skill;
  const text = printDocs(descriptor, { capabilities, version: readVersion() });
  deliver(text, { out: flags.out, terminal });
  return 0;
}
