import { describe, expect, test } from "vitest";
import { camelCase, Names } from "../../../codegen/print/names.js";
import { buildSkill } from "../../support/build-skill.js";

describe("a key becomes a local name", () => {
  test.each([
    ["path", "path"],
    ["log_file", "logFile"],
    ["log-file", "logFile"],
    ["LogFile", "logFile"],
    ["_private", "private"],
    ["a_1", "a1"],
    ["__", "arg"],
    ["_1", "arg1"],
  ])("%s", (given, want) => {
    expect(camelCase(given)).toBe(want);
  });
});

describe("a name is", () => {
  test("kept when it is free", () => {
    expect(new Names().take("path")).toBe("path");
  });

  test("numbered when it is taken, here or around", () => {
    const file = new Names();
    file.take("call");
    const locals = new Names(file);
    expect(["call", "path", "path", "path"].map((name) => locals.take(name))).toEqual([
      "call2",
      "path",
      "path2",
      "path3",
    ]);
  });

  test.each(["delete", "i32", "string", "Map", "this", "typeof", "super", "enum", "static"])(
    "never a word of the language: %s",
    (name) => {
      expect(new Names().take(name)).toBe(`${name}2`);
    },
  );
});

test("names that clash with printed ones and with words of the language compile", async () => {
  const names =
    `call args seen left result skill descriptor dispatch serve Call Reader item list r w
    value path key name method delete new class module type function string bool i32 u64 Map Array
    export import default constructor get set of as is from readStringList writeStringList load
    store memory NaN abort Context Uint8Array StaticArray this null true`
      .split(/\s+/)
      .filter((name) => name !== "");
  const functions = "call args result skill serve descriptor dispatch read write log readStringList"
    .split(" ")
    .filter((name) => name !== "");
  const source = `// @skill:id com.example.clash
// @skill:name "Clash"
// @skill:version 1.0.0
${functions
  .map(
    (name, n) => `// @skill:method m${n} "M"
${names.map((key) => `// @skill:param ${key} "P"`).join("\n")}
// @skill:param strings "Strings"
export function ${name}(${names.map((_, at) => `a${at}: string`).join(", ")}, s: string[]): string[] {
  return s;
}
`,
  )
  .join("")}`;
  const { wasm } = await buildSkill({ "skill.ts": source });
  expect(wasm.length).toBeGreaterThan(0);
});
