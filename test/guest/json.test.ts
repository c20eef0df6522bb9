import { beforeAll, describe, expect, test } from "vitest";
import { loadModule } from "../../engine/load.js";
import { createSkill, type Skill } from "../../engine/skill.js";
import { buildSkill } from "../support/build-skill.js";
import { Random } from "../support/random.js";

const source = `
// @skill:id com.example.json
// @skill:name "JSON"
// @skill:version 1.0.0
// @skill:desc "Reads and writes JSON"

import { json, MsgValue } from "@luminarys/sdk-as";

// @skill:method parse "The value, or the error"
// @skill:param  source required "JSON"
export function parse(source: string): MsgValue {
  const parsed = json.parse(source);
  const answer = MsgValue.map();
  answer.setField("value", parsed.value);
  answer.setField("error", MsgValue.str(parsed.error));
  answer.setField("code", MsgValue.str(parsed.code));
  return answer;
}

// @skill:method stringify "JSON"
// @skill:param  value required "Anything"
export function stringify(value: MsgValue): string {
  return json.stringify(value);
}
`;

let skill: Skill;

beforeAll(async () => {
  skill = createSkill(loadModule((await buildSkill(source)).wasm));
});

interface Parsed {
  value: unknown;
  error: string;
  code: string;
}

function parse(text: string): Parsed {
  return skill.invoke("parse", { source: text }).value as unknown as Parsed;
}

function stringify(value: unknown): unknown {
  return skill.invoke("stringify", { value }).value;
}

describe("a JSON text becomes the value that JSON.parse makes of it", () => {
  test.each([
    "null",
    "true",
    "false",
    '""',
    '"text"',
    String.raw`"\"\\\/\b\f\n\r\tA\u00e9\u6f22\ud83d\ude00"`,
    '"größe 漢字 😀"',
    "0",
    "7",
    "-7",
    "2147483648",
    "-2147483649",
    "9007199254740991",
    "1.5",
    "-0.25",
    "0.1",
    "1e3",
    "1E+3",
    "25e-2",
    "123.456e-7",
    "1.7976931348623157e308",
    "5e-324",
    "1e400",
    "[]",
    "[1]",
    '[1,"two",[3],{"four":4},null,true]',
    "{}",
    '{"a":1}',
    '{"b":{"a":[{}]},"":0}',
    '{"a":1,"b":2,"a":3}',
    ' \t\r\n{ "a" : [ 1 , 2 ] , "b" : "c" } \n',
    JSON.stringify(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`key${i}`, i]))),
    `{${Array.from({ length: 40 }, (_, i) => `"key${i % 13}":${i}`).join(",")}}`,
  ])("%s", (text) => {
    expect(parse(text)).toEqual({ value: JSON.parse(text), error: "", code: "" });
  });
});

describe("a whole number stays exact", () => {
  test.each([
    ["9007199254740993", 9007199254740993n],
    ["9223372036854775807", 9223372036854775807n],
    ["-9223372036854775808", -9223372036854775808n],
    ["18446744073709551615", 18446744073709551615n],
  ])("%s", (text, want) => {
    expect(parse(text).value).toBe(want);
  });

  test.each(["18446744073709551616", "-9223372036854775809", "1234567890123456789012345678901"])(
    "as far as 64 bits reach: %s is a float",
    (text) => {
      expect(parse(text).value).toBe(Number(text));
    },
  );

  test("but for -0, which is a float", () => {
    expect(parse("-0").value).toBe(-0);
  });
});

describe("what is no JSON is refused with its place", () => {
  test.each([
    ["", "a value at offset 0"],
    ["  ", "a value at offset 2"],
    ["nul", "a value at offset 0"],
    ["undefined", "a value at offset 0"],
    ["NaN", "a value at offset 0"],
    ["'a'", "a value at offset 0"],
    ["+1", "a value at offset 0"],
    [".5", "a value at offset 0"],
    ["01", "the end at offset 1"],
    ["-", "a digit at offset 1"],
    ["-a", "a digit at offset 1"],
    ["1.", "a digit at offset 2"],
    ["1.e3", "a digit at offset 2"],
    ["1e", "a digit at offset 2"],
    ["1e+", "a digit at offset 3"],
    ["[1,]", "a value at offset 3"],
    ["[1 2]", '"]" at offset 3'],
    ["[1", '"]" at offset 2'],
    ['{"a":}', "a value at offset 5"],
    ['{"a" 1}', '":" at offset 5'],
    ["{a:1}", "a string at offset 1"],
    ['{"a":1,}', "a string at offset 7"],
    ['{"a":1', '"}" at offset 6'],
    ['"a', "the end of the string at offset 2"],
    ['"a\nb"', "the end of the string at offset 2"],
    [String.raw`"\x41"`, "a JSON escape at offset 1"],
    [String.raw`"\u00g1"`, "a hexadecimal digit at offset 5"],
    ["1 // one", "the end at offset 2"],
    ["true false", "the end at offset 5"],
    ["\ufeff1", "a value at offset 0"],
  ])("%j: expected %s", (text, wanted) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    const error = `Cannot parse JSON: expected ${wanted}`;
    expect(parse(text)).toEqual({ value: null, error, code: "invalid" });
  });
});

test("the same texts are JSON here and for JSON.parse, and mean the same, after any change of one", () => {
  const random = new Random(20261121);
  const text = String.raw`{"a":[1,-2.5e3,true,null,"\u00e9\n"],"b":{"c":{},"d":[]},"e":1844674407370955}`;
  const units = '{}[]":,\\0123456789.eE+-truefalsn \t\nu"';
  for (let i = 0; i < 20_000; i++) {
    const at = random.below(text.length);
    const unit = units.charAt(random.below(units.length));
    const cut = random.below(3);
    const changed = text.slice(0, at) + unit + text.slice(at + cut);
    const { value, error } = parse(changed);
    const ours = error === "" ? shown(value) : "no JSON";
    expect(`${changed}: ${ours}`).toBe(`${changed}: ${meaning(changed)}`);
  }
});

function meaning(text: string): string {
  try {
    return shown(JSON.parse(text));
  } catch {
    return "no JSON";
  }
}

/** Integers beyond 2^53 as JSON.parse has them. */
function shown(value: unknown): string {
  return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? Number(each) : each));
}

test.each([
  "9007199254740993.0",
  "9007199254740992.99999999999999999999999999999",
  "2.2250738585072011e-308",
  "2.2250738585072014e-308",
  "2.4703282292062327e-324",
  "2.4703282292062328e-324",
  "4.9406564584124654e-324",
  "1.7976931348623158e308",
  "1.7976931348623159e308",
  "123456789012345678901234567890e-50",
  `0.${"0".repeat(400)}1e400`,
  `1${"0".repeat(400)}e-400`,
  `1.${"0".repeat(900)}1`,
  `${"9".repeat(1000)}e-900`,
  "1e999999999999",
  "1e-999999999999",
  "0e999999999999",
  "8.5e22",
  "1e23",
])("a float is the nearest one: %s", (text) => {
  expect(parse(text).value).toBe(Number(text));
});

test("a float is the nearest one, as JSON.parse finds it, over random bits", () => {
  const random = new Random(7);
  const bits = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < 5000; i++) {
    bits.setUint32(0, random.below(2 ** 32));
    bits.setUint32(4, random.below(2 ** 32));
    const text = JSON.stringify([bits.getFloat64(0)]);
    expect(shown(parse(text).value)).toBe(text);
  }
});

describe("a value becomes the JSON that JSON.stringify makes of it", () => {
  test.each([
    [null],
    [true],
    [false],
    [""],
    ['quote " backslash \\ newline \n tab \t return \r bell \u0007 escape \u001b'],
    ["größe 漢字 😀"],
    [0],
    [-1],
    [1.5],
    [Number.MAX_SAFE_INTEGER],
    [[]],
    [[1, [2, []], "three"]],
    [{}],
    [{ a: 1, b: { c: [true, null] }, "ü\n": "x" }],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
  ])("%j", (value) => {
    expect(stringify(value)).toBe(JSON.stringify(value));
  });
});

test("whole numbers of 64 bits are written whole", () => {
  expect(stringify([18446744073709551615n, -9223372036854775808n])).toBe(
    "[18446744073709551615,-9223372036854775808]",
  );
});

test("bytes of every length are written as base64", () => {
  for (let size = 0; size < 12; size++) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => 255 - i * 21);
    expect(stringify(bytes)).toBe(JSON.stringify(Buffer.from(bytes).toString("base64")));
  }
});

test("keys that aren't texts are left out, and extensions are null", () => {
  const value = new Map<unknown, unknown>([
    [1, "one"],
    ["date", new Date(0)],
    [true, "yes"],
  ]);

  expect(stringify(value)).toBe('{"date":null}');
});

test("what was written is read again as it was, over random values", () => {
  const random = new Random(3);
  for (let i = 0; i < 300; i++) {
    const value = randomValue(random, 4);
    expect(parse(stringify(value) as string).value).toEqual(value);
  }
});

function randomValue(random: Random, depth: number): unknown {
  const leaves = [null, true, -5, 1.25, "", 'a"\n\\ü', 2 ** 40];
  const kind = random.below(depth > 0 ? 4 : 2);
  if (kind < 2) return leaves[random.below(leaves.length)];
  const items = Array.from({ length: random.below(12) }, () => randomValue(random, depth - 1));
  return kind === 2 ? items : Object.fromEntries(items.map((item, at) => [`key ${at}`, item]));
}

describe("hostile texts", () => {
  test("63 levels of an answer are read and written, 65 are refused", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

    const error = "Cannot parse JSON: expected no more than 64 levels at offset 64";

    expect(parse(nested(63)).error).toBe("");
    expect(stringify(parse(nested(63)).value)).toBe(nested(63));
    expect(parse(nested(65)).error).toBe(error);
    expect(parse("[".repeat(100_000)).error).toBe(error);
  });

  test("a string of 200,000 escapes and an object of 20,000 keys are read", () => {
    const escapes = `"${"\\n".repeat(200_000)}"`;
    const keys = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key ${i}`, i]));

    expect(parse(escapes).value).toBe("\n".repeat(200_000));
    expect(parse(JSON.stringify(keys)).value).toEqual(keys);
    expect(stringify(keys)).toBe(JSON.stringify(keys));
  });
});
