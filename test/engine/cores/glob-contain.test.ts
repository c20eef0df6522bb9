import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { containsPattern } from "../../../engine/cores/glob/contain.js";
import { parseGlob } from "../../../engine/cores/glob/parse.js";
import { compileGlob } from "../../../engine/cores/glob.js";

const contains = (granted: string[], wanted: string) =>
  containsPattern(granted.map(parseGlob), parseGlob(wanted));

const table: [granted: string[], wanted: string, contained: boolean][] = [
  [["**"], "a/b", true],
  [["**"], "**", true],
  [["*"], "**", false],
  [["**"], "*", true],
  [[], "a", false],
  [["a"], "a", true],
  [["a"], "b", false],
  [["a", "b"], "{a,b}", true],
  [["a"], "{a,b}", false],
  [["?"], "[a-z]", true],
  [["[a-z]"], "?", false],
  [["[a-m]", "[n-z]"], "[a-z]", true],
  [["[a-m]", "[o-z]"], "[a-z]", false],
  [["[!a]", "a"], "?", true],
  [["[!a]"], "?", false],
  [["go *"], "go **", false],
  [["go **"], "go *", true],
  [["go **"], "go test ./**", true],
  [["*.internal"], "db.internal", true],
  [["*.internal"], "*.db.internal", true],
  [["*.db.internal"], "*.internal", false],
  [["/data/**"], "/data/*/out/**", true],
  [["/data/*/out/**"], "/data/**", false],
  [["*", "**/*"], "**", true],
  [["/**/b"], "/b", true],
  [["/**/b"], "/x/*/b", true],
  [["a*", "*a"], "a*a", true],
  [["*a*"], "b*", false],
  [["", "?*"], "*", true],
  [["?*"], "*", false],
  [["{,a}*"], "*", true],
  [["\u{1f37a}*"], "\u{1f37a}x", true],
];

describe("every text of a pattern is matched by some grant", () => {
  test.each(table)("%j holds %j: %j", (granted, wanted, contained) => {
    expect(contains(granted, wanted)).toBe(contained);
  });
});

test("a contained pattern never matches what the grants don't", () => {
  const piece = fc.constantFrom("a", "b", "/", "*", "**", "?", "[ab]", "[!a]", "{a,b}", "{a,*b}");
  const pattern = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(""));
  const text = fc
    .array(fc.constantFrom("a", "b", "/", "c"), { maxLength: 7 })
    .map((c) => c.join(""));
  const sample = fc.record({
    granted: fc.array(pattern, { maxLength: 3 }),
    wanted: pattern,
    texts: fc.array(text, { minLength: 20, maxLength: 40 }),
  });
  fc.assert(
    fc.property(sample, ({ granted, wanted, texts }) => {
      const outside = texts.filter(
        (t) => compileGlob(wanted).matches(t) && !granted.some((g) => compileGlob(g).matches(t)),
      );
      return outside.length === 0 || !contains(granted, wanted);
    }),
    { seed: 7, numRuns: 1500 },
  );
});

test("a pattern is contained in itself", () => {
  const pattern = fc
    .array(fc.constantFrom("a", "/", "*", "**", "?", "[ab]", "{a,*}"), { maxLength: 8 })
    .map((pieces) => pieces.join(""));
  fc.assert(
    fc.property(pattern, (each) => contains([each], each)),
    { seed: 7, numRuns: 500 },
  );
});

test("patterns that would take too long count as not contained", () => {
  const granted = `*a${"?".repeat(24)}`;
  expect(contains([granted, `*b${"?".repeat(24)}`], "*")).toBe(false);
  expect(contains([granted], `*a${"[ab]".repeat(24)}`)).toBe(false);
});
