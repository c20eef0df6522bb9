import { expect, test } from "vitest";
import { buildSkill } from "../../../../test/support/build-skill.js";
import { Workspace } from "../../config/workspace.js";
import { runCli } from "./run-cli.js";

const source = `
// @skill:id com.example.counter
// @skill:name "Counter"
// @skill:version 1.0.0
// @skill:desc "Counts"

import { Context } from "@luminarys/sdk-as";

// @skill:method count "Counts"
export function count(ctx: Context): i32 {
  ctx.setLLMContext("These are 2 of 40.");
  return 2;
}
`;

test("what a skill tells the model stands beside the answer, not in it", async () => {
  const at = new Workspace({
    "counter.yaml": "id: counter\npath: counter.wasm\n",
    "counter.wasm": (await buildSkill(source)).wasm,
  });
  const { code, out, err } = await runCli(at, ["call", "counter.yaml", "count"]);
  expect([code, out, err]).toEqual([0, "2\n", "For the model: These are 2 of 40.\n"]);
});
