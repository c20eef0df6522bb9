import { describe, expect, test } from "vitest";
import { makeDiagnostic } from "../../../codegen/diagnostics.js";
import { LineIndex } from "../../../codegen/line-index.js";
import { codeFrame } from "../../../codegen/render/code-frame.js";
import { makeStyle } from "../../../codegen/render/style.js";

/** The frame around what stands between the two bars. */
function frame(marked: string): string[] {
  const [before = "", inside = "", after = ""] = marked.split("¦");
  const text = before + inside + after;
  const place = { path: "a.ts", start: before.length, end: before.length + inside.length };
  const position = new LineIndex(text).position(place.start);
  const diagnostic = makeDiagnostic("SK105", { version: "" }, { place, position });
  return codeFrame(diagnostic, { text, style: makeStyle(false) });
}

describe("a code frame", () => {
  test.each([
    ["underlines the span", "one ¦two¦ three", ["1 | one two three", "  |     ^^^"]],
    ["has one mark for nothing", "one ¦¦two", ["1 | one two", "  |     ^"]],
    ["stays on the first line", "one\ntwo ¦three\nfour¦", ["2 | two three", "  |     ^^^^^"]],
    ["works at the end of the text", "one\n¦¦", ["2 | ", "  | ^"]],
    ["keeps columns behind tabs", "\ta\t¦b¦", ["1 |  a b", "  |    ^"]],
    ["widens for line numbers", `${"\n".repeat(9)}¦a¦`, ["10 | a", "   | ^"]],
    ["shows control characters harmlessly", "\u001b[2J¦a¦", ["1 | \ufffd[2Ja", "  |     ^"]],
  ])("%s", (_, given, want) => {
    expect(frame(given)).toEqual(want);
  });

  test("cuts a long line around the span", () => {
    const [line = "", marks = ""] = frame(`${"a".repeat(1000)}¦bcd¦${"e".repeat(1000)}`);
    expect(line).toMatch(/^1 \| \.\.\.a{32}bcde+\.\.\.$/);
    expect(line).toHaveLength(4 + 3 + 96 + 3);
    expect(line.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1)).toBe("bcd");
  });

  test("ends the marks where the cut line ends", () => {
    const [line = "", marks = ""] = frame(`${"a".repeat(50)}¦${"b".repeat(5000)}¦`);
    expect(marks.length).toBe(line.length - 3);
  });
});
