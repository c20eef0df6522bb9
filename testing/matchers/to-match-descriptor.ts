import type { MethodInfo, SkillDescriptor } from "../../engine/wire/descriptor.gen.js";
import { hasSubset, type MatcherContext, type MatcherOutcome, pickLike } from "./matcher.js";
import { descriptorOf } from "./received.js";

type Part<T> = T extends readonly (infer Item)[]
  ? readonly Part<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]?: Part<T[Key]> }
    : T;

/** Fields of a descriptor; of its methods those that are named, in any order. */
export type DescriptorPart = Part<Omit<SkillDescriptor, "methods">> & {
  readonly methods?: readonly (Part<MethodInfo> & { readonly name: string })[];
};

export function toMatchDescriptor(
  this: MatcherContext,
  received: unknown,
  expected: DescriptorPart,
): MatcherOutcome {
  const descriptor = descriptorOf(received, "toMatchDescriptor");
  const names = expected.methods?.map(({ name }) => name) ?? [];
  const methods = names.flatMap((wanted) =>
    descriptor.methods.filter(({ name }) => name === wanted),
  );
  const actual = { ...descriptor, methods };
  const pass = hasSubset(this, { actual, expected });
  const known = descriptor.methods.map(({ name }) => name);
  const missing = names.filter((name) => !known.includes(name));
  const message = () => {
    const title = `Expected ${descriptor.skill_id} ${pass ? "not to have" : "to have"} these fields`;
    if (missing.length === 0) return title;
    return `${title}; it has no method ${missing.join(", ")}, but ${known.join(", ")}`;
  };
  return pass ? { pass, message } : { pass, message, actual: pickLike(actual, expected), expected };
}
