import { expect, test } from "vitest";
import { listSources } from "../support/sources.js";

const sources = listSources(
  (path) => /\.(ts|js|json|md|yaml)$/.test(path) && path !== "package-lock.json",
);
const where = (pattern: RegExp, files = sources) =>
  files.flatMap(({ path, text }) =>
    text
      .split("\n")
      .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
  );

test("nothing is left to do in comments", () => {
  expect(where(new RegExp(`\\b(${["TO", "DO"].join("")}|FIX${"ME"}|X${"XX"})\\b`))).toEqual([]);
});

test("no file names a folder of somebody's machine", () => {
  // A process's /proc entry has a "root" that is nobody's home.
  expect(
    where(/(\/home\/\w|\/Users\/\w|(?<![\w/](?:in|self))\/root\/|[A-Z]:\\Users|\/tmp\/\w+\/plan)/),
  ).toEqual([]);
});

test("every generated file says first by what it is made", () => {
  const generated = sources.filter(({ path }) => path.endsWith(".gen.ts"));
  const silent = generated.filter(({ text }) => !/^\/\/ Made by \S+/.test(text));
  expect(silent.map(({ path }) => path)).toEqual([]);
});
