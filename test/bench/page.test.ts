import { expect, test } from "vitest";
import { replacePart } from "../../bench/page/part.js";
import { sections } from "../../bench/page/sections.js";
import { printResults } from "../../bench/page/tables.js";
import { type DatedRow, rowName } from "../../bench/report.js";
import { readReport } from "../../bench/results.js";

const measured = { date: "2026-01-02", machine: "2 × CPU" };
const within: DatedRow = {
  ...{ group: "start", name: "hello world", value: 1.5, unit: "x floor", limit: 4 },
  ...measured,
};
const over: DatedRow = {
  ...{ group: "size", name: "a|b*", value: 21_226, unit: "bytes", limit: 18_000 },
  ...{ ...measured, detail: "[x] of y" },
};

test("a row over its limit is named before the tables, and stands in its table like any other", () => {
  const page = printResults([within, over]);
  expect(page).toContain(
    "\nOf 2 rows with a limit, 1 are over it: size, a\\|b\\* (21,226 of 18,000 bytes).\n",
  );
  expect(page).toContain("\n| start, hello world | 1.50x | 4.00x |  |  |");
  expect(page).toContain(
    "\n| size, a\\|b\\* | **21,226 bytes**, over | 18,000 bytes | \\[x\\] of y |  |",
  );
});

test("each run is named with its day, its machine and how many rows are of it", () => {
  const page = printResults([within, { ...over, date: "2026-01-03" }]);
  expect(page).toMatch(/^Measured:\n\n- 2026-01-02: 2 × CPU \(1 rows\)\n- 2026-01-03: 2 × CPU/);
});

test("what people wrote around the marks stays when the page is made again", () => {
  const [begin, end] = [
    "<!-- Made by `npm run bench` from bench/results/latest.json: begin -->",
    "<!-- Made by `npm run bench`: end -->",
  ];
  const page = `before\n${begin}\nold\n${end}\nafter\n`;
  expect(replacePart(page, "new")).toBe(`before\n${begin}\n\nnew\n\n${end}\nafter\n`);
});

test("a page that lost a mark isn't written", () => {
  expect(() => replacePart("a page", "new")).toThrow(
    "Cannot make the page: it hasn't both marks once",
  );
});

test("every measured row has its section, and every explained row was measured", () => {
  const { rows } = readReport("latest");
  const groups = sections.flatMap((section) => section.groups);
  const explained = sections.flatMap(({ meanings }) => Object.keys(meanings));
  const names = rows.map(rowName);
  expect(rows.filter(({ group }) => !groups.includes(group))).toEqual([]);
  expect(explained.filter((name) => !names.includes(name))).toEqual([]);
});
