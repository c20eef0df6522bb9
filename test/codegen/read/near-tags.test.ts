import { expect, test } from "vitest";
import { modelOf } from "../model-of.js";
import { generateSkill } from "../render-findings.js";
import { goodSkill } from "../run-cli.js";

async function findingsOf(line: string, text = goodSkill): Promise<string[]> {
  const sources = [
    { path: "skill.ts", text },
    { path: "more.ts", text: `${line}\nexport function more(): void {}\n` },
  ];
  const { diagnostics } = await generateSkill(sources);
  return diagnostics.map(({ id, message }) => `${id} ${/so ("[^"]*")/.exec(message)?.[1]}`);
}

test.each([
  ['// @skil:method more "M"', "@skil:method"],
  ['// @skills:method more "M"', "@skills:method"],
  ['// @sikll:method more "M"', "@sikll:method"],
  ['// @Skill:method more "M"', "@Skill:method"],
  ['// @skill.method more "M"', "@skill.method"],
  ['// @skill-method more "M"', "@skill-method"],
  ['// @skill :method more "M"', "@skill :method"],
  ['// @skill method more "M"', "@skill method"],
  ['// skill:method more "M"', "skill:method"],
  ['/// skills:param more "M"', "skills:param"],
  ['/** @skil:method more "M" */', "@skil:method"],
  ["/**\n * @skil:internal\n */", "@skil:internal"],
  ['/**\n  @skil:result "M"\n */', "@skil:result"],
])("%s is found, in a file that no tag leads to, too", async (line, found) => {
  expect(await findingsOf(line)).toEqual([`SK133 "${found}"`]);
});

test.each([
  "// skill: method names are in snake_case",
  "// skills: name them well",
  "// The @skil:method is misspelt",
  "// @see skill:method",
  "// @still going",
  "// @skip:method of the tests",
  "// @shell:name of the program",
  "// @skil:colour red",
  "// skill-name",
  'const skill = "skill:method";',
])("%s isn't meant as a tag", async (line) => {
  expect(await findingsOf(line)).toEqual([]);
});

test("a skill of nothing but misspelt tags hears of each", async () => {
  const text = goodSkill.replaceAll("@skill:", "@skil:");
  const ids = (await findingsOf("", text)).map((each) => each.slice(0, 5));
  expect(ids.filter((id) => id === "SK133").length).toBe(goodSkill.split("@skill:").length - 1);
  expect(ids).toContain("SK101");
});

test.each(["registerMethods", "register"])(
  "a skill that imports %s may have no tags of methods",
  async (name) => {
    const code = `import { ${name} } from "@luminarys/sdk-as";\n`;
    expect((await modelOf(code)).ids).toEqual([]);
  },
);
