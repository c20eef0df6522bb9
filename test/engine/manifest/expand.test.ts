import { expect, test } from "vitest";
import { expandVariables } from "../../../engine/manifest/expand.js";

const environment = { A: "1", B: "two words", EMPTY: "", DOLLAR: "${A}" };

const table: [text: string, expanded: string][] = [
  ["", ""],
  ["plain", "plain"],
  ["$A", "$A"],
  ["100$", "100$"],
  ["${A}", "1"],
  ["x${A}y${B}z", "x1ytwo wordsz"],
  ["${UNSET}", ""],
  ["${UNSET:-d}", "d"],
  ["${EMPTY:-d}", "d"],
  ["${A:-d}", "1"],
  ["${UNSET:-}", ""],
  ["${UNSET:-${A}}", "1"],
  ["${UNSET:-a${ALSO:-b}c}", "abc"],
  ["${UNSET:-http://x:80/?a=b}", "http://x:80/?a=b"],
  ["${A:?needed}", "1"],
  ["$${A}", "${A}"],
  ["${A}$${A}", "1${A}"],
  ["${DOLLAR}", "${A}"],
  ["${toString}", ""],
];

test.each(table)("%j expands to %j", (text, expanded) => {
  expect(expandVariables(text, environment)).toBe(expanded);
});

const refused: [text: string, reason: string][] = [
  ["${", '"${" is never closed'],
  ["${A", '"${" is never closed'],
  ["${}", '"${}" is none of ${VAR}, ${VAR:-default}, ${VAR:?message}'],
  ["${1A}", '"${1A}" is none of ${VAR}, ${VAR:-default}, ${VAR:?message}'],
  ["${A:+b}", '"${A:+b}" is none of ${VAR}, ${VAR:-default}, ${VAR:?message}'],
  [`${"${U:-".repeat(20)}${"}".repeat(20)}`, "variables are nested too deeply"],
];

test.each([
  ["${UNSET:?run make env}", "run make env", "UNSET"],
  ["${EMPTY:?}", "EMPTY isn't set", "EMPTY"],
])("%j is refused with the variable's name for a hint", (text, message, variable) => {
  const attempt = () => expandVariables(text, environment);
  expect(attempt).toThrow(expect.objectContaining({ message, variable }));
  expect(attempt).toThrow(SyntaxError);
});

test.each(refused)("%j is refused", (text, reason) => {
  expect(() => expandVariables(text, environment)).toThrow(new SyntaxError(reason));
});
