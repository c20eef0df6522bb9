import { describe, expect, test } from "vitest";
import { type RefScope, resolveRef } from "../../../engine/cores/route-ref.js";
import type { MethodInfo, SkillDescriptor } from "../../../engine/wire/descriptor.gen.js";

function method(name: string): MethodInfo {
  const [bare = "", mark = ""] = name.split(" ");
  return {
    name: bare,
    description: "",
    params: [],
    mcp_hidden: mark !== "",
    private_callback: mark === "callback",
  } as unknown as MethodInfo;
}

const skill = (id: string, ...names: string[]) => ({
  id,
  descriptor: { methods: names.map(method) } as unknown as SkillDescriptor,
});

const skills = [
  skill("clock", "tick", "reset hidden"),
  skill("notes", "list", "add", "handle", "done callback"),
  skill("chat", "say", "hear"),
];

/** `skill.method`, or the message with its hint. */
function resolved(ref: string | undefined, owner: RefScope["owner"] = ""): string {
  const found = resolveRef(ref, { owner, skills });
  if ("method" in found) return `${found.skillId}.${found.method.name}`;
  return found.hint === undefined ? found.message : `${found.message} (${found.hint})`;
}

describe("a route in host.yaml refers to", () => {
  test.each([
    ["clock", "clock.tick"],
    ["clock.tick", "clock.tick"],
    ["clock.reset", "clock.reset"],
    ["notes", "notes.handle"],
    ["notes.add", "notes.add"],
  ])("%s: %s", (ref, want) => {
    expect(resolved(ref)).toBe(want);
  });

  test.each([
    ["clok", 'Cannot find skill "clok": this host has clock, notes, chat (did you mean "clock"?)'],
    ["tick", 'Cannot find skill "tick": this host has clock, notes, chat'],
    [
      "notes.ad",
      'Cannot find method "notes.ad": the skill has list, add, handle (did you mean "add"?)',
    ],
    ["notes.done", 'Cannot call "notes.done": it is a callback'],
    [
      "chat",
      'Cannot choose a method of "chat": it has say, hear ' +
        "(write chat.<method>, or call one of them handle)",
    ],
  ])("%s, which is refused", (ref, message) => {
    expect(resolved(ref)).toBe(message);
  });
});

describe("a route in a skill's manifest refers to", () => {
  test.each([
    ["clock", undefined, "clock.tick"],
    ["notes", undefined, "notes.handle"],
    ["notes", "add", "notes.add"],
    ["notes", "notes", "notes.handle"],
    ["notes", "notes.add", "notes.add"],
  ])("in %s: %s, its own %s", (owner, ref, want) => {
    expect(resolved(ref, owner)).toBe(want);
  });

  test.each([
    ["notes", "clock", 'Cannot call skill "clock" from the manifest of "notes"'],
    ["notes", "clock.tick", 'Cannot call skill "clock" from the manifest of "notes"'],
  ])("in %s: %s, another's, which is refused", (owner, ref, message) => {
    expect(resolved(ref, owner)).toBe(`${message} (routes to other skills stand in host.yaml)`);
  });

  test("a method that isn't there, which is refused", () => {
    expect(resolved("ad", "notes")).toBe(
      'Cannot find method "notes.ad": the skill has list, add, handle (did you mean "add"?)',
    );
  });
});
