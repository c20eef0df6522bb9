import { describe, expect, test } from "vitest";
import { annotate } from "../annotate.js";

const block = `/**
 * notes — keeps notes ── ёж
 *
 * @skill:id      com.example.my-notes
 * @skill:name    "Notes (AS)"
 * Free text between the tags.
 * @skill:version 1.20.3
 * @skill:desc    "Reads, writes: \\"all\\" notes → you."
 * @skill:sdk     "@luminarys/sdk-as"
 */
`;
const lines = block
  .split("\n")
  .map((line) => line.replace(/^\/\*\*$| \*\/$/, "").replace(/^ \*/, "//"))
  .join("\n");
const code = 'import { log } from "@luminarys/sdk-as";\n';

function said(text: string) {
  const { annotations, ids } = annotate(text);
  const { skill } = annotations ?? {};
  return {
    ids,
    id: skill?.id?.value,
    name: skill?.name?.value,
    version: skill?.version?.value,
    description: skill?.description?.value,
    sdk: skill?.sdk?.value,
  };
}

const want = {
  ids: [],
  id: "com.example.my-notes",
  name: "Notes (AS)",
  version: "1.20.3",
  description: 'Reads, writes: "all" notes → you.',
  sdk: "@luminarys/sdk-as",
};

describe("skill tags are read", () => {
  test.each([
    ["in a block comment", block],
    ["in line comments", lines],
    ["before the imports", `${block}\n${code}`],
    ["after the imports", `${code}\n${block}`],
    ["after all code", `${code}export function f(): void {}\n${lines}`],
    ["with Windows line ends", block.replaceAll("\n", "\r\n")],
    ["with old Mac line ends", block.replaceAll("\n", "\r")],
    ["with a byte order mark", `\ufeff${block}`],
    ["in a comment without stars", block.replaceAll(" * @", "   @")],
    ["in one comment with two stars a line", block.replaceAll(" * @", " ** @")],
    ["in comments with three slashes", lines.replaceAll("// @", "/// @")],
    ["with notes behind them", lines.replace(/(1\.20\.3|my-notes|sdk-as")$/gm, "$1 // note")],
  ])("%s", (_, text) => {
    expect(said(text)).toEqual(want);
  });
});

test("text that mentions a tag in the middle of a line isn't one", () => {
  const text = `${lines}// See @skill:method in the guide, or "@skill:id x".\n// // @skill:id old.id.x\n`;
  expect(said(text)).toEqual(want);
});

test("a tag inside a string isn't one", () => {
  const text = `${lines}const a = "@skill:id x"; const b = \`\n// @skill:id a.b.c\n\`;\nexport function f(): string { return '@skill:method x'; }\n`;
  expect(said(text)).toEqual(want);
});

describe("a broken skill tag is found", () => {
  test.each([
    ["@skill:id", ["SK106", "SK103", "SK103"]],
    ["@skill:id a.b.c d", ["SK111", "SK103", "SK103"]],
    ["@skill:name Notes", ["SK103", "SK103", "SK109"]],
    ['@skill:name "Notes', ["SK103", "SK103", "SK110"]],
    ['@skill:name "Notes" (AS)', ["SK103", "SK103", "SK111"]],
    ["@skill:naem", ["SK102"]],
    ["@skill:", ["SK102"]],
  ])("%s", (line, ids) => {
    expect(annotate(`// ${line}\n`).ids.sort()).toEqual([...ids].sort());
  });
});
