import { posix } from "node:path";
import { expect, test } from "vitest";
import { listSources } from "../support/sources.js";

const pages = new Map(
  listSources((path) => path.endsWith(".md")).map(({ path, text }) => [path, text]),
);

/** The pages that a page leads to. */
function listTargets(path: string): string[] {
  const links = (pages.get(path) ?? "").matchAll(/\]\(([^)\s#]+\.md)(?:#[^)]*)?\)/g);
  return [...links].map(([, link = ""]) => posix.join(posix.dirname(path), link));
}

function listReachable(start: string): Set<string> {
  const reached = new Set([start]);
  for (const path of reached) for (const target of listTargets(path)) reached.add(target);
  return reached;
}

test("every page of the documentation can be reached from the README", () => {
  const reached = listReachable("README.md");
  expect([...pages.keys()].filter((path) => !reached.has(path) && /^docs\//.test(path))).toEqual(
    [],
  );
});

test("every guide and decision is listed in the documentation's index, and so on the site", () => {
  const listed = new Set(listTargets("docs/README.md"));
  const wanted = [...pages.keys()].filter((path) =>
    /^docs\/(\w[\w-]+|guide\/.*|decisions\/.*)\.md$/.test(path),
  );
  expect(wanted.filter((path) => path !== "docs/README.md" && !listed.has(path))).toEqual([]);
});
