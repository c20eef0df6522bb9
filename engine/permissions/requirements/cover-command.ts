import { containsPattern } from "../../cores/glob/contain.js";
import type { ShellPermission } from "../../manifest/model.js";
import { compileCommands, parseCommandPattern } from "../command-pattern.js";
import { allow, type Decision, deny, denyDisabled, printKnown } from "../decision.js";
import { coveringLines } from "./covering-lines.js";

const list = "permissions.shell.allowlist";

/** Whether every command that the pattern matches is granted. */
export function coverCommand({ enabled, allowlist }: ShellPermission, pattern: string): Decision {
  const wanted = parseCommandPattern(pattern);
  const line = { list, item: pattern };
  if (!enabled) return denyDisabled("permissions.shell", [line]);
  const covering = coveringLines(compileCommands(allowlist), (granted) =>
    containsPattern(
      granted.map(({ parts }) => parts),
      wanted.parts,
    ),
  );
  if (covering) {
    return allow(
      covering.map(({ line: item }) => ({ list, item })),
      {},
    );
  }
  return deny(`${list} doesn't cover it${printKnown(allowlist)}`, [line]);
}
