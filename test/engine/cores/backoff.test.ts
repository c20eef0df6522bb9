import { expect, test } from "vitest";
import { backoffMs } from "../../../engine/cores/backoff.js";

const limits = { minMs: 100, maxMs: 1000 };

test.each([
  [0, 100, 200],
  [1, 100, 400],
  [2, 100, 800],
  [3, 100, 1000],
  [5000, 100, 1000],
])("after %i failures the wait lies between %i and %i ms", (failed, least, most) => {
  expect(backoffMs(limits, { failed, random: 0 })).toBe(least);
  expect(backoffMs(limits, { failed, random: 0.5 })).toBe((least + most) / 2);
  expect(backoffMs(limits, { failed, random: 0.999999 })).toBe(most - 1);
});

test("limits of 0 still leave a pause", () => {
  expect(backoffMs({ minMs: 0, maxMs: 0 }, { failed: 0, random: 0.9 })).toBe(10);
});

test("a pause that is always the same is possible", () => {
  expect(backoffMs({ minMs: 50, maxMs: 50 }, { failed: 7, random: 0.9 })).toBe(50);
});
