import { expect, test } from "vitest";
import { drawLimits } from "../../bench/charts/limits.js";
import { drawPublished } from "../../bench/charts/published.js";
import { drawSizes } from "../../bench/charts/sizes.js";
import type { Row } from "../../bench/report.js";

const within: Row = { group: "start", name: "hello", value: 1, unit: "x floor", limit: 4 };
const over: Row = { group: "web", name: "a <route>", value: 3, unit: "x floor", limit: 2 };

test("bars of one chart end where their share of the limit is", () => {
  const chart = drawLimits([within, over]);
  // The scale goes from 340 to 650 for 0 to 150 %: a quarter of a limit is a sixth of it.
  expect(chart).toContain('<rect class="within" x="340" y="60" width="51.7" height="14"/>');
  expect(chart).toContain('<rect class="over" x="340" y="104" width="310" height="14"/>');
});

test("a chart says in words what it shows, and what is over", () => {
  const chart = drawLimits([within, over]);
  expect(chart).toContain('<title id="title">What was measured, as a share of its limit</title>');
  expect(chart).toContain("Shorter is better. Over: a &lt;route&gt;: 3.00x of 2.00x.</desc>");
  expect(chart).toContain(">3.00x of 2.00x, over</text>");
});

test("a bar far beyond its limit ends with the scale, and its text says how long it is", () => {
  const chart = drawLimits([{ ...over, value: 100 }]);
  expect(chart).toContain('width="310" height="14"');
  expect(chart).toContain(">100.00x of 2.00x, over</text>");
});

test("charts have colours for dark pages too", () => {
  const charts = [drawLimits([within]), drawSizes([]), drawPublished([])];
  expect(charts.filter((chart) => !chart.includes("(prefers-color-scheme: dark)"))).toEqual([]);
});
