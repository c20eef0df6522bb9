import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { root } from "../../support/sources.js";
import { goodSkill, runCli, Workspace } from "../run-cli.js";

const asconfig = JSON.stringify({
  extends: "@luminarys/sdk-as/asconfig.json",
  targets: { release: { outFile: "build/notes.wasm" } },
});

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace({ "asconfig.json": asconfig, "assembly/skill.ts": goodSkill });
  symlinkSync(join(root, "node_modules"), workspace.path("node_modules"));
});

afterEach(() => workspace.remove());

describe("skill-gen build", () => {
  test("generates and compiles the project in the folder", async () => {
    const { code, out, err } = await runCli(workspace, ["build"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(
      /^Wrote assembly\/lib\.ts \(1 method\)\nBuilt build\/notes\.wasm \([\d,]+ bytes\)\n$/,
    );
    const described = await runCli(workspace, ["describe", "build/notes.wasm"]);
    expect(described.out).toContain("add(title: string) -> string");
  });

  test("shows asc's errors in the author's file, as it shows its own", async () => {
    workspace.write("assembly/skill.ts", `\ufeff${goodSkill}`.replace("return title", "return 1"));
    const { code, out, err } = await runCli(workspace, ["build", "assembly"]);
    expect([code, out]).toEqual([1, "Wrote assembly/lib.ts (1 method)\n"]);
    expect(
      err,
    ).toBe(`assembly/skill.ts:8:10 - error TS2322: Type 'i32' is not assignable to type '~lib/string/String'
  8 |   return 1;
    |          ^

1 error
`);
    expect(existsSync(workspace.path("build"))).toBe(false);
  });

  test.each([
    [
      "a closure",
      "return [1].map<i32>((x: i32) => x + title.length).toString();",
      "Not implemented: Closures",
      "A function sees no variables of the one around it: use a loop, or pass them as parameters",
    ],
    [
      "a union, with the values in their tag",
      'const mode: "a" | "b" = "a"; return mode;',
      "Not implemented: union types",
      "Declare it as string, and say in its tag: enum:a|b",
    ],
  ])("says what to write instead of %s", async (_, body, message, hint) => {
    workspace.write("assembly/skill.ts", goodSkill.replace("return title;", body));
    const { err } = await runCli(workspace, ["build"]);
    expect(err).toContain(`error AS100: ${message}\n`);
    expect(err).toContain(`  Hint: ${hint}\n`);
  });

  test("stops at findings, before it compiles", async () => {
    workspace.write("assembly/skill.ts", goodSkill.replace("title: string", "title: Title"));
    const { code, err } = await runCli(workspace, ["build"]);
    expect(code).toBe(1);
    expect(err).toContain("assembly/skill.ts:7:28 - error SK214");
    expect(existsSync(workspace.path("assembly/lib.ts"))).toBe(false);
  });

  test("says what it is doing on a terminal, and takes it back", async () => {
    const { err } = await runCli(workspace, ["build", "--quiet"], { isTerminal: true });
    expect(err).toBe("Reading assembly ...\r\u001b[KCompiling assembly/lib.ts ...\r\u001b[K");
  });

  test("says nothing of it in CI, whose log would keep it", async () => {
    const surroundings = { isTerminal: true, env: { CI: "true" } };
    expect((await runCli(workspace, ["build", "--quiet"], surroundings)).err).toBe("");
  });

  test("marks asc's errors in a change", async () => {
    workspace.write("assembly/skill.ts", goodSkill.replace("return title", "return 1"));
    const { out } = await runCli(workspace, ["build", "--quiet"], { env: { CI: "true" } });
    expect(out).toBe(
      "::error file=assembly/skill.ts,title=TS2322,line=8,col=10,endColumn=11::" +
        "Type 'i32' is not assignable to type '~lib/string/String'\n",
    );
  });

  test("names the module after its target where the configuration names none", async () => {
    workspace.write("asconfig.json", '{ "extends": "@luminarys/sdk-as/asconfig.json" }');
    const { code, out } = await runCli(workspace, ["build", "--target", "debug"]);
    expect(code).toBe(0);
    expect(out).toContain("Built build/debug.wasm (");
  });
});

describe("skill-gen build refuses", () => {
  test.each([
    ["a missing folder", ["no"], 'Cannot build "no": no such folder\n'],
    [
      "a file",
      ["asconfig.json"],
      'Cannot build "asconfig.json": it is a file, expected a folder\n',
    ],
    [
      "an unknown target",
      [".", "--target", "fast"],
      'Cannot build target "fast": asconfig.json has release, debug\n',
    ],
  ])("%s", async (_, args, want) => {
    const { code, err } = await runCli(workspace, ["build", ...args]);
    expect([code, err]).toEqual([2, want]);
  });

  test("a folder without asconfig.json", async () => {
    const bare = new Workspace({ "src/skill.ts": goodSkill });
    const { code, err } = await runCli(bare, ["build", "src"]);
    bare.remove();
    expect([code, err.split("\n")[0]]).toEqual([
      2,
      'Cannot build "src": no asconfig.json in it or above',
    ]);
  });

  test("a broken asconfig.json", async () => {
    workspace.write("asconfig.json", "{");
    const { code, err } = await runCli(workspace, ["build"]);
    expect(code).toBe(2);
    expect(err).toMatch(/^Cannot read "asconfig\.json": .*JSON/);
  });

  test.each([
    [
      "an entry file that is a folder",
      "assembly/lib.ts/note.txt",
      'error SK902: Cannot write "assembly/lib.ts": it is a folder\n' +
        "  Hint: Let a file be written there: lib.ts stands beside the skill tags\n",
    ],
    [
      "an entry file that it didn't make",
      "assembly/lib.ts",
      'error SK903: Cannot write "assembly/lib.ts": it was not made by skill-gen\n' +
        "  Hint: Rename it\n",
    ],
  ])("%s, naming no --out, which it hasn't", async (_, path, want) => {
    workspace.write(path, "mine");
    const { code, err } = await runCli(workspace, ["build"]);
    expect([code, err]).toEqual([1, `${want}\n1 error\n`]);
  });

  test("a project whose SDK isn't installed", async () => {
    const bare = new Workspace({ "asconfig.json": asconfig, "assembly/skill.ts": goodSkill });
    const { code, err } = await runCli(bare, ["build"]);
    bare.remove();
    expect([code, err]).toEqual([
      2,
      'Cannot build: asconfig.json extends "@luminarys/sdk-as/asconfig.json", ' +
        "which is not installed\nHint: npm install\n",
    ]);
  });

  test("a project without asc", async () => {
    const config = '{ "targets": { "release": {} } }';
    const bare = new Workspace({ "asconfig.json": config, "src/skill.ts": goodSkill });
    const { code, err } = await runCli(bare, ["build"]);
    bare.remove();
    expect([code, err]).toEqual([
      2,
      "Cannot find asc: the project has no package assemblyscript\n" +
        "Hint: npm install --save-dev assemblyscript\n",
    ]);
  });
});
