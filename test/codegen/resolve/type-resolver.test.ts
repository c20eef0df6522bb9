import { describe, expect, test } from "vitest";
import type { ValueType } from "../../../codegen/model.js";
import { methodOf, modelOf, withParam } from "../model-of.js";

/** `string[] | null` as text again, from the model. */
function show(type: ValueType): string {
  const bare = {
    string: () => "string",
    bool: () => "bool",
    bytes: () => "bytes",
    any: () => "any",
    int: (each: ValueType) => (each.kind === "int" ? each.name : ""),
    float: (each: ValueType) => (each.kind === "float" ? each.name : ""),
    list: (each: ValueType) => (each.kind === "list" ? `${show(each.of)}[]` : ""),
    map: (each: ValueType) => (each.kind === "map" ? `{${show(each.of)}}` : ""),
    record: (each: ValueType) => (each.kind === "record" ? each.key : ""),
  }[type.kind](type);
  return type.nullable ? `${bare}?` : bare;
}

async function typeOf(type: string, more = ""): Promise<string> {
  const [param] = (await methodOf(withParam(`p: ${type}`) + more)).params;
  return param === undefined ? "" : show(param.type);
}

describe("a parameter's type may be", () => {
  test.each([
    ...["string", "bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64"].map(
      (name) => [name, name],
    ),
    ["boolean", "bool"],
    ["number", "f64"],
    ["Uint8Array", "bytes"],
    ["MsgValue", "any"],
    ["sdk.MsgValue", "any"],
    ["string[]", "string[]"],
    ["Array<string>", "string[]"],
    ["Array<Array<i32>>", "i32[][]"],
    ["(string | null)[]", "string?[]"],
    ["Array<string | null> | null", "string?[]?"],
    ["Map<string, i64>", "{i64}"],
    ["Map<string, Uint8Array[]>", "{bytes[]}"],
    ["string | null", "string?"],
    ["null | string", "string?"],
    ["(string)", "string"],
    ["DirEntry", "sdk#DirEntry"],
    ["sdk.DirEntry[]", "sdk#DirEntry[]"],
    ["sdk.WebRequest", "sdk#WebRequest"],
    ["sdk.WebRequest | null", "sdk#WebRequest?"],
  ])("%s", async (given, want) => {
    expect(await typeOf(given)).toBe(want);
  });
});

describe("a name is found", () => {
  const item = 'export class Item { name: string = ""; }\n';

  test.each([
    ["in its own file", "Item", item, "skill.ts#Item"],
    [
      "exported by a list",
      "Item",
      "class Item { a: i32 = 1; }\nexport { Item };\n",
      "skill.ts#Item",
    ],
    ["as an alias", "Id", "type Id = i64;\n", "i64"],
    ["as an alias of an alias", "A", "type A = B[];\ntype B = string;\n", "string[]"],
    [
      "in another file",
      "Item",
      `import { Item } from "./item";\n// ---- item.ts\n${item}`,
      "item.ts#Item",
    ],
    [
      "under another name",
      "It",
      `import { Item as It } from "./item";\n// ---- item.ts\n${item}`,
      "item.ts#Item",
    ],
    [
      "in a namespace",
      "t.Item",
      `import * as t from "./item";\n// ---- item.ts\n${item}`,
      "item.ts#Item",
    ],
    [
      "in a folder's index",
      "Item",
      `import { Item } from "./types";\n// ---- types/index.ts\n${item}`,
      "types/index.ts#Item",
    ],
    [
      "with a file's extension",
      "Item",
      `import { Item } from "./item.ts";\n// ---- item.ts\n${item}`,
      "item.ts#Item",
    ],
    [
      "exported on",
      "Item",
      `import { Item } from "./a";\n// ---- a.ts\nexport { Item } from "./b";\n// ---- b.ts\n${item}`,
      "b.ts#Item",
    ],
    [
      "exported on with all others",
      "Item",
      `import { Item } from "./a";\n// ---- a.ts\nexport * from "./a";\nexport * from "./b";\n// ---- b.ts\n${item}`,
      "b.ts#Item",
    ],
    [
      "imported, then exported",
      "Item",
      `import { Item } from "./a";\n// ---- a.ts\nimport { Item } from "./b";\nexport { Item };\n// ---- b.ts\n${item}`,
      "b.ts#Item",
    ],
    [
      "in the SDK through a file of ours",
      "DirEntry2",
      `import { DirEntry2 } from "./a";\n// ---- a.ts\nexport { DirEntry as DirEntry2 } from "@luminarys/sdk-as";\n`,
      "sdk#DirEntry",
    ],
  ])("%s", async (_, type, more, want) => {
    expect(await typeOf(type, more)).toBe(want);
  });
});

describe("a class has", () => {
  async function fieldsOf(code: string) {
    const { skill, ids } = await modelOf(withParam("p: C") + code);
    expect(ids).toEqual([]);
    return skill?.records
      .at(-1)
      ?.fields.map(({ name, type, required }) => `${name}${required ? "" : "?"}: ${show(type)}`);
  }

  test.each([
    ["fields with initializers, optional", 'export class C { a: string = ""; }', ["a?: string"]],
    ["fields without, required", "export class C { a!: string; b: i32; }", ["a: string", "b: i32"]],
    ["nullable fields, optional", "export class C { a: string | null; }", ["a?: string?"]],
    [
      "types from initializers",
      'export class C { a = 1; b = 1.5; c = ""; d = true; e = -3000000000; }',
      ["a?: i32", "b?: f64", "c?: string", "d?: bool", "e?: i64"],
    ],
    [
      "no hidden, static or computed members",
      "export class C { private a: i32 = 1; protected b: i32 = 1; static c: i32 = 1; get d(): i32 { return 1; } e(): void {} f: i32 = 1; }",
      ["f?: i32"],
    ],
    [
      "parameters of its constructor",
      "export class C { constructor(public a: i32 = 1, b: i32 = 2) {} }",
      ["a?: i32"],
    ],
    [
      "the fields of its base first",
      "class B { a: i32; b: i32 = 1; }\nexport class C extends B { c: i32; b: i32 = 2; }",
      ["a: i32", "c: i32", "b?: i32"],
    ],
    [
      "the fields of an abstract base",
      "abstract class B { a: i32; }\nexport class C extends B {}",
      ["a: i32"],
    ],
    ["no fields", "export class C {}", []],
  ])("%s", async (_, code, want) => {
    expect(await fieldsOf(code)).toEqual(want);
  });

  test("the doc comments of its fields as descriptions", async () => {
    const code =
      'export class C {\n  /** The\n   * name. */\n  a: string = "";\n  // no doc\n  b: i32 = 1;\n}\n';
    const { skill } = await modelOf(withParam("p: C") + code);
    expect(skill?.records[0]?.fields.map((field) => field.description)).toEqual(["The name.", ""]);
  });

  test("classes of two files with one name, kept apart", async () => {
    const code = `// @skill:method m "M"
// @skill:param a required "A"
// @skill:param b required "B"
export function m(a: a.Item, b: b.Item): void {}
import * as a from "./a";
import * as b from "./b";
// ---- a.ts
export class Item { x: i32; }
// ---- b.ts
export class Item { y: i32; }
`;
    const { skill, ids } = await modelOf(code);
    expect(ids).toEqual([]);
    expect(skill?.records.map((record) => record.key)).toEqual(["a.ts#Item", "b.ts#Item"]);
  });
});

describe("a type that has no form on the wire is found", () => {
  test.each([
    ["Set<string>", "", ["SK207"]],
    ["ArrayBuffer", "", ["SK207"]],
    ["Map<i32, string>", "", ["SK207"]],
    ["bool | null", "", ["SK207"]],
    ["[string, i32]", "", ["SK207"]],
    ['"a" | "b"', "", ["SK207"]],
    ["sdk.Context[]", "", ["SK207"]],
    ["E", "enum E { a }\n", ["SK207"]],
    ["N", "namespace N {}\n", ["SK207"]],
    ["A<i32>", "type A<T> = T[];\n", ["SK207"]],
    ["a", "const a = 1;\n", ["SK207"]],
    ["C<i32>", "export class C<T> { a: T; }\n", ["SK207"]],
    ["C", "export class C<T> { a: T; }\n", ["SK213"]],
    ["C", "export abstract class C {}\n", ["SK213"]],
    ["C", "export class C { constructor(a: i32) {} }\n", ["SK213"]],
    ["C", "export class C extends C {}\n", ["SK213"]],
    ["C", "export class C extends Error {}\n", ["SK213"]],
    ["C", "class B<T> { a: T; }\nexport class C extends B<i32> {}\n", ["SK213"]],
    ["C", "class B extends C {}\nexport class C extends B {}\n", ["SK213"]],
    ["C", "class C {}\n", ["SK211"]],
    ["C", "export class C { c: C | null = null; }\n", ["SK212"]],
    ["C", "export class C { c: Map<string, C[]>; }\n", ["SK212"]],
    ["C", "export class C { readonly a: i32 = 1; }\n", ["SK215"]],
    ["C", "export class C { a = f(); }\n", ["SK210"]],
    ["C", "export class C { a: Set<i32>; b: Date; }\n", ["SK207", "SK207"]],
    ["Nothing", "", ["SK214"]],
    ["Item", 'import { Item } from "./gone";\n', ["SK214"]],
    ["Item", 'import { Item } from "./item";\n// ---- item.ts\nclass Item {}\n', ["SK211"]],
    [
      "Item",
      'import { Item } from "./item";\n// ---- item.ts\nexport { Item } from "./item";\n',
      ["SK214"],
    ],
  ])("%s where %s", async (type, more, ids) => {
    expect((await modelOf(withParam(`p: ${type}`) + more)).ids).toEqual(ids);
  });
});
