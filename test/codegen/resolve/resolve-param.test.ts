import { describe, expect, test } from "vitest";
import { methodOf, modelOf, withParam } from "../model-of.js";

async function paramOf(parameter: string, tag?: string, more = "") {
  const [param] = (await methodOf(withParam(parameter, tag) + more)).params;
  return { fallback: param?.fallback, omit: param?.omit, said: param?.default };
}

const int = (digits: string) => ({ kind: "int", digits });
const float = (digits: string) => ({ kind: "float", digits });
const string = (value: string) => ({ kind: "string", value });
const bool = (value: boolean) => ({ kind: "bool", value });

describe("an absent argument is its default", () => {
  test.each([
    ["p: i32", "10", int("10")],
    ["p: i8", "-128", int("-128")],
    ["p: u8", "0xff", int("255")],
    ["p: u64", "18446744073709551615", int("18446744073709551615")],
    ["p: i64", "-9223372036854775808", int("-9223372036854775808")],
    ["p: f64", "10", float("10")],
    ["p: f64", "-1.5e3", float("-1500")],
    ["p: f32", ".5", float("0.5")],
    ["p: bool", "true", bool(true)],
    ["p: string", "true", string("true")],
    ["p: string", '""', string("")],
    ["p: string", '"a \\"b\\""', string('a "b"')],
    ["p: string | null", "x", string("x")],
    ["p: i32 = 10", "10", int("10")],
  ])("%s default:%s", async (parameter, value, literal) => {
    const want = { fallback: literal, omit: false, said: literal };
    expect(await paramOf(parameter, `p "P" default:${value}`)).toEqual(want);
  });
});

describe("without a default it is what the handler's initializer says", () => {
  test.each([
    ["p: i32 = 10", int("10")],
    ["p: i32 = -10", int("-10")],
    ["p: i32 = 1_000", int("1000")],
    ["p: i32 = 0x10", int("16")],
    ["p: i64 = 10 as i64", int("10")],
    ["p: i64 = <i64>10", int("10")],
    ["p: u64 = 18446744073709551615", int("18446744073709551615")],
    ["p: f64 = 1", float("1")],
    ["p: f64 = 1.5", float("1.5")],
    ["p: bool = true", bool(true)],
    ['p: string = "a\\n\\"b"', string('a\n"b')],
    ["p: string = 'a'", string("a")],
    ["p: string = `a`", string("a")],
    ["p = 10", int("10")],
    ['p = "a"', string("a")],
  ])("%s", async (parameter, literal) => {
    expect(await paramOf(parameter)).toEqual({ fallback: literal, omit: false, said: literal });
  });

  test.each([
    ['p: string = ""', string("")],
    ["p: i32 = 0", int("0")],
    ["p: string | null = null", { kind: "null" }],
    ["p: string[] = []", { kind: "empty" }],
    ["p: Map<string, i32> = new Map<string, i32>()", { kind: "empty" }],
    ["p: Uint8Array = new Uint8Array(0)", { kind: "empty" }],
  ])("%s, which the descriptor needn't say", async (parameter, literal) => {
    expect(await paramOf(parameter)).toEqual({ fallback: literal, omit: false, said: null });
  });

  test.each([
    ["in the same file", "const LIMIT: i32 = 10;\n"],
    [
      "in another file",
      'import { LIMIT } from "./limits";\n// ---- limits.ts\nexport const LIMIT = 10;\n',
    ],
  ])("a constant %s", async (_, more) => {
    const want = { fallback: int("10"), omit: false, said: int("10") };
    expect(await paramOf("p: i32 = LIMIT", undefined, more)).toEqual(want);
  });

  test.each([
    "p: string = make()",
    "p: i32 = 1 + 1",
    "p: i8 = 300",
    'p: string[] = ["a"]',
    "p: i32 = LIMIT",
  ])("an expression, by leaving the last argument out: %s", async (parameter) => {
    expect(await paramOf(parameter)).toEqual({ fallback: null, omit: true, said: null });
  });

  test("never for a required one", async () => {
    const want = { fallback: null, omit: false, said: null };
    expect(await paramOf("p: string = make()", 'p required "P"')).toEqual(want);
  });
});

test.each(["p: string", "p: i32", "p: string[]", "p: string | null"])(
  "else it is nothing: %s",
  async (parameter) => {
    expect(await paramOf(parameter)).toEqual({ fallback: null, omit: false, said: null });
  },
);

describe("an example is", () => {
  test.each([
    ["p: string", "a b", string("a b")],
    ["p: i32", "10", int("10")],
    ["p: f64", "1.5", float("1.5")],
    ["p: bool", "false", bool(false)],
    ["p: Uint8Array", "aGk=", string("aGk=")],
    ["p: string[]", '["a", "b"]', { kind: "json", value: ["a", "b"] }],
    ["p: Map<string, i32>", '{"a":1}', { kind: "json", value: { a: 1 } }],
    ["p: MsgValue", "[1]", { kind: "json", value: [1] }],
    ["p: MsgValue", "text", string("text")],
  ])("%s example:%s", async (parameter, value, want) => {
    const method = await methodOf(withParam(parameter, `p "P" example:${value}`));
    expect(method.params[0]?.example).toEqual(want);
  });
});

describe("a modifier that doesn't fit is found", () => {
  test.each([
    ["p: i32", "default:a", ["SK124"]],
    ["p: i32", "default:1.5", ["SK124"]],
    ["p: i8", "default:128", ["SK124"]],
    ["p: u8", "default:-1", ["SK124"]],
    ["p: u64", "default:18446744073709551616", ["SK124"]],
    ["p: f64", "default:much", ["SK124"]],
    ["p: bool", "default:1", ["SK124"]],
    ["p: string[]", "default:a", ["SK124"]],
    ["p: string", "enum:a|b default:c", ["SK125"]],
    ["p: string", 'enum:a|b default:""', ["SK125"]],
    ['p: string = "c"', "enum:a|b", ["SK125"]],
    ["p: i32", "enum:1|2", ["SK126"]],
    ["p: string[]", "enum:a|b", ["SK126"]],
    ["p: string", "enum:a|a default:a", ["SK131"]],
    ["p: string", "enum:a|b", ["SK132"]],
    ["p: i32 = 5", "default:10", ["SK224"]],
    ['p: string = ""', "default:a", ["SK224"]],
    ["p: i32", "example:a", ["SK128"]],
    ["p: string[]", 'example:{"a":1}', ["SK128"]],
    ["p: string", "type:bytes", ["SK129"]],
    ["p: string", "type:integer", ["SK129"]],
  ])("%s %s", async (parameter, modifiers, ids) => {
    expect((await modelOf(withParam(parameter, `p "P" ${modifiers}`))).ids).toEqual(ids);
  });

  test.each([
    ["p: string", "enum:a|b default:a"],
    ["p: string | null", "enum:a|b"],
    ["p: f64 = 1.0", "default:1"],
    ['p: string = ""', "enum:a|b"],
    ["p: Uint8Array", "type:bytes"],
  ])("but not %s %s", async (parameter, modifiers) => {
    expect((await modelOf(withParam(parameter, `p "P" ${modifiers}`))).ids).toEqual([]);
  });
});
