import { printClient } from "../print/print-client.js";
import type { Terminal } from "../terminal.js";
import { readVersion } from "../version.js";
import { deliver } from "./deliver.js";
import { readSkill } from "./read-skill.js";

export interface ClientFlags {
  readonly async?: boolean;
  readonly out?: string;
}

/** Prints a TypeScript client of a skill. */
export async function clientCommand(
  path: string,
  { flags, terminal }: { flags: ClientFlags; terminal: Terminal },
): Promise<number> {
  const skill = await readSkill(path, terminal);
  if (skill === null) return 1;
  const options = { async: flags.async === true, version: readVersion() };
  deliver(printClient(skill.descriptor, options), { out: flags.out, terminal });
  return 0;
}
