import { SkillTrapError } from "@luminarys/sdk-as/engine";
import { createMockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";

const source = `
// @skill:id com.example.poster
// @skill:name "Poster"
// @skill:version 1.0.0

import { Context, getEnv, http } from "@luminarys/sdk-as";

// @skill:method post "Posts, and answers what went wrong"
export function post(): string {
  return http.get(getEnv("HOOK")).error;
}

// @skill:method fail "Fails with what it posts to"
export function fail(ctx: Context): void {
  ctx.fail("Cannot post to " + getEnv("HOOK"));
}

// @skill:method crash "Throws the same"
export function crash(): void {
  throw new Error("Cannot post to " + getEnv("HOOK"));
}

// @skill:method hook "Answers the value itself"
export function hook(): string {
  return getEnv("HOOK");
}
`;

const HOOK = "https://hooks.example/T0/s3cret";
let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(source)).wasm;
});

const manifest = { env: { HOOK } };

test("a denied call doesn't tell a skill the value of a variable", () => {
  const host = createMockHost({ skill, manifest });
  expect(host.call("post").value).toMatch(/^Cannot request "\*\*\*\(HOOK\)": permissions\.http is/);
  expect(JSON.stringify(host.permissionReport().denied.map(({ reason }) => reason))).not.toContain(
    "s3cret",
  );
});

test("neither a skill's own error nor what it throws tells the value", () => {
  const host = createMockHost({ skill, manifest });
  expect(host.call("fail").error).toBe("Cannot post to ***(HOOK)");
  expect(() => host.call("crash")).toThrow(
    expect.objectContaining({ message: "Cannot post to ***(HOOK)" }),
  );
  expect(() => host.call("crash")).toThrow(SkillTrapError);
});

test("what a skill answers is its own", () => {
  expect(createMockHost({ skill, manifest }).call("hook").value).toBe(HOOK);
});
