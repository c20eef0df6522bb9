import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Source } from "../../../codegen/source.js";
import { compileSkill } from "../../support/compile.js";
import { generateSkill } from "../render-findings.js";

const root = fileURLToPath(new URL("../golden/", import.meta.url));

function readGolden(name: string): Source[] {
  const folder = join(root, name);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "lib.ts")
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), text: readFileSync(path, "utf8") }));
}

async function printed(sources: readonly Source[]): Promise<string> {
  const { files, diagnostics } = await generateSkill(sources);
  expect(diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect(files.map((file) => file.path)).toEqual(["lib.ts"]);
  return files[0]?.text ?? "";
}

describe.each(["files", "orders", "feed"])("the entry file of %s", (name) => {
  const sources = readGolden(name);

  test("is the one in golden/", async () => {
    const text = await printed(sources);
    await expect(text).toMatchFileSnapshot(join(root, name, "lib.ts"));
  });

  test.each([
    ["Windows line ends", (text: string) => text.replaceAll("\n", "\r\n")],
    ["old Mac line ends", (text: string) => text.replaceAll("\n", "\r")],
    ["a byte order mark", (text: string) => `\ufeff${text}`],
  ])("is the same for sources with %s", async (_, change) => {
    const changed = sources.map(({ path, text }) => ({ path, text: change(text) }));
    expect(await printed(changed)).toBe(await printed(sources));
  });

  test("is the same whatever the order of the files", async () => {
    expect(await printed([...sources].reverse())).toBe(await printed(sources));
  });

  test.each(["0.27", "0.28"] as const)("compiles with asc %s", async (asc) => {
    const files = Object.fromEntries(sources.map(({ path, text }) => [path, text]));
    const entry = { ...files, "lib.ts": await printed(sources) };
    const { wasm } = await compileSkill({ files: entry, entry: "lib.ts", asc });
    expect(wasm.length).toBeGreaterThan(0);
  });
});
