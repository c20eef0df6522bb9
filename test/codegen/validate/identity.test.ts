import { describe, expect, test } from "vitest";
import { modelOf } from "../model-of.js";
import { generateSkill } from "../render-findings.js";
import { goodSkill } from "../run-cli.js";

async function idsOf(from: string, to: string): Promise<string[]> {
  const text = goodSkill.replace(from, to);
  const { diagnostics } = await generateSkill([{ path: "skill.ts", text }]);
  return diagnostics.map((each) => each.id);
}

describe("a skill id may be", () => {
  test.each([
    "a.b.c",
    "com.example.my-notes",
    "ai.luminarys.as.go-toolchain",
    "a1.2b.3",
    "a.b--c.d",
  ])("%s", async (id) => {
    expect(await idsOf("com.example.notes", id)).toEqual([]);
  });
});

describe("a skill id can't be", () => {
  test.each([
    "notes",
    "example.notes",
    "com..notes",
    ".a.b.c",
    "a.b.c.",
    "com.Example.notes",
    "com.ex_ample.notes",
    "com.-a.b",
    "com.a-.b",
    "com.exämple.notes",
    "com/a/b",
  ])("%s", async (id) => {
    expect(await idsOf("com.example.notes", id)).toEqual(["SK104"]);
  });
});

test.each(["0.0.0", "1.0.0", "10.20.30"])("a version may be %s", async (version) => {
  expect(await idsOf("1.0.0", version)).toEqual([]);
});

test.each(["1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "1.0.x", "1.0.0-beta", "1.0.0+5"])(
  "a version can't be %s",
  async (version) => {
    expect(await idsOf("1.0.0", version)).toEqual(["SK105"]);
  },
);

describe("a method's name may be", () => {
  test.each(["add", "add_note", "a1", "add_note_2", "delete", "log", "m"])("%s", async (name) => {
    expect(await idsOf("@skill:method add", `@skill:method ${name}`)).toEqual([]);
  });
});

describe("a method's name can't be", () => {
  test.each([
    ["addNote", 'Name it "add_note"; the function may keep its name'],
    ["AddNote", 'Name it "add_note"; the function may keep its name'],
    ["add-note", 'Name it "add_note"; the function may keep its name'],
    ["add__note", 'Name it "add_note"; the function may keep its name'],
    ["_add", 'Name it "add"; the function may keep its name'],
    ["add_", 'Name it "add"; the function may keep its name'],
    ["notes.add", 'Name it "notes_add"; the function may keep its name'],
    ["HTTPGet", 'Name it "http_get"; the function may keep its name'],
    ["2nd", 'Name it "method_2nd"; the function may keep its name'],
    ["добавить", 'Name it "method"; the function may keep its name'],
  ])("%s", async (name, hint) => {
    const text = goodSkill.replace("@skill:method add", `@skill:method ${name}`);
    const { diagnostics } = await generateSkill([{ path: "skill.ts", text }]);
    expect(diagnostics.map((each) => [each.id, each.hint])).toEqual([["SK116", hint]]);
  });

  test.each(["skill_alloc", "skill_free", "skill_handle", "skill_describe", "memory"])(
    "%s, which the module exports itself",
    async (name) => {
      expect(await idsOf("@skill:method add", `@skill:method ${name}`)).toEqual(["SK117"]);
    },
  );
});

test("methods may be spread over files, but not twice", async () => {
  const method = '// @skill:method m "M"\nexport function m(): void {}\n';
  const other = '// @skill:method n "N"\nexport function m(): void {}\n';
  const { skill, ids } = await modelOf(`${method}// ---- sub/more.ts\n${other}`);
  expect(ids).toEqual([]);
  expect(skill?.methods.map((each) => [each.name, each.handler.path])).toEqual([
    ["m", "skill.ts"],
    ["n", "sub/more.ts"],
  ]);
  expect((await modelOf(`${method}// ---- more.ts\n${method}`)).ids).toEqual(["SK118"]);
});

test("skill tags may stand in one file only", async () => {
  const { ids } = await modelOf(
    '// ---- a/skill.ts\n// @skill:id com.example.other\n// @skill:name "O"\n',
  );
  expect(ids).toEqual(["SK108"]);
});
