import { expect, test } from "vitest";
import type { Diagnostic } from "../../../codegen/diagnostics.js";
import { generate } from "../../../codegen/generate.js";

/** What is found in a skill with these tags above `add(title: string): string`. */
async function diagnosticsOf(...tags: string[]): Promise<readonly Diagnostic[]> {
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
  return diagnostics;
}

async function findingsOf(...tags: string[]): Promise<string[]> {
  return (await diagnosticsOf(...tags)).map(({ id }) => id);
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

test.each([
  ["return", "result"],
  ["returns", "result"],
  ["Result", "result"],
  ["argument", "param"],
  ["params", "param"],
  ["tool", "method"],
  ["description", "desc"],
  ["hints", "hint"],
])("@skill:%s is told to be @skill:%s", async (word, meant) => {
  const found = await diagnosticsOf(method, param, `@skill:${word} "It"`);
  expect(found[0]).toMatchObject({ id: "SK102", hint: `Did you mean "@skill:${meant}"?` });
});

test("@skill:returns counts as the result that was meant", async () => {
  expect(await findingsOf(method, param, '@skill:returns "The note"')).toEqual(["SK102"]);
});

test("a tag that is near none is told without a guess", async () => {
  const [found] = await diagnosticsOf(method, param, "@skill:colour red");
  expect([found?.id, found?.hint]).toEqual(["SK102", ""]);
});

test.each([
  ["readonly", "read_only"],
  ["read-only", "read_only"],
  ["readOnlyHint", "read_only"],
  ["read-only:false", "read_only:false"],
  ["destructiveHint", "destructive"],
  ["Destructive", "destructive"],
  ["idempotentHint", "idempotent"],
  ["idempotend", "idempotent"],
  ["openWorldHint:false", "open_world:false"],
  ["openworld", "open_world"],
])("@skill:hint %s is told to be %s", async (word, meant) => {
  const found = await diagnosticsOf(method, param, `@skill:hint ${word}`);
  expect(found).toMatchObject([{ id: "SK130", hint: `Did you mean "${meant}"?` }]);
});

test("a method hint that is near none, or has another value, is told what may be written", async () => {
  const hint = /^Write one or more of them, each with :false to deny it: @skill:hint read_only/;
  for (const word of ["fast", "idempotent:maybe"]) {
    const [found] = await diagnosticsOf(method, param, `@skill:hint ${word}`);
    expect([found?.id, found?.hint]).toEqual(["SK130", expect.stringMatching(hint)]);
  }
});
