import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { compile } from "../../codegen/compile.js";
import { root } from "../support/sources.js";
import { Workspace } from "./run-cli.js";

const made: Workspace[] = [];

afterEach(() => {
  for (const workspace of made.splice(0)) workspace.remove();
});

async function compileProject(options: object) {
  const workspace = new Workspace({
    "asconfig.json": JSON.stringify({ options }),
    "skill.ts": "export function five(): i32 { return extra(); }\n",
    "lib/extra.ts": "@global export function extra(): i32 { return 5; }\n",
  });
  made.push(workspace);
  symlinkSync(join(root, "node_modules"), workspace.path("node_modules"));
  const job = { root: workspace.root, entry: "skill.ts", target: "release", options: ["--noEmit"] };
  return (await compile(job)).findings.map(({ id, message }) => `${id}: ${message}`);
}

test("a project's libraries are gone when the next project is compiled", async () => {
  expect(await compileProject({ lib: ["./lib/extra.ts"] })).toEqual([]);
  expect(await compileProject({})).toEqual(["TS2304: Cannot find name 'extra'"]);
});
