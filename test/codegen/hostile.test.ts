import { describe, expect, test } from "vitest";
import { generateSkill, renderFindings } from "./render-findings.js";
import { goodSkill } from "./run-cli.js";

async function findingsOf(text: string): Promise<string[]> {
  const { diagnostics } = await generateSkill([{ path: "skill.ts", text }]);
  return [...new Set(diagnostics.map((each) => each.id))];
}

describe("an odd source gets an answer", () => {
  test.each([
    ["an empty one", "", ["SK101"]],
    ["a line of a megabyte", `${goodSkill}// ${"x".repeat(1 << 20)}\n`, []],
    ["a description of a megabyte", goodSkill.replace("Adds", "x".repeat(1 << 20)), []],
    ["an unclosed comment", `${goodSkill}/* and so on`, ["SK201"]],
    ["an unclosed comment with tags", "/**\n * @skill:id com.example.a\n", ["SK103", "SK201"]],
    ["an unclosed string", `${goodSkill}const a = "b\n`, ["SK201"]],
    ["an unclosed template", `${goodSkill}const a = \`b\n`, ["SK201"]],
    ["only a tag's beginning", "// @skill:", ["SK102"]],
    ["control characters", goodSkill.replace("Adds", "\u0001\u0007"), []],
    ["half of a surrogate pair", goodSkill.replace("Adds", "\ud83d"), []],
    ["a line separator in a text", goodSkill.replace("Adds", "a\u2028b"), []],
    [
      "a deep type",
      goodSkill.replace(
        "title: string)",
        `title: ${"Array<".repeat(500)}string${">".repeat(500)})`,
      ),
      [],
    ],
    ["a long chain", `${goodSkill}const a = b${".c".repeat(20_000)};\n`, []],
  ])("%s", async (_, text, want) => {
    expect(await findingsOf(text)).toEqual(want);
  });

  test("10,000 methods", async () => {
    const methods = Array.from(
      { length: 10_000 },
      (_, n) => `// @skill:method m${n} "M"\nexport function m${n}(): void {}\n`,
    );
    expect(await findingsOf(`${goodSkill}${methods.join("")}`)).toEqual([]);
  });

  test("10,000 broken annotations, of which it prints a hundred", async () => {
    const sources = [
      { path: "skill.ts", text: `${goodSkill}${"// @skill:oops\n".repeat(10_000)}` },
    ];
    const text = renderFindings(sources, await generateSkill(sources));
    expect(text.match(/SK102/g)).toHaveLength(100);
    expect(text).toMatch(/\n\.\.\. and 9900 more\n$/);
  });

  test("imports that go round in a circle", async () => {
    const sources = [
      { path: "skill.ts", text: `import { A } from "./a";\n${goodSkill.replace("string)", "A)")}` },
      { path: "a.ts", text: 'export { A } from "./b";\n' },
      { path: "b.ts", text: 'export { A } from "./a";\n' },
    ];
    const { diagnostics } = await generateSkill(sources);
    expect(diagnostics.map((each) => each.id)).toEqual(["SK214"]);
  });
});

test.each([
  [
    "export interface Task {\n  id: string;\n  title!: string;\n}\n",
    /^What callers send and get is/,
  ],
  ["export class Task {\n  title!!: string;\n}\n", /^$/],
])(
  "an interface that is written as a class is told to be one, and nothing else: %s",
  async (code, want) => {
    const { diagnostics } = await generateSkill([
      { path: "skill.ts", text: `${code}${goodSkill}` },
    ]);
    expect(diagnostics.map(({ id }) => id)).toEqual(["SK201"]);
    expect(diagnostics[0]?.hint).toMatch(want);
  },
);
