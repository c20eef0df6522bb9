import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { DiagnosticId } from "../../codegen/diagnostics.js";
import { messages } from "../../codegen/messages.js";
import { fileFindings } from "./file-findings.js";
import { printErrors } from "./print-errors.js";
import { readFixture } from "./read-fixture.js";
import { generateSkill, renderFindings } from "./render-findings.js";

const folder = new URL("fixtures/", import.meta.url);
const fixtures = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -3));
const ids = Object.keys(messages) as DiagnosticId[];

test("each diagnostic has a fixture, and each fixture a diagnostic", () => {
  expect([...fixtures, ...Object.keys(fileFindings)].sort()).toEqual([...ids].sort());
});

describe.each(fixtures)("%s", (id) => {
  const sources = readFixture(id);

  test("is found in its fixture, with these words", async () => {
    const made = await generateSkill(sources);
    const want = fileURLToPath(new URL(`${id}.txt`, folder));
    await expect(renderFindings(sources, made)).toMatchFileSnapshot(want);
    expect(made.diagnostics.map((each) => each.id)).toContain(id);
  });

  test("leaves no entry file when it is an error", async () => {
    const made = await generateSkill(sources);
    const failed = made.diagnostics.some((each) => each.severity === "error");
    expect(made.files.length).toBe(failed ? 0 : 1);
  });
});

describe.each(Object.entries(fileFindings))("%s", (id, find) => {
  test("is found in its folder, with these words", async () => {
    const { text, want } = await find();
    expect(text).toBe(want);
    expect(text).toContain(id);
  });
});

test("docs/errors.md has an entry for each diagnostic", async () => {
  const printed = fixtures.map(async (id) => {
    const sources = readFixture(id);
    return [id, renderFindings(sources, await generateSkill(sources))] as const;
  });
  const found = Object.entries(fileFindings).map(
    async ([id, find]) => [id, (await find()).text] as const,
  );
  const examples = Object.fromEntries(await Promise.all([...printed, ...found]));
  const page = fileURLToPath(new URL("../../docs/errors.md", import.meta.url));
  await expect(printErrors(examples as Record<DiagnosticId, string>)).toMatchFileSnapshot(page);
});

describe("each message", () => {
  test.each(ids)("%s is one sentence without a final period", (id) => {
    const { text, hint } = messages[id];
    expect(text).toMatch(/^[A-Z@{][^\n]*[^.]$/);
    expect(hint).not.toMatch(/\n|[^.]\.$/);
  });
});
