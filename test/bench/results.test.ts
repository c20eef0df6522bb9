import { expect, test } from "vitest";
import type { DatedRow } from "../../bench/report.js";
import { mergeRows } from "../../bench/results.js";

function row(group: string, name: string, value = 1): DatedRow {
  return { group, name, value, unit: "x floor", date: "2026-01-02", machine: "a machine" };
}

test("a run of some rows replaces these and leaves the others as they were", () => {
  const older = [row("raw call", "echo"), row("size", "hello"), row("size", "eleven")];
  const measured = { ...row("size", "hello", 2), date: "2026-01-03" };
  expect(mergeRows(older, [measured])).toEqual([older[0], measured, older[2]]);
});

test("a row that is new stands behind those of its group, or last", () => {
  const older = [row("raw call", "echo"), row("size", "hello")];
  const measured = [row("raw call", "ping"), row("web", "a route")];
  expect(mergeRows(older, measured).map(({ group, name }) => `${group} ${name}`)).toEqual([
    "raw call echo",
    "raw call ping",
    "size hello",
    "web a route",
  ]);
});
