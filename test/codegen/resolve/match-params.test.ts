import { describe, expect, test } from "vitest";
import { methodOf, modelOf } from "../model-of.js";

function skill(tags: string[], parameters: string): string {
  const lines = tags.map((name) => `// @skill:param ${name} required "P"\n`).join("");
  return `// @skill:method m "M"\n${lines}export function m(${parameters}): void {}\n`;
}

describe("arguments match parameters by position", () => {
  test.each([
    ["the same names", ["a", "b"], "a: string, b: bool", ["string", "bool"]],
    [
      "other case styles",
      ["log_file", "dry_run"],
      "logFile: string, dryRun: bool",
      ["string", "bool"],
    ],
    ["unused parameters", ["log_file"], "_logFile: string", ["string"]],
    ["a Context first", ["a"], "ctx: Context, a: string", ["string"]],
    ["a Context with another name", ["a"], "_: Context, a: string", ["string"]],
    ["a Context from a namespace", ["a"], "c: sdk.Context, a: string", ["string"]],
    ["no parameters", [], "", []],
    ["only a Context", [], "_ctx: Context", []],
    [
      "a signature on several lines",
      ["a", "b"],
      "\n  a: string, // first\n  b: bool,\n",
      ["string", "bool"],
    ],
  ])("with %s", async (_, tags, parameters, kinds) => {
    const method = await methodOf(skill(tags, parameters));
    expect(method.params.map((param) => param.name)).toEqual(tags);
    expect(method.params.map((param) => param.type.kind)).toEqual(kinds);
    expect(method.context).toBe(parameters.includes("Context"));
  });
});

describe("what can't match is found", () => {
  test.each([
    ["another name", ["headers"], "headersJSON: string", ["SK206"]],
    ["a tag too many", ["a", "b"], "a: string", ["SK202"]],
    ["two tags too many", ["a", "b", "c"], "b: string", ["SK202", "SK202"]],
    ["a parameter too many", ["a"], "a: string, b: string", ["SK203"]],
    ["two parameters too many", [], "a: string, b: string", ["SK203", "SK203"]],
    ["another number of other names", ["x"], "a: string, b: string", ["SK204"]],
    ["the other order", ["b", "a"], "a: string, b: string", ["SK205"]],
    ["a cycle", ["b", "c", "a"], "a: string, b: string, c: string", ["SK205"]],
    ["a late Context", ["a"], "a: string, ctx: Context", ["SK221"]],
    ["an annotated Context", ["ctx", "a"], "ctx: Context, a: string", ["SK202"]],
  ])("%s", async (_, tags, parameters, ids) => {
    expect((await modelOf(skill(tags, parameters))).ids).toEqual(ids);
  });
});
