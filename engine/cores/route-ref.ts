import { nearestName } from "../nearest-name.js";
import type { MethodInfo, SkillDescriptor } from "../wire/descriptor.gen.js";

/** The method that a route or a socket calls. */
export interface RefTarget {
  readonly skillId: string;
  readonly method: MethodInfo;
}

export interface RefProblem {
  readonly message: string;
  readonly hint?: string;
}

export interface RefScope {
  /** The skill whose manifest holds the ref; "" for host.yaml. */
  readonly owner: string;
  /** All skills of the host. */
  readonly skills: readonly { readonly id: string; readonly descriptor: SkillDescriptor }[];
}

/** The method that a skill need not name, when it offers others too. */
const HANDLE = "handle";

/**
 * Finds `<skill id>` or `<skill id>.<method>`; in a manifest also `<method>`, or nothing, of its own
 * skill and no other.
 */
export function resolveRef(ref: string | undefined, scope: RefScope): RefTarget | RefProblem {
  const { skillId, methodName } = splitRef(ref ?? scope.owner, scope);
  const skill = scope.skills.find(({ id }) => id === skillId);
  if (!skill) return unknownSkill(skillId, scope);
  const { descriptor } = skill;
  if (scope.owner !== "" && skillId !== scope.owner) {
    const message = `Cannot call skill "${skillId}" from the manifest of "${scope.owner}"`;
    return { message, hint: "routes to other skills stand in host.yaml" };
  }
  if (methodName === undefined) return onlyMethod(skillId, descriptor);
  const method = descriptor.methods.find(({ name }) => name === methodName);
  if (!method) return unknownMethod(`${skillId}.${methodName}`, descriptor);
  if (!method.private_callback) return { skillId, method };
  return { message: `Cannot call "${skillId}.${methodName}": it is a callback` };
}

function splitRef(ref: string, { owner, skills }: RefScope) {
  const dot = ref.indexOf(".");
  if (dot >= 0) return { skillId: ref.slice(0, dot), methodName: ref.slice(dot + 1) };
  const own = skills.find(({ id }) => id === owner);
  const isOwnMethod = own?.descriptor.methods.some(({ name }) => name === ref);
  const isMethod = isOwnMethod || (owner !== "" && !skills.some(({ id }) => id === ref));
  return isMethod ? { skillId: owner, methodName: ref } : { skillId: ref, methodName: undefined };
}

function onlyMethod(skillId: string, { methods }: SkillDescriptor): RefTarget | RefProblem {
  const callable = methods.filter(({ private_callback }) => !private_callback);
  const offered = callable.filter(({ mcp_hidden }) => !mcp_hidden);
  const [only] = offered;
  const method = offered.length === 1 ? only : callable.find(({ name }) => name === HANDLE);
  if (method) return { skillId, method };
  const names = callable.map(({ name }) => name).join(", ") || "none";
  const message = `Cannot choose a method of "${skillId}": it has ${names}`;
  return { message, hint: `write ${skillId}.<method>, or call one of them ${HANDLE}` };
}

function unknownSkill(skillId: string, { skills }: RefScope): RefProblem {
  const ids = skills.map(({ id }) => id);
  return {
    message: `Cannot find skill "${skillId}": this host has ${ids.join(", ") || "none"}`,
    ...nearby(skillId, ids),
  };
}

function unknownMethod(ref: string, { methods }: SkillDescriptor): RefProblem {
  const names = methods.filter((each) => !each.private_callback).map(({ name }) => name);
  return {
    message: `Cannot find method "${ref}": the skill has ${names.join(", ") || "none"}`,
    ...nearby(ref.slice(ref.indexOf(".") + 1), names),
  };
}

function nearby(word: string, known: readonly string[]): { hint?: string } {
  const near = nearestName(word, known);
  return near === undefined ? {} : { hint: `did you mean "${near}"?` };
}
