import { expect, test } from "vitest";
import { printFigures } from "../../bench/page/figures.js";
import { checkPage } from "../../bench/page/files.js";
import { readReport } from "../../bench/results.js";

test("the pages with figures, and their charts, are made of the committed results", () => {
  expect(checkPage(readReport("latest"))).toBe(true);
});

test("a figure that wasn't measured isn't left out in silence", () => {
  expect(() => printFigures([])).toThrow(
    'Cannot make the table of figures: no row is named "engine, invoke without arguments". Hint: measure it',
  );
});
