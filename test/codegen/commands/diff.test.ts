import { describe, expect, test } from "vitest";
import { compareSkills } from "../../../codegen/compare/compare-skills.js";
import { describeSource } from "./catalog.js";

const tags = `// @skill:id com.example.shop
// @skill:name "Shop"
// @skill:version 1.0.0
import { MsgValue } from "@luminarys/sdk-as";
`;

interface Side {
  /** Annotations of parameters, one a line. */
  tags?: string[];
  parameters?: string;
  result?: string;
  types?: string;
}

function method({ tags = [], parameters = "", result = "void", types = "" }: Side): string {
  const lines = tags.map((each) => `// @skill:param ${each}\n`).join("");
  return `${types}\n// @skill:method sell "Sells"\n${lines}export function sell(${parameters}): ${result} {}\n`;
}

async function compareSources(before: string, after: string): Promise<string[]> {
  const [old, now] = await Promise.all([before, after].map((each) => describeSource(tags + each)));
  if (old === undefined || now === undefined) throw new Error("Cannot describe both");
  const changes = compareSkills({
    before: { descriptor: old, capabilities: null },
    after: { descriptor: now, capabilities: null },
  });
  return changes.map(({ effect, text }) => `${effect}: ${text}`);
}

const one = (type: string, rest = "required"): Side => ({
  tags: [`a ${rest} "A"`],
  parameters: `a: ${type}`,
});
const item = (fields: string): string => `export class Item {\n${fields}\n}`;
const items = (fields: string): Side => ({ ...one("Item[]"), types: item(fields) });
const answer = (result: string, types = ""): Side => ({ result, types });

const arguments_: [what: string, before: Side, after: Side, want: string[]][] = [
  ["the same", one("string"), one("string"), []],
  ["a new required parameter", {}, one("string"), ["break: sell: parameter a is new and required"]],
  ["a new optional parameter", {}, one("string", "optional"), []],
  [
    "a parameter that is gone",
    one("string"),
    {},
    ["break: sell: parameter a is gone: what callers pass is ignored"],
  ],
  [
    "an optional parameter that is required now",
    one("string", "optional"),
    one("string"),
    ["break: sell: parameter a was optional, is required"],
  ],
  ["a required parameter that is optional now", one("string"), one("string", "optional"), []],
  ["another type", one("string"), one("bool"), ["break: sell: parameter a was string, is boolean"]],
  ["an integer that may be any number now", one("i32"), one("f64"), []],
  [
    "a number that must be an integer now",
    one("f64"),
    one("i32"),
    ["break: sell: parameter a was number, is integer"],
  ],
  ["a wider integer", one("u8"), one("i32"), []],
  [
    "a narrower integer",
    one("i16"),
    one("i8"),
    ["break: sell: parameter a was integer from -32768 to 32767, is integer from -128 to 127"],
  ],
  [
    "text that must be base64 now",
    one("string"),
    one("Uint8Array"),
    ["break: sell: parameter a was string, is bytes"],
  ],
  ["anything instead of text", one("string"), one("MsgValue"), []],
  [
    "text instead of anything",
    one("MsgValue"),
    one("string"),
    ["break: sell: parameter a was any, is string"],
  ],
  ["null allowed now", one("string"), one("string | null"), []],
  [
    "null no longer allowed",
    one("string | null"),
    one("string"),
    ["break: sell: parameter a can no longer be null"],
  ],
  [
    "a choice that is gone",
    one("string", "required"),
    { ...one("string"), tags: ['a required "A" enum:x|y'] },
    ['break: sell: parameter a no longer takes all texts, only "x" | "y"'],
  ],
  [
    "fewer choices",
    { ...one("string"), tags: ['a required "A" enum:x|y|z'] },
    { ...one("string"), tags: ['a required "A" enum:y'] },
    ['break: sell: parameter a no longer takes "x", "z"'],
  ],
  [
    "more choices",
    { ...one("string"), tags: ['a required "A" enum:x'] },
    { ...one("string"), tags: ['a required "A" enum:x|y'] },
    [],
  ],
  [
    "a field of an item that is new and required",
    items("a!: string;"),
    items("a!: string; b: f64;"),
    ["break: sell: parameter a[].b is new and required"],
  ],
  [
    "a field that is new with a default",
    items("a!: string;"),
    items("a!: string; b: f64 = 1;"),
    [],
  ],
  [
    "another type of a map's values",
    one("Map<string, i32>"),
    one("Map<string, string>"),
    ["break: sell: parameter a{} was integer, is string"],
  ],
  [
    "a map instead of a class",
    { ...one("Item"), types: item("a!: string;") },
    one("Map<string, string>"),
    ["break: sell: parameter a was Item, is map of string"],
  ],
  [
    "another default",
    { ...one("i32"), tags: ['a optional "A" default:1'] },
    { ...one("i32"), tags: ['a optional "A" default:2'] },
    ["note: sell: parameter a had the default 1, has 2"],
  ],
];

const results: [what: string, before: Side, after: Side, want: string[]][] = [
  ["the same result", answer("string"), answer("string"), []],
  ["a first result", answer("void"), answer("string"), []],
  [
    "no result any more",
    answer("string"),
    answer("void"),
    ["break: sell: result was string, is nothing"],
  ],
  ["a result that is narrower", answer("f64"), answer("i32"), []],
  [
    "a result that is wider",
    answer("i32"),
    answer("f64"),
    ["break: sell: result was integer, is number"],
  ],
  [
    "a result that may be null",
    answer("string"),
    answer("string | null"),
    ["break: sell: result can be null"],
  ],
  [
    "a result without a field that was there",
    answer("Item[]", item('a: string = ""; b: f64;')),
    answer("Item[]", item('a: string = "";')),
    ["break: sell: result[].b is gone"],
  ],
  [
    "a result with a new field",
    answer("Item", item("b: f64;")),
    answer("Item", item("b: f64; c: string[] = [];")),
    [],
  ],
];

describe.each([...arguments_, ...results])("%s", (_, before, after, want) => {
  test("is said for what it does to callers", async () => {
    expect(await compareSources(method(before), method(after))).toEqual(want);
  });
});

describe("methods", () => {
  const buy = '// @skill:method buy "Buys"\nexport function buy(): void {}\n';
  const purchase = '// @skill:method purchase "Buys"\nexport function buy(): void {}\n';

  test("that are gone break callers, and a likely new name is given", async () => {
    expect(await compareSources(buy + method(one("string")), purchase)).toEqual([
      "break: buy is gone; it may be purchase now",
      "break: sell is gone",
      "note: purchase is new",
    ]);
  });

  test("that become internal or callbacks break callers", async () => {
    const internal = buy.replace("export", "// @skill:internal\nexport");
    expect(await compareSources(buy, internal)).toEqual([
      "break: buy is internal: models no longer see it",
    ]);
    const callback = buy.replace("export", "// @skill:callback\nexport");
    expect(await compareSources(buy, callback)).toEqual(["break: buy is gone"]);
  });
});

test("new requirements and host functions ask for more, dropped ones are noted", () => {
  const skill = {
    skill_id: "com.example.shop",
    skill_name: "Shop",
    skill_version: "1.0.0",
    description: "",
    methods: [],
  };
  const needs = (...patterns: string[]) => ({
    ...skill,
    requirements: patterns.map((pattern) => ({ kind: "fs", pattern, mode: "ro" })),
  });
  const changes = compareSkills({
    before: { descriptor: needs("/a", "/b"), capabilities: ["fs_read"] },
    after: {
      descriptor: { ...needs("/b", "/c"), skill_id: "com.example.store" },
      capabilities: ["fs_read", "http_get"],
    },
  });
  expect(changes).toEqual([
    { effect: "note", text: "The skill's id was com.example.shop, is com.example.store" },
    { effect: "more", text: "requirement fs /c ro is new" },
    { effect: "note", text: "requirement fs /a ro is gone" },
    { effect: "more", text: "host function http_get is new" },
  ]);
});
