import {
  compareSkills,
  describeTyped,
  generate,
  printClient,
  printDocs,
  printLib,
  readVersion,
} from "@luminarys/sdk-as/codegen";
import { inputSchema } from "@luminarys/sdk-as/engine/cores";
import { expect, test } from "vitest";
import { listSources } from "../support/sources.js";
import { goodSkill } from "./run-cli.js";

const version = readVersion();

test("each step goes from data to data", async () => {
  const sources = [{ path: "skill.ts", text: goodSkill }];
  const { skill, diagnostics, files } = await generate(sources, { version });
  expect(diagnostics).toEqual([]);
  if (skill === null) throw new Error("Cannot go on without a skill");
  expect(files).toEqual([{ path: "lib.ts", text: printLib(skill, { path: "lib.ts", version }) }]);
  const descriptor = describeTyped(skill);
  expect(printClient(descriptor, { async: true, version })).toContain("class NotesClient");
  expect(printDocs(descriptor, { capabilities: null, version })).toContain("## add");
  const [method] = descriptor.methods;
  expect(method && inputSchema(method).required).toEqual(["title"]);
  const compared = { descriptor, capabilities: null };
  expect(compareSkills({ before: compared, after: compared })).toEqual([]);
});

test("no step ends the process or writes to the console", () => {
  const sources = listSources((path) => /^codegen\/.*\.ts$/.test(path));
  const loud = sources.filter(({ text }) => /\bconsole\.|process\.exit/.test(text));
  expect(sources.length).toBeGreaterThan(50);
  expect(loud.map(({ path }) => path)).toEqual([]);
});
