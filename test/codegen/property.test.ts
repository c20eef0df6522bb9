import { decode, encode } from "@msgpack/msgpack";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { describeSkill } from "../../codegen/describe.js";
import { createSkill, loadModule, type Skill } from "../../engine/index.js";
import { buildSkill } from "../support/build-skill.js";
import { echoSkill, randomTypes } from "./random-skill.js";
import { generateSkill } from "./render-findings.js";

const seed = 20_260_101;
const types = randomTypes(60, { seed, depth: 4 });
const source = echoSkill(types);
let skill: Skill;

beforeAll(async () => {
  skill = createSkill(loadModule((await buildSkill(source)).wasm));
});

const big = { useBigInt64: true };

/** Integers as bigints, whatever their size, and without what isn't there. */
function bigs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bigs);
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (value instanceof Uint8Array) return [...value];
  if (typeof value !== "object" || value === null) return value;
  const there = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(there.map(([key, each]) => [key, bigs(each)]));
}

test("a random value of a random type comes back as another library encodes it", () => {
  for (const [n, type] of types.entries()) {
    const round = fc.property(type.value, (value) => {
      const { value: bytes, error } = skill.invokeRaw(`m${n}`, encode({ value }, big));
      expect({ type: type.text, error }).toEqual({ type: type.text, error: undefined });
      expect(bigs(decode(bytes, big))).toEqual(bigs(decode(encode(value, big), big)));
    });
    fc.assert(round, { seed, numRuns: 25 });
  }
});

test("a random value that is wrong in one place is refused with its path", () => {
  for (const [n, type] of types.entries()) {
    const refused = fc.property(type.broken, type.value, ({ value: bad, path }, good) => {
      const { error } = skill.invokeRaw(`m${n}`, encode({ value: bad }, big));
      expect(error).toContain(`Cannot decode parameter "value${path}" at offset `);
      expect(skill.invokeRaw(`m${n}`, encode({ value: good }, big)).error).toBeUndefined();
    });
    fc.assert(refused, { seed, numRuns: 10 });
  }
});

test("a truncated argument is refused", () => {
  for (const [n, type] of types.entries()) {
    const [value] = fc.sample(type.value, { seed, numRuns: 1 });
    const payload = encode({ value }, big);
    for (let size = 1; size < payload.length; size++) {
      expect(skill.invokeRaw(`m${n}`, payload.subarray(0, size)).error).toMatch(/^Cannot decode /);
    }
  }
});

test("the compiled skill describes itself as the model does", async () => {
  const { skill: model } = await generateSkill([{ path: "skill.ts", text: source }]);
  if (model === null) throw new Error("Cannot find the model");
  expect(bigs(skill.describe())).toMatchObject(bigs(describeSkill(model, "0.3.0")) as object);
});
