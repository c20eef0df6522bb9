import { containsPattern } from "../../cores/glob/contain.js";
import type { ShellPermission } from "../../manifest/model.js";
import { type CommandPattern, compileCommands, parseCommandPattern } from "../command-pattern.js";
import { allow, type Decision, deny, denyDisabled, printKnown } from "../decision.js";
import { coveringLines } from "./covering-lines.js";

const list = "permissions.shell.allowlist";

/** Whether every command that the pattern matches is granted. */
export function coverCommand(
  { enabled, allowlist }: Pick<ShellPermission, "enabled" | "allowlist">,
  pattern: string,
): Decision {
  const wanted = parseCommandPattern(pattern);
  const line = { list, item: pattern };
  if (!enabled) return denyDisabled("permissions.shell", [line]);
  const partsOf = (patterns: readonly CommandPattern[]) => patterns.map(({ parts }) => parts);
  const covering = coveringLines(compileCommands(allowlist), {
    covers: (granted) => containsPattern(partsOf(granted), wanted.parts),
    contains: (outer, inner) => containsPattern([outer.parts], inner.parts),
  });
  if (covering) {
    return allow(
      covering.map(({ line: item }) => ({ list, item })),
      {},
    );
  }
  return deny(`${list} doesn't cover it${printKnown(allowlist)}`, [line]);
}
