import { readFileSync } from "node:fs";
import type { Source } from "../../codegen/source.js";

const folder = new URL("fixtures/", import.meta.url);

/** The sources of a fixture: `skill.ts`, then one for each `// ---- name.ts` line. */
export function readFixture(name: string): Source[] {
  return splitSources(readFileSync(new URL(`${name}.ts`, folder), "utf8"));
}

export function splitSources(text: string): Source[] {
  const [skill = "", ...more] = text.split(/^\/\/ ---- (.*)\n/m);
  const sources = [{ path: "skill.ts", text: skill }];
  for (let index = 0; index < more.length; index += 2) {
    sources.push({ path: more[index] ?? "", text: more[index + 1] ?? "" });
  }
  return sources;
}
