import { type HostedSkill, offeredMethods } from "./hosted-skill.js";
import { nearestName } from "./nearest-name.js";

/**
 * The error of a call, with the nearest offered method where the skill's descriptor doesn't have the
 * one that was called. The guest only says that it's unknown: names beside it would be bytes in every skill.
 */
export function hintMethod(
  error: string | undefined,
  { skill, method }: { skill: HostedSkill; method: string },
): string | undefined {
  if (error === undefined || skill.methods.has(method)) return error;
  const names = offeredMethods(skill).map(({ name }) => name);
  const near = nearestName(method, names);
  return near === undefined ? error : `${error}. Hint: did you mean "${near}"?`;
}
