import { describe, expect, test } from "vitest";
import { annotate } from "../annotate.js";

function methods(text: string) {
  const { annotations, ids } = annotate(text);
  const found = annotations?.methods.map(({ owner, name, description, ...rest }) => ({
    owner,
    name: name.value,
    description,
    params: rest.params.map((param) => param.name.value),
    result: rest.result?.value ?? null,
    internal: rest.internal,
    callback: rest.callback,
  }));
  return { ids: ids.filter((id) => id !== "SK103"), found: found ?? [] };
}

const plain = {
  owner: 0,
  name: "add_note",
  description: "Adds",
  params: ["a", "b"],
  result: "The id",
  internal: false,
  callback: false,
};
const tags = [
  '@skill:method add_note "Adds"',
  '@skill:param a required "A"',
  '@skill:param b "B"',
  '@skill:result "The id"',
];
const slashes = (lines: string[]) => lines.map((line) => `// ${line}\n`).join("");
const code = "export function addNote(a: string, b: string): string { return a; }\n";

describe("method tags are read", () => {
  test.each([
    ["from line comments", slashes(tags) + code],
    ["from a block comment", `/**\n${tags.map((tag) => ` * ${tag}\n`).join("")} */\n${code}`],
    [
      "from a comment of one line and more lines",
      `/** ${tags[0]} */\n${slashes(tags.slice(1))}${code}`,
    ],
    ["in any order", slashes([tags[3] ?? "", tags[1] ?? "", tags[0] ?? "", tags[2] ?? ""]) + code],
    [
      "with text between them",
      slashes(["Adds.", ...tags.slice(0, 2), "─── more", ...tags.slice(2)]) + code,
    ],
    ["above a decorator", `${slashes(tags)}@inline\n${code}`],
    ["above a blank line", `${slashes(tags)}\n${code}`],
    ["above another comment", `${slashes(tags)}/* eslint-disable */\n${code}`],
    ["behind other code", `import { x } from "./x";\nconst y = 1;\n${slashes(tags)}${code}`],
    ["with Windows line ends", (slashes(tags) + code).replaceAll("\n", "\r\n")],
  ])("%s", (_, text) => {
    expect(methods(text)).toEqual({ ids: [], found: [plain] });
  });

  test("for each function on its own", () => {
    const helper = "export function help(): void {}\n";
    const text = `${helper}${slashes(tags)}${code}${helper}${slashes(['@skill:method ping "P"'])}${helper}`;
    expect(methods(text)).toEqual({
      ids: [],
      found: [
        { ...plain, owner: 1 },
        { ...plain, owner: 3, name: "ping", description: "P", params: [], result: null },
      ],
    });
  });

  test("with flags before and after the name", () => {
    const text = slashes(["@skill:callback", '@skill:method on_data "Gets"', "@skill:internal"]);
    expect(methods(text + code)).toEqual({
      ids: [],
      found: [
        {
          ...plain,
          name: "on_data",
          description: "Gets",
          params: [],
          result: null,
          callback: true,
          internal: true,
        },
      ],
    });
  });
});

describe("a method tag that belongs to nothing is found", () => {
  test.each([
    ["above a class", `${slashes(tags)}class A {}\n`, ["SK122"]],
    ["above a variable", `${slashes(tags)}export const a = 1;\n`, ["SK122"]],
    ["at the end of the file", `${code}${slashes(tags)}`, ["SK122"]],
    ["behind code", `const a = 1; // ${tags[0]}\n${code}`, ["SK122"]],
    ["inside a function", `function f(): void {\n${slashes(tags)}}\n`, ["SK122"]],
    ["inside a call", `f(\n${slashes(tags)}1);\n`, ["SK122"]],
    ["above a method of a class", `class A {\n${slashes(tags)}f(): void {}\n}\n`, ["SK122"]],
    ["above an arrow function", `${slashes(tags)}export const f = (): void => {};\n`, ["SK122"]],
    [
      "twice in one file",
      `const a = 1; // ${tags[0]}\n${slashes(tags)}class B {}\n`,
      ["SK122", "SK122"],
    ],
    ["a parameter without a method", slashes([tags[1] ?? ""]) + code, ["SK121"]],
    ["a callback without a method", slashes(["@skill:callback"]) + code, ["SK121"]],
    ["two methods above one function", slashes([tags[0] ?? "", ...tags]) + code, ["SK107"]],
  ])("%s", (_, text, ids) => {
    expect(methods(text).ids).toEqual(ids);
  });
});

test.each([
  ["read_only", { read_only: true }],
  ["destructive:false idempotent", { destructive: false, idempotent: true }],
  ["open_world:true // note", { open_world: true }],
])("a hint says: %s", (given, want) => {
  const text = slashes([`@skill:hint ${given}`, tags[0] ?? ""]) + code;
  expect(annotate(text).annotations?.methods[0]?.hints).toEqual(want);
});
