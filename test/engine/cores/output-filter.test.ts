import { expect, test } from "vitest";
import { filterOutput } from "../../../engine/cores/output-filter.js";

const output = "one\ntwo\r\nthree\nfour";

test.each([
  ["all of it, to the byte", { grep: "", tail: 0 }, output],
  ["the lines that match", { grep: "^t", tail: 0 }, "two\nthree\n"],
  ["the last lines", { grep: "", tail: 2 }, "three\nfour\n"],
  ["the last of the lines that match", { grep: "^t", tail: 1 }, "three\n"],
  ["as many lines as there are", { grep: "", tail: 99 }, "one\ntwo\nthree\nfour\n"],
  ["nothing where nothing matches", { grep: "five", tail: 3 }, ""],
  ["all of it when the tail is below zero", { grep: "", tail: -1 }, output],
])("what is left of an output is %s", (_, filter, want) => {
  expect(filterOutput(output, filter)).toBe(want);
});

test("an expression that is none is a SyntaxError, and the next one is taken", () => {
  expect(() => filterOutput(output, { grep: "(", tail: 0 })).toThrow(SyntaxError);
  expect(filterOutput(output, { grep: "one", tail: 0 })).toBe("one\n");
});
