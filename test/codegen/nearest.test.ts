import { expect, test } from "vitest";
import { nearest } from "../../codegen/nearest.js";

const words = ["id", "name", "version", "method", "param", "require", "result"];

test.each([
  ["parm", "param"],
  ["methd", "method"],
  ["Method", "method"],
  ["requires", "require"],
  ["vresion", "version"],
  ["ids", "id"],
  ["", ""],
  ["zzzzzz", ""],
  ["x".repeat(1000), ""],
])('"%s" is near "%s"', (word, want) => {
  expect(nearest(word, words)).toBe(want);
});
