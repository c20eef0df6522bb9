import { compareSkills } from "../compare/compare-skills.js";
import { renderChanges } from "../render/render-changes.js";
import { makeStyle, wantsColour } from "../render/style.js";
import type { Terminal } from "../terminal.js";
import { readSkill } from "./read-skill.js";

export interface DiffFlags {
  readonly json?: boolean;
}

interface Paths {
  readonly before: string;
  readonly after: string;
}

/** Says what changed between two versions of a skill. Gives 1 when it breaks callers. */
export async function diffCommand(
  { before: beforePath, after: afterPath }: Paths,
  { flags, terminal }: { flags: DiffFlags; terminal: Terminal },
): Promise<number> {
  const before = await readSkill(beforePath, terminal);
  const after = await readSkill(afterPath, terminal);
  if (before === null || after === null) return 1;
  const changes = compareSkills({ before, after });
  const isTerminal = terminal.isOutTerminal === true;
  const style = makeStyle(wantsColour({ env: terminal.env, isTerminal }));
  const text = flags.json ? `${JSON.stringify({ changes })}\n` : renderChanges(changes, style);
  terminal.out(text);
  return changes.some(({ effect }) => effect === "break") ? 1 : 0;
}
