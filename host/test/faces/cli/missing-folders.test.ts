import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { completeManifest } from "@luminarys/sdk-as/engine";
import { afterEach, beforeEach, expect, test } from "vitest";
import { missingFolders } from "../../../faces/cli/commands/missing-folders.js";

let root: string;

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "folders-")));
});

afterEach(() => rmSync(root, { recursive: true }));

function warningsOf(dirs: readonly string[], enabled = true): readonly string[] {
  const permissions = { fs: { enabled, dirs } };
  return missingFolders(completeManifest({ id: "a", path: "a.wasm", permissions }));
}

test("a granted folder that isn't there is named", () => {
  expect(warningsOf([`${root}:ro`, `${root}/none:rw`])).toEqual([
    `"${root}/none:rw" in permissions.fs.dirs names what isn't there`,
  ]);
});

test("nothing is said of files that are there, of patterns, and of grants that don't count", () => {
  writeFileSync(`${root}/app.log`, "");
  expect(warningsOf([`${root}/app.log:ro`, `${root}/none/*.log:ro`])).toEqual([]);
  expect(warningsOf([`${root}/none:ro`], false)).toEqual([]);
});
