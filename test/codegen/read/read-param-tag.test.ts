import { describe, expect, test } from "vitest";
import { annotateParam } from "../annotate.js";

const optional = { ids: [], required: false };
const required = { ids: [], required: true };

describe("a parameter tag says", () => {
  test.each([
    ['name required "Text"', { ...required, name: "name", description: "Text" }],
    ['name optional "Text"', { ...optional, name: "name", description: "Text" }],
    ['name "Text"', { ...optional, name: "name", description: "Text" }],
    ['name    required    "Text"', { ...required, name: "name", description: "Text" }],
    ['name\trequired\t"Text"', { ...required, name: "name", description: "Text" }],
    ['required required "Text"', { ...required, name: "required", description: "Text" }],
    ['optional "Text"', { ...optional, name: "optional", description: "Text" }],
    ['default "Text"', { ...optional, name: "default", description: "Text" }],
  ])("%s", (given, want) => {
    expect(annotateParam(given)).toEqual(want);
  });
});

describe("a description holds", () => {
  test.each([
    ["escaped quotes", 'n "a \\"b\\" c"', 'a "b" c'],
    ["escaped backslashes", 'n "a\\\\b"', "a\\b"],
    ["other backslashes as they are", 'n "\\d+\\n"', "\\d+\\n"],
    ["an escaped backslash before the end", 'n "a\\\\"', "a\\"],
    ["any Unicode", 'n "→ 日本語 🎉 ё"', "→ 日本語 🎉 ё"],
    [
      "words of the grammar",
      'n "default:1 enum:a|b required @skill:param"',
      "default:1 enum:a|b required @skill:param",
    ],
    ["comment marks", 'n "https://x // no note"', "https://x // no note"],
    ["braces and stars", 'n "/data/{logs,cache}/**"', "/data/{logs,cache}/**"],
  ])("%s", (_, given, description) => {
    expect(annotateParam(given)).toMatchObject({ ids: [], description });
  });
});

describe("a modifier's value is", () => {
  test.each([
    ["bare up to the end", 'n "D" example:func New', { example: "func New" }],
    [
      "bare up to the next modifier",
      'n "D" example:func New default:x',
      { example: "func New", default: "x" },
    ],
    ["quoted", 'n "D" default:"a b" example:c', { default: "a b", example: "c" }],
    ["quoted with a modifier inside", 'n "D" default:"a enum:b"', { default: "a enum:b" }],
    ["quoted with escapes", 'n "D" default:"\\"\\\\"', { default: '"\\' }],
    ["empty when quoted", 'n "D" default:""', { default: "" }],
    ["a pattern", 'n "D" example:/data/**/*.ts', { example: "/data/**/*.ts" }],
    ["an address", 'n "D" example:user@host:80', { example: "user@host:80" }],
    ["a URL", 'n "D" example:https://example.com/a//b', { example: "https://example.com/a//b" }],
    ["JSON", 'n "D" example:{"a":[1, 2]} default:x', { example: '{"a":[1, 2]}', default: "x" }],
    ["without a note", 'n "D" default:10 // ten', { default: "10" }],
    ["without a note behind quotes", 'n "D" default:"a" // ten', { default: "a" }],
    ["bytes", 'n "D" type:bytes', { type: "bytes" }],
    ["behind several spaces", 'n "D"    default:1    example:2', { default: "1", example: "2" }],
    ["options", 'n "D" enum:a|b|c', { enum: ["a", "b", "c"] }],
    ["one option", 'n "D" enum:a', { enum: ["a"] }],
    ["options with spaces", 'n "D" enum:one two|three four', { enum: ["one two", "three four"] }],
    [
      "options quoted together",
      'n "D" enum:"one two|three" default:x',
      { enum: ["one two", "three"], default: "x" },
    ],
    ["options quoted one by one", 'n "D" enum:"a|b"|"c"', { enum: ["a|b", "c"] }],
  ])("%s", (_, given, want) => {
    expect(annotateParam(given)).toEqual({ ...optional, name: "n", description: "D", ...want });
  });
});

describe("a broken parameter tag is found", () => {
  test.each([
    ["", ["SK106"]],
    ['"D"', ["SK106"]],
    ["n", ["SK112"]],
    ["n required", ["SK112"]],
    ["n default:5", ["SK112"]],
    ['n requird "D"', ["SK111"]],
    ['n mandatory "D"', ["SK109"]],
    ["n D", ["SK109"]],
    ['n "D', ["SK110"]],
    ['n "D\\"', ["SK110"]],
    ['n "D" default:"x', ["SK110"]],
    ['n "D"x', ["SK111"]],
    ['n "D" x', ["SK111"]],
    ['n "D" default:"a"b', ["SK111"]],
    ['n "D" enum:"a""b"', ["SK111"]],
    ['n "D" sample:x', ["SK113"]],
    ['n "D" default: x', ["SK114", "SK111"]],
    ['n "D" default:a default:b', ["SK115"]],
  ])("%s", (given, ids) => {
    expect(annotateParam(given).ids).toEqual(ids);
  });
});
