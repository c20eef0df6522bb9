import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { systemClock } from "../../engine/clock.js";

const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("a timer may wait longer than setTimeout takes", () => {
  const run = vi.fn();
  systemClock.setTimer(60 * DAY_MS, run);
  vi.advanceTimersByTime(60 * DAY_MS - 1);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
});

test("a cancelled timer never runs, in whichever part of its wait", () => {
  const run = vi.fn();
  const cancelEarly = systemClock.setTimer(60 * DAY_MS, run);
  const cancelLate = systemClock.setTimer(60 * DAY_MS, run);
  cancelEarly();
  vi.advanceTimersByTime(30 * DAY_MS);
  cancelLate();
  vi.advanceTimersByTime(60 * DAY_MS);
  expect(run).not.toHaveBeenCalled();
});

test("a wait below zero is none", () => {
  const run = vi.fn();
  systemClock.setTimer(-5, run);
  vi.advanceTimersByTime(0);
  expect(run).toHaveBeenCalledOnce();
});
