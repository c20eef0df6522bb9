import { describe, expect, test } from "vitest";
import { resolveRef } from "../../../engine/cores/route-ref.js";
import type { MethodInfo, SkillDescriptor } from "../../../engine/wire/descriptor.gen.js";

const method = (name: string, more: Partial<MethodInfo> = {}): MethodInfo => ({
  name,
  description: "",
  params: [],
  mcp_hidden: false,
  private_callback: false,
  ...more,
});
const skill = (id: string, methods: readonly MethodInfo[]) => ({
  id,
  descriptor: { methods } as unknown as SkillDescriptor,
});

const internal = { mcp_hidden: true };
const callback = { mcp_hidden: true, private_callback: true };
const skills = [
  skill("only", [method("show"), method("help", internal), method("on_tick", callback)]),
  skill("many", [method("add"), method("handle"), method("on_tick", callback)]),
  skill("shy", [method("handle", internal), method("other", internal)]),
  skill("vague", [method("add"), method("list")]),
  skill("mute", [method("on_tick", callback)]),
];

const outcome = (ref: string | undefined, owner = "") => {
  const found = resolveRef(ref, { owner, skills });
  return "method" in found ? `${found.skillId}.${found.method.name}` : found;
};

describe("a ref", () => {
  test.each([
    ["only", "only.show", "a skill's only method that it offers"],
    ["many", "many.handle", "the method called handle, if there are more"],
    ["shy", "shy.handle", "also an internal one"],
    ["vague.list", "vague.list", "the method that it names"],
    ["only.help", "only.help", "also an internal one by name"],
  ])("%s in host.yaml is %s: %s", (ref, target) => {
    expect(outcome(ref)).toBe(target);
  });

  test.each([
    [undefined, "many", "many.handle"],
    ["add", "many", "many.add"],
    ["many", "many", "many.handle"],
    ["many.add", "many", "many.add"],
  ])("%s in the manifest of %s is %s", (ref, owner, target) => {
    expect(outcome(ref, owner)).toBe(target);
  });

  test.each([
    [
      "onli",
      "",
      'Cannot find skill "onli": this host has only, many, shy, vague, mute',
      'did you mean "only"?',
    ],
    [
      "many.ad",
      "",
      'Cannot find method "many.ad": the skill has add, handle',
      'did you mean "add"?',
    ],
    ["many.on_tick", "", 'Cannot call "many.on_tick": it is a callback', undefined],
    [
      "vague",
      "",
      'Cannot choose a method of "vague": it has add, list',
      "write vague.<method>, or call one of them handle",
    ],
    [
      "mute",
      "",
      'Cannot choose a method of "mute": it has none',
      "write mute.<method>, or call one of them handle",
    ],
    [
      "vague.add",
      "many",
      'Cannot call skill "vague" from the manifest of "many"',
      "routes to other skills stand in host.yaml",
    ],
    [
      "vague",
      "many",
      'Cannot call skill "vague" from the manifest of "many"',
      "routes to other skills stand in host.yaml",
    ],
    [
      "lst",
      "vague",
      'Cannot find method "vague.lst": the skill has add, list',
      'did you mean "list"?',
    ],
  ])("%s in the manifest of %j is refused, with what there is", (ref, owner, message, hint) => {
    expect(outcome(ref, owner)).toEqual({ message, ...(hint && { hint }) });
  });
});
