import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readManifest } from "../../testing/manifest-source.js";

const yaml = "id: notes\npath: notes.wasm\nenv: { KEY: '${KEY:-none}' }\n";
let folder: string;
let path: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "manifest-"));
  path = join(folder, "notes.yaml");
  writeFileSync(path, yaml);
});

afterAll(() => rmSync(folder, { recursive: true }));

test("a manifest is YAML, the path or URL of a file, or an object", () => {
  const given = [yaml, path, pathToFileURL(path), { id: "notes" }];
  expect(given.map((source) => readManifest(source).id)).toEqual(Array(4).fill("notes"));
});

test("the same text under the same environment is the same object, under another it isn't", () => {
  const first = readManifest(yaml, { KEY: "a" });
  expect(readManifest(yaml, { KEY: "a" })).toBe(first);
  expect(readManifest(yaml, { KEY: "b" }).env).toEqual({ KEY: "b" });
  expect(readManifest(yaml).env).toEqual({ KEY: "none" });
});

test("a text that is neither YAML of several lines nor a file says what to give", () => {
  expect(() => readManifest("nowhere.yaml")).toThrow(
    /^Cannot read manifest "nowhere.yaml": .*\. Hint: name a file, or give YAML of several lines$/,
  );
});

test("a mistake in a file is told with its path", () => {
  writeFileSync(path, "id: a b\npath: notes.wasm\n");
  expect(() => readManifest(path)).toThrow(`${path}:1:5: `);
});

test("a variable that has no value is set where the test makes its host", () => {
  const demanding = yaml.replace("${KEY:-none}", "${KEY:?}");
  const hint =
    'Cannot expand env.KEY: KEY isn\'t set. Hint: createMockHost({ env: { KEY: "..." } })';
  expect(() => readManifest(demanding)).toThrow(hint);
  expect(readManifest(demanding, { KEY: "a" }).env).toEqual({ KEY: "a" });
});
