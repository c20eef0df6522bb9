import { type MethodInfo, nearestName, type SkillDescriptor } from "@luminarys/sdk-as/engine";
import { CliError } from "./cli-error.js";

/** A method that may be called from outside. Throws a CliError. */
export function demandMethod(name: string, { methods, skill_name }: SkillDescriptor): MethodInfo {
  const offered = methods.filter((each) => !each.private_callback);
  const found = offered.find((each) => each.name === name);
  if (found) return found;
  const names = offered.map((each) => each.name);
  const near = nearestName(name, names);
  const hint =
    near === undefined ? `It has ${names.join(", ") || "none"}` : `Did you mean "${near}"?`;
  const isCallback = methods.some((each) => each.name === name);
  const reason = isCallback
    ? "it is a callback, which only the skill itself calls"
    : "no such method";
  throw new CliError(`Cannot call "${name}" of ${skill_name}: ${reason}`, { hint });
}
