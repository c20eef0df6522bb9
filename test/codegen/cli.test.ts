import { existsSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { goodSkill, runCli, Workspace } from "./run-cli.js";

const workspaces: Workspace[] = [];

function workspace(files: Record<string, string> = { "src/skill.ts": goodSkill }): Workspace {
  const made = new Workspace(files);
  workspaces.push(made);
  return made;
}

afterEach(() => {
  for (const each of workspaces.splice(0)) each.remove();
});

const broken = goodSkill.replace("com.example.notes", "notes");
const warned = goodSkill.replace('"Adds a note"', "");

describe("generating", () => {
  test("writes the entry file and says so", async () => {
    const at = workspace();
    expect(await runCli(at, ["src"])).toEqual({
      code: 0,
      out: "Wrote src/lib.ts (1 method)\n",
      err: "",
    });
    expect(at.read("src/lib.ts")).toMatch(/^\/\/ Made by skill-gen \d+\.\d+\.\d+ from skill\.ts\./);
  });

  test("leaves an up-to-date entry file untouched", async () => {
    const at = workspace();
    await runCli(at, ["src"]);
    const before = statSync(at.path("src/lib.ts"), { bigint: true });
    expect(await runCli(at, ["src"])).toEqual({
      code: 0,
      out: "Up to date: src/lib.ts (1 method)\n",
      err: "",
    });
    const after = statSync(at.path("src/lib.ts"), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  test("takes several folders", async () => {
    const at = workspace({ "a/skill.ts": goodSkill, "b/deep/skill.ts": goodSkill });
    expect(await runCli(at, ["a", "b"])).toEqual({
      code: 0,
      out: "Wrote a/lib.ts (1 method)\nWrote b/deep/lib.ts (1 method)\n",
      err: "",
    });
  });

  test("writes the good ones of several folders", async () => {
    const at = workspace({ "a/skill.ts": broken, "b/skill.ts": goodSkill });
    const { code, out, err } = await runCli(at, ["a", "b"]);
    expect({ code, out }).toEqual({ code: 1, out: "Wrote b/lib.ts (1 method)\n" });
    expect(err).toMatch(/^a\/skill\.ts:1:14 - error SK104: /);
  });

  test("with an error leaves the old entry file and no other file", async () => {
    const at = workspace();
    await runCli(at, ["src"]);
    const before = at.read("src/lib.ts");
    at.write("src/skill.ts", broken);
    expect((await runCli(at, ["src"])).code).toBe(1);
    expect(at.read("src/lib.ts")).toBe(before);
    expect(readdirSync(at.path("src")).sort()).toEqual(["lib.ts", "skill.ts"]);
  });

  test("replaces the entry file of an older generator", async () => {
    const at = workspace();
    at.write("src/lib.ts", 'export { skill_handle } from "@luminarys/sdk-as";\n');
    expect((await runCli(at, ["src"])).code).toBe(0);
  });

  test("follows a link to the entry file", async () => {
    const at = workspace();
    at.write("out/real.ts", "");
    symlinkSync("../out/real.ts", at.path("src/lib.ts"));
    expect((await runCli(at, ["src"])).code).toBe(0);
    expect(at.read("out/real.ts")).toBe(at.read("src/lib.ts"));
  });

  test("doesn't read node_modules, dist, hidden folders, declarations and tests", async () => {
    const other = goodSkill.replace("com.example.notes", "com.example.other");
    const at = workspace({
      "skill.ts": goodSkill,
      "node_modules/p/skill.ts": other,
      "dist/skill.ts": other,
      ".cache/skill.ts": other,
      "skill.d.ts": other,
      "skill.test.ts": other,
      "notes.md": other,
    });
    expect(await runCli(at, ["."])).toEqual({
      code: 0,
      out: "Wrote lib.ts (1 method)\n",
      err: "",
    });
  });

  test("ends where links go round in a circle", async () => {
    const at = workspace();
    symlinkSync(".", at.path("src/again"));
    symlinkSync("../src", at.path("src/up"));
    symlinkSync("loop.txt", at.path("src/loop.txt"));
    expect((await runCli(at, ["src"])).out).toBe("Wrote src/lib.ts (1 method)\n");
  });
});

describe("--out", () => {
  test("writes elsewhere in the folder", async () => {
    const at = workspace();
    expect((await runCli(at, ["src", "--out", "src/gen/entry.ts"])).out).toBe(
      "Wrote src/gen/entry.ts (1 method)\n",
    );
    expect(at.read("src/gen/entry.ts")).toContain('import * as skill from "../skill";');
  });

  test("writes outside the folder", async () => {
    const at = workspace();
    expect((await runCli(at, ["src", "--out", "build/entry.ts"])).out).toBe(
      "Wrote build/entry.ts (1 method)\n",
    );
    expect(at.read("build/entry.ts")).toContain('import * as skill from "../src/skill";');
    expect(at.read("build/entry.ts")).toMatch(/ from \.\.\/src\/skill\.ts\. /);
  });

  test("moves the SDK's relative path along", async () => {
    const sdk = '// @skill:sdk "../../assembly"\n';
    const at = workspace({ "src/skill.ts": sdk + goodSkill });
    await runCli(at, ["src", "--out", "build/deep/entry.ts"]);
    expect(at.read("build/deep/entry.ts")).toContain('from "../../../assembly";');
  });
});

describe("--check", () => {
  test("is content with an up-to-date entry file", async () => {
    const at = workspace();
    await runCli(at, ["src"]);
    expect((await runCli(at, ["src", "--check"])).code).toBe(0);
  });

  test("shows how a stale one differs, and writes nothing", async () => {
    const at = workspace();
    await runCli(at, ["src"]);
    const before = at.read("src/lib.ts");
    at.write("src/skill.ts", goodSkill.replaceAll("title: string", "title: bool"));
    const { code, out, err } = await runCli(at, ["src", "--check"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.split("\n").filter((line) => /^[-+]/.test(line))).toEqual([
      '-  let title = "";',
      "+  let title = false;",
      "-      title = args.string();",
      "+      title = args.bool();",
      expect.stringMatching(/^-.*type: "string"$/),
      expect.stringMatching(/^\+.*type: "boolean"$/),
    ]);
    expect(at.read("src/lib.ts")).toBe(before);
  });
});

describe("findings", () => {
  const want = `src/skill.ts:5:18 - warning SK112: Method "add" has no description, so a model has to guess its use
  5 | // @skill:method add 
    |                  ^^^
  Hint: Add one in double quotes behind the name

1 warning
`;

  test("that are warnings don't fail the run", async () => {
    const at = workspace({ "src/skill.ts": warned });
    expect(await runCli(at, ["src"])).toEqual({
      code: 0,
      out: "Wrote src/lib.ts (1 method)\n",
      err: want,
    });
  });

  test("are all errors under --strict", async () => {
    const at = workspace({ "src/skill.ts": warned });
    expect(await runCli(at, ["src", "--strict"])).toEqual({
      code: 1,
      out: "",
      err: want.replaceAll("warning", "error"),
    });
    expect(existsSync(at.path("src/lib.ts"))).toBe(false);
  });

  test("are all that --quiet says", async () => {
    const at = workspace({ "src/skill.ts": warned });
    expect(await runCli(at, ["src", "--quiet"])).toEqual({ code: 0, out: "", err: want });
  });

  test.each([
    ["in a terminal", {}, true, true],
    ["not when piped", {}, false, false],
    ["not with NO_COLOR", { NO_COLOR: "1" }, true, false],
    ["when piped with FORCE_COLOR", { FORCE_COLOR: "1" }, false, true],
  ])("are coloured %s", async (_, env, isTerminal, coloured) => {
    const at = workspace({ "src/skill.ts": warned });
    const { err } = await runCli(at, ["src"], { env, isTerminal });
    expect(err.includes("\u001b[")).toBe(coloured);
  });

  test("are one JSON document with --format json", async () => {
    const at = workspace({ "src/skill.ts": warned });
    const { code, out, err } = await runCli(at, ["src", "--format", "json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual({
      results: [
        {
          folder: "src",
          status: "written",
          file: "src/lib.ts",
          methods: 1,
          diff: [],
          diagnostics: [
            {
              id: "SK112",
              severity: "warning",
              message: 'Method "add" has no description, so a model has to guess its use',
              hint: "Add one in double quotes behind the name",
              docs: "docs/errors.md#sk112",
              path: "src/skill.ts",
              line: 5,
              column: 18,
              start: 96,
              length: 3,
            },
          ],
        },
      ],
    });
  });

  test("mark the change on GitHub when CI is set", async () => {
    const at = workspace({ "src/skill.ts": warned });
    const { out } = await runCli(at, ["src"], { env: { CI: "true" } });
    expect(out).toBe(`Wrote src/lib.ts (1 method)
::warning file=src/skill.ts,title=SK112,line=5,col=18,endColumn=21::Method "add" has no description, so a model has to guess its use%0AHint: Add one in double quotes behind the name
`);
  });
});

test("wrong usage with --format json is JSON", async () => {
  const { code, out, err } = await runCli(workspace(), ["nowhere", "--format", "json"]);
  expect([code, err]).toEqual([2, ""]);
  expect(JSON.parse(out)).toEqual({
    results: [],
    error: { message: 'Cannot read "nowhere": no such folder', hint: "" },
  });
});

describe("wrong usage is one message", () => {
  test.each([
    [
      [],
      'Cannot run skill-gen: missing required argument "dir"\nHint: skill-gen --help lists what there is\n',
    ],
    [["nowhere"], 'Cannot read "nowhere": no such folder\n'],
    [
      ["descibe", "a.wasm"],
      'Cannot read "descibe": no such folder\nHint: Did you mean the command describe?\n',
    ],
    [
      ["src/skill.ts"],
      'Cannot read "src/skill.ts": it is a file, expected a folder\nHint: Name the folder that holds it: skill-gen src\n',
    ],
    [
      ["src", "--chek"],
      'Cannot run skill-gen: unknown option "--chek"\nHint: Did you mean --check?\n',
    ],
    [
      ["src", "--format", "xml"],
      'Cannot run skill-gen: option "--format <format>" argument "xml" is invalid. Allowed choices are text, json, lines.\nHint: skill-gen --help lists what there is\n',
    ],
    [
      ["src", "src", "--out", "a.ts"],
      "Cannot use --out: it names one file, but there are several folders\n",
    ],
    [["src", "--out", "a.js"], 'Cannot write "a.js": the entry file\'s name must end in .ts\n'],
    [["src", "--watch", "--check"], "Cannot use --watch with --check: choose one of them\n"],
  ])("%j", async (args, err) => {
    expect(await runCli(workspace(), args)).toEqual({ code: 2, out: "", err });
  });
});

describe("bad input is one finding", () => {
  test("a folder without sources", async () => {
    const at = workspace({ "src/readme.md": "" });
    expect(await runCli(at, ["src"])).toEqual({
      code: 1,
      out: "",
      err: `error SK101: Found no @skill annotations in 0 sources
  Hint: Name the folder that holds the skill's sources

1 error
`,
    });
  });

  test("a read-only entry file", async () => {
    const at = workspace();
    at.write("src/lib.ts", "// Made by skill-gen 0.1.0\n");
    at.chmod("src/lib.ts", 0o444);
    expect(await runCli(at, ["src"])).toEqual({
      code: 1,
      out: "",
      err: `error SK902: Cannot write "src/lib.ts": it is read-only
  Hint: Make it writable

1 error
`,
    });
  });

  test("a target below a file", async () => {
    const at = workspace();
    expect((await runCli(at, ["src", "--out", "src/skill.ts/lib.ts"])).err).toBe(
      `error SK902: Cannot write "src/skill.ts/lib.ts": a part of its path is not a folder
  Hint: Choose another target with --out

1 error
`,
    );
  });

  test("its terminal sequences have no effect", async () => {
    const at = workspace({ "src/skill.ts": goodSkill.replace("notes", "\u001b[2Jnotes") });
    const { err } = await runCli(at, ["src"]);
    expect(err).not.toContain("\u001b");
    expect(err).toContain("com.example.\ufffd[2Jnotes");
  });
});
