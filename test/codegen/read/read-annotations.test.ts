import { expect, test } from "vitest";
import { generate } from "../../../codegen/generate.js";

/** The ids of what is found in a skill with these tags above `add(title: string): string`. */
async function findingsOf(...tags: string[]): Promise<string[]> {
  const text = [
    "@skill:id com.example.notes",
    '@skill:name "Notes"',
    "@skill:version 1.0.0",
    ...tags,
  ].map((line) => `// ${line}\n`);
  const source = `${text.slice(0, 3).join("")}\n${text.slice(3).join("")}export function add(title: string): string {
  return title;
}
`;
  const { diagnostics } = await generate([{ path: "skill.ts", text: source }], {
    version: "0.3.0",
  });
  return diagnostics.map(({ id }) => id);
}

const method = '@skill:method add "Adds a note"';
const param = '@skill:param title required "The title"';

test.each([
  ["a parameter", [method, '@skill:parm title required "The title"']],
  ["the method itself", ['@skill:metod add "Adds a note"', param]],
  ["a result that was said already", [method, param, '@skill:result "It"', '@skill:results "It"']],
  ["nothing that is known", [method, param, "@skill:colour red"]],
])("a misspelt tag is the only finding when it means %s", async (_, tags) => {
  expect(await findingsOf(...tags)).toEqual(["SK102"]);
});

test("a misspelt tag doesn't hide what else is wrong with it", async () => {
  const found = await findingsOf(method, param, '@skill:parm body required "The text"');
  expect(found).toEqual(["SK102", "SK202"]);
});
