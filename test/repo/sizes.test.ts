import { expect, test } from "vitest";
import { listSources } from "../support/sources.js";

const byHand = (path: string) =>
  /\.(ts|js)$/.test(path) && !/\.gen(\.d)?\.ts$|\/(golden|fixtures|skills)\/|\/lib\.ts$/.test(path);

const sizes = listSources(byHand)
  .map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }))
  .sort((a, b) => a.lines - b.lines);

test("no file written by hand has more than 400 lines", () => {
  expect(sizes.filter((file) => file.lines > 400)).toEqual([]);
});

test("files are small: median and p90 are known", () => {
  const at = (share: number) => sizes[Math.floor(sizes.length * share)]?.lines ?? 0;
  console.info(`${sizes.length} files: median ${at(0.5)} lines, p90 ${at(0.9)}, max ${at(0.9999)}`);
  expect(at(0.5)).toBeLessThan(100);
  expect(at(0.9)).toBeLessThan(250);
});
