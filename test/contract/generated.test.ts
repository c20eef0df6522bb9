import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { generatedFiles, staleFiles, writeFile } from "../../scripts/wire/stale.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "generated-"));

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("generated files", () => {
  test("are what the contract says (else run npm run generate)", () => {
    expect(staleFiles(root).map((file) => file.path)).toEqual([]);
  });

  test("are the same each time", () => {
    const [first, second] = [generatedFiles(), generatedFiles()];
    expect(second.map(String)).toEqual(first.map(String));
  });

  test("that are missing or changed are stale, and only those", () => {
    const [one, two, ...rest] = generatedFiles();
    for (const file of rest) writeFile(folder, file);
    writeFile(folder, { path: one?.path ?? "", toString: () => "changed" });
    expect(staleFiles(folder).map((file) => file.path)).toEqual([one?.path, two?.path]);
  });

  test("that are fresh stay untouched", () => {
    for (const file of generatedFiles()) writeFile(folder, file);
    const path = join(folder, "docs/abi/README.md");
    const before = statSync(path).mtimeMs;
    for (const file of staleFiles(folder)) writeFile(folder, file);
    expect(statSync(path).mtimeMs).toBe(before);
  });

  test("have no line over 100 columns, tables aside", () => {
    const code = generatedFiles().filter((file) => file.path.endsWith(".ts"));
    const long = code.flatMap((file) => `${file}`.split("\n").filter((line) => line.length > 100));
    expect(long).toEqual([]);
  });
});
