import { describe, expect, test } from "vitest";
import { lineDiff } from "../../../codegen/render/line-diff.js";

describe("the difference of two texts", () => {
  test.each([
    ["of equal ones is nothing", "a b c", "a b c", ""],
    ["shows a changed line", "a b c", "a x c", " a -b +x  c"],
    ["shows an added line", "a c", "a b c", " a +b  c"],
    ["shows a removed line", "a b c", "a c", " a -b  c"],
    ["shows lines added at the end", "a", "a b c", " a +b +c"],
    ["shows what moved", "a b c", "b c a", "-a  b  c +a"],
    [
      "leaves far lines out",
      "1 2 3 4 5 6 7 8 9",
      "1 2 3 4 x 6 7 8 9",
      "...  2  3  4 -5 +x  6  7  8 ...",
    ],
    ["joins near changes", "1 2 3 4 5", "x 2 3 4 y", "-1 +x  2  3  4 -5 +y"],
  ])("%s", (_, before, after, want) => {
    const lines = (text: string) => text.replaceAll(" ", "\n");
    expect(lineDiff(lines(before), lines(after)).join(" ")).toBe(want);
  });

  test("of long texts without a line in common is found in time", () => {
    const text = (word: string) => Array.from({ length: 20_000 }, (_, n) => word + n).join("\n");
    expect(lineDiff(text("a"), text("b"))).toHaveLength(40_000);
  });
});
