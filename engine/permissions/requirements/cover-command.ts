import { containsPattern } from "../../cores/glob/contain.js";
import type { ShellPermission } from "../../manifest/model.js";
import { compileCommands, parseCommandPattern } from "../command-pattern.js";
import { allow, type Decision, deny, denyDisabled, printKnown } from "../decision.js";

const list = "permissions.shell.allowlist";

/** Whether every command that the pattern matches is granted. */
export function coverCommand({ enabled, allowlist }: ShellPermission, pattern: string): Decision {
  const wanted = parseCommandPattern(pattern);
  const line = { list, item: pattern };
  if (!enabled) return denyDisabled("permissions.shell", [line]);
  const granted = compileCommands(allowlist).map(({ parts }) => parts);
  if (containsPattern(granted, wanted.parts)) return allow([line], {});
  return deny(`${list} doesn't cover it${printKnown(allowlist)}`, [line]);
}
