import { expect, it } from "vitest";
import { ModuleCache } from "../module-cache.js";
import type { Inspection, InspectionInput } from "../worker/inspection.js";

function cacheOf(inspect: (input: InspectionInput) => Promise<Inspection>) {
  const inspected: InspectionInput[] = [];
  const cache = new ModuleCache((input) => {
    inspected.push(input);
    return inspect(input);
  });
  return { cache, inspected };
}

const found = { module: {}, descriptor: {} } as unknown as Inspection;
const input = (byte: number, maxMemoryBytes = 65_536) => ({
  bytes: Uint8Array.of(byte),
  maxMemoryBytes,
});

it("the same bytes under the same limit are inspected once, however many skills have them", async () => {
  const { cache, inspected } = cacheOf(async () => found);
  const all = await Promise.all([cache.load(input(1)), cache.load(input(1))]);
  expect(all.map(({ module }) => module)).toEqual([found.module, found.module]);
  await cache.load(input(2));
  await cache.load(input(1, 131_072));
  expect([inspected.length, cache.size]).toEqual([3, 3]);
});

it("a module is forgotten when its last skill lets go of it", async () => {
  const { cache, inspected } = cacheOf(async () => found);
  const [one, two] = [await cache.load(input(1)), await cache.load(input(1))];
  one.release();
  expect(cache.size).toBe(1);
  two.release();
  expect(cache.size).toBe(0);
  await cache.load(input(1));
  expect(inspected).toHaveLength(2);
});

it("a failure isn't kept", async () => {
  const outcomes = [Promise.reject(new Error("late")), Promise.resolve(found)];
  const { cache } = cacheOf(() => outcomes.shift() as Promise<Inspection>);
  await expect(cache.load(input(1))).rejects.toThrow("late");
  expect(cache.size).toBe(0);
  expect(await cache.load(input(1))).toMatchObject(found);
});
