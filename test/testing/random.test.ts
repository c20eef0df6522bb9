import { createMockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { diceSource } from "./dice-skill.js";

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(diceSource)).wasm;
});

/** Ten throws and a token. */
function play(seed?: number) {
  const host = createMockHost({ skill, ...(seed !== undefined && { seed }) });
  const rolls = Array.from({ length: 10 }, () => host.call("roll").value);
  return { rolls, token: Buffer.from(host.call("token").value as Uint8Array).toString("hex") };
}

describe("a skill's randomness", () => {
  test("is the same for the same seed", () => {
    const { rolls, token } = play(7);
    expect(play(7)).toEqual({ rolls, token });
    expect(rolls.every((value) => [1, 2, 3, 4, 5, 6].includes(value as number))).toBe(true);
    expect(new Set(rolls).size > 1).toBe(true);
    expect(token).toMatch(/^[0-9a-f]{32}$/);
  });

  test("is another for another seed, and seed 1 unless told otherwise", () => {
    expect(play()).toEqual(play(1));
    expect(play(2)).not.toEqual(play(1));
    expect(play(2).token).not.toBe(play(1).token);
  });

  test("goes on from call to call", () => {
    const host = createMockHost({ skill });
    const token = () => Buffer.from(host.call("token").value as Uint8Array).toString("hex");
    expect(token()).not.toBe(token());
  });
});

test("a skill's clock is the virtual one", () => {
  const host = createMockHost({ skill, now: new Date("2026-03-01T00:00:00Z") });
  expect(host.call("today").value).toBe(Date.UTC(2026, 2, 1));
  host.clock.advance(86_400_000);
  expect(host.call("today").value).toBe(Date.UTC(2026, 2, 2));
});
