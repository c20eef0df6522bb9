import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { completeManifest } from "../../engine/manifest.js";
import { unmetRequirements } from "../../engine/permissions/requirements.js";
import { root } from "../support/sources.js";

const page = readFileSync(join(root, "docs/guide/permissions.md"), "utf8");
const rows = [
  ...page.matchAll(/^\| (.+?) \| `[\w.]+` \| `(\w+)(?: (\S.*?))??( r[ow])?` \| `(.*)` \|$/gm),
].map(([, wish = "", kind = "", pattern = "", mode = "", yaml = ""]) => ({
  wish,
  requirement: { kind, pattern, mode: mode.trim() },
  granted: completeManifest(
    { id: "a", path: "a.wasm", ...parse(yaml) },
    { environment: { API_KEY: "1" } },
  ),
}));
const bare = completeManifest({ id: "a", path: "a.wasm" });

test("the page has its wishes", () => {
  expect(rows.length).toBe(13);
});

describe.each(rows)("a skill that is to $wish", ({ requirement, granted }) => {
  test("isn't loaded under a manifest that grants nothing", () => {
    expect(unmetRequirements([requirement], bare)).toHaveLength(1);
  });

  test("is loaded under the manifest that stands beside its requirement", () => {
    expect(unmetRequirements([requirement], granted)).toEqual([]);
  });
});
