import { expect } from "vitest";
import type { Method, Skill } from "../../codegen/model.js";
import { splitSources } from "./read-fixture.js";
import { generateSkill } from "./render-findings.js";

export const head = `// @skill:id com.example.notes
// @skill:name "Notes"
// @skill:version 1.0.0
import { Context, ConnEvent, DirEntry, HttpResponse, MsgValue } from "@luminarys/sdk-as";
import * as sdk from "@luminarys/sdk-as";
`;

/** The model of a skill with `code` behind its skill tags, and the ids of the findings. */
export async function modelOf(code: string): Promise<{ skill: Skill | null; ids: string[] }> {
  const { skill, diagnostics } = await generateSkill(splitSources(head + code));
  return { skill, ids: diagnostics.map((each) => each.id) };
}

/** The first method of such a skill, which must have no findings. */
export async function methodOf(code: string): Promise<Method> {
  const { skill, ids } = await modelOf(code);
  expect(ids).toEqual([]);
  const [method] = skill?.methods ?? [];
  if (method === undefined) throw new Error("Cannot find a method in the skill");
  return method;
}

/** A skill whose one method has one parameter. */
export function withParam(parameter: string, tag = 'p optional "P"'): string {
  return `// @skill:method m "M"\n// @skill:param ${tag}\nexport function m(${parameter}): void {}\n`;
}
