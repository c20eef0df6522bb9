import { beforeAll, describe, expect, it } from "vitest";
import { SkillTrapError } from "../../engine/errors.js";
import { loadModule } from "../../engine/load.js";
import type { SkillModule } from "../../engine/module.js";
import { createSkill, type Skill } from "../../engine/skill.js";
import { buildSkill } from "../support/build-skill.js";

const source = `// @skill:id org.luminarys.faults
// @skill:name "Faults"
// @skill:version 1.0.0

import { Context } from "@luminarys/sdk-as";

let calls = 0;

// @skill:method count "Calls since the instance began"
// @skill:result "How many"
export function count(): i32 {
  return ++calls;
}

// @skill:method fail_softly "Fails without a trap"
export function failSoftly(ctx: Context): void {
  ctx.fail("not today");
}

// @skill:method throws "Throws"
// @skill:param text required "What"
export function throws(text: string): void {
  throw new Error(text);
}

// @skill:method index "Reads behind the end of a list"
export function index(): void {
  const list: i32[] = [1, 2, 3];
  calls = list[calls + 3];
}

// @skill:method recurse "Calls itself"
// @skill:result "Never"
export function recurse(): i32 {
  return recurse() + 1;
}

// @skill:method hoard "Allocates without end"
export function hoard(): void {
  const kept: Uint8Array[] = [];
  while (true) kept.push(new Uint8Array(1 << 20));
}

// @skill:method crash "Gives up"
export function crash(): void {
  unreachable();
}
`;

let module: SkillModule;
let skill: Skill;

beforeAll(async () => {
  const { wasm } = await buildSkill(source);
  module = loadModule(wasm, { maxMemoryBytes: 16 * 1024 * 1024 });
  skill = createSkill(module);
});

describe("a compiled skill", () => {
  it("keeps its state from call to call", () => {
    expect([1, 2, 3].map(() => createSkill(module).invoke("count").value)).toEqual([1, 1, 1]);
    const one = createSkill(module);
    expect([1, 2, 3].map(() => one.invoke("count").value)).toEqual([1, 2, 3]);
  });

  it("that fails softly keeps its instance", () => {
    const one = createSkill(module);
    one.invoke("count");
    expect(one.invoke("fail_softly").error).toBe("not today");
    expect(one.invoke("count").value).toBe(2);
  });

  it.each([
    ["throws", { text: "naïve 🍺" }, "abort", "naïve 🍺"],
    ["index", {}, "abort", expect.stringContaining("ndex")],
    ["recurse", {}, "stack_overflow", "Cannot finish the call: the stack is full"],
    ["crash", {}, "unreachable", "Cannot finish the call: unreachable"],
    [
      "hoard",
      {},
      "out_of_memory",
      expect.stringMatching(
        /^Cannot finish the call: unreachable, with 1\d(\.\d)? of 16 MiB of memory in use\. Hint: take less at once, or raise limits\.memory_mb$/,
      ),
    ],
  ])("that traps in %s gets a fresh instance", (method, args, code, message) => {
    skill.invoke("count");
    const error = trap(() => skill.invoke(method, args));
    expect({ code: error.code, message: error.message }).toEqual({ code, message });
    expect(skill.invoke("count").value).toBe(1);
  });

  it("tells the line of its source that threw", () => {
    const { file, line, column } = trap(() => skill.invoke("throws", { text: "" }));
    const threw = source.split("\n")[(line as number) - 1];
    expect(file).toMatch(/skill\.ts$/);
    expect(threw?.slice((column as number) - 1)).toBe("throw new Error(text);");
  });

  it("traps a thousand times, and the next call works", () => {
    for (let round = 0; round < 1000; round++) {
      expect(trap(() => skill.invoke("throws", { text: "again" })).message).toBe("again");
    }
    expect(skill.invoke("count").value).toBe(1);
  });
});

function trap(run: () => unknown): SkillTrapError {
  try {
    run();
  } catch (error) {
    if (error instanceof SkillTrapError) return error;
    throw error;
  }
  throw new Error("nothing trapped");
}
