import { describe, expect, test } from "vitest";
import {
  inputSchema,
  type JsonSchema,
  jsonValue,
  outputSchema,
  paramSchema,
  type SchemaParam,
} from "../../../engine/cores/json-schema.js";

function param(rest: Partial<SchemaParam>): SchemaParam {
  const base = { name: "", description: "", type: "string", required: false, encoding: "" };
  return { ...base, enum: [], properties: [], ...rest };
}

const range = (least: bigint, most: bigint) => ({ type: "integer", range: { least, most } });
const text = param({});
const count = param({ name: "count", type: "integer", required: true, description: "How many" });

const table: [what: string, given: Partial<SchemaParam>, want: JsonSchema][] = [
  ["a text", {}, { type: "string" }],
  ["a described text", { description: "A name" }, { description: "A name", type: "string" }],
  ["a choice", { enum: ["a", "b"] }, { type: "string", enum: ["a", "b"] }],
  [
    "a choice or null",
    { enum: ["a"], nullable: true },
    { type: ["string", "null"], enum: ["a", null] },
  ],
  ["an integer of unknown width", { type: "integer" }, { type: "integer" }],
  ["an i8", range(-128n, 127n), { type: "integer", minimum: -128, maximum: 127 }],
  [
    "a u64, whose greatest value no double holds",
    range(0n, 2n ** 64n - 1n),
    { type: "integer", minimum: 0, exclusiveMaximum: 2 ** 64 },
  ],
  ["anything", { type: "object", encoding: "any", description: "X" }, { description: "X" }],
  ["a list", { type: "array", items: text }, { type: "array", items: { type: "string" } }],
  ["a list of anything", { type: "array" }, { type: "array" }],
  [
    "a map",
    { type: "object", items: text },
    { type: "object", additionalProperties: { type: "string" } },
  ],
  ["an object that isn't described", { type: "object" }, { type: "object" }],
  [
    "a record",
    { type: "object", properties: [count, param({ name: "note" })] },
    {
      type: "object",
      properties: {
        count: { description: "How many", type: "integer" },
        note: { type: "string" },
      },
      required: ["count"],
    },
  ],
  [
    "defaults and examples",
    { type: "integer", default: 5n, example: 7 },
    { type: "integer", default: 5, examples: [7] },
  ],
  [
    "an example of bytes",
    { type: "array", example: [new Uint8Array([1, 2])] },
    { type: "array", examples: [["AQI="]] },
  ],
];

describe.each(table)("the schema of %s", (_, given, want) => {
  test("says what the descriptor says", () => {
    expect(paramSchema(param(given))).toEqual(want);
  });
});

test("bytes are base64 of either alphabet, with or without padding", () => {
  const { pattern = "", ...rest } = paramSchema(param({ encoding: "base64" }));
  expect(rest).toEqual({ type: "string", contentEncoding: "base64" });
  const taken = ["", "QQ", "QQ==", "QUI", "QUI=", "QUJD", "-_-_", "+/+/"];
  const refused = ["Q", "QQ=", "QUJDQ", "QUJD=", "QU D", "====", "QQ==QQ=="];
  expect([...taken, ...refused].filter((each) => new RegExp(pattern).test(each))).toEqual(taken);
});

test("a method has a schema for its arguments and one for its answer", () => {
  const $schema = "https://json-schema.org/draft/2020-12/schema";
  const method = { name: "add", description: "", params: [count], result: text };
  expect(inputSchema(method)).toEqual({
    $schema,
    title: "add",
    type: "object",
    properties: { count: { description: "How many", type: "integer" } },
    required: ["count"],
  });
  expect(outputSchema(method)).toEqual({ $schema, type: "string" });
  expect(outputSchema({ ...method, result: null })).toEqual({ $schema, type: "null" });
});

test("values of MessagePack become values of JSON", () => {
  const value = new Map<unknown, unknown>([
    [1, 2n ** 60n],
    ["a", [null, true]],
  ]);
  expect(jsonValue(value)).toEqual({ 1: 2 ** 60, a: [null, true] });
});
