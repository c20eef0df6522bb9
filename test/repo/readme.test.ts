import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { listSources, root } from "../support/sources.js";

const scripts = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts;
const readme = readFileSync(join(root, "README.md"), "utf8");

test("every npm script that the documentation names exists", () => {
  const pages = listSources((path) => path.endsWith(".md"));
  const unknown = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/npm run (?:--\S+ )*([\w:-]+)/g)]
      .filter(
        (m) => !/^(templates|examples)\//.test(path) && !(m[1] !== undefined && m[1] in scripts),
      )
      .map((m) => `${path}: ${m[0]}`),
  );
  expect(unknown).toEqual([]);
});

test("the README begins with the two commands, each from a bare clone", () => {
  const commands = [...readme.matchAll(/^npm ci && npm .*$/gm)].map(([line]) =>
    line.split("#")[0]?.trim(),
  );
  expect(commands).toEqual(["npm ci && npm run demo", "npm ci && npm test"]);
});
