import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../codegen/cli.js";
import { renderLines } from "../../codegen/render/render-lines.js";
import { listTemplates } from "../../codegen/template-files.js";
import { goodSkill, runCli, Workspace } from "../codegen/run-cli.js";
import { root } from "../support/sources.js";
import { ProblemMatcher, readTask } from "./problem-matcher.js";

const watchTask = readTask("hello", "skill-gen: watch");
const buildTask = readTask("hello", "skill-gen: build");

const badVersion = goodSkill.replace("1.0.0", "1.0");
const undescribed = goodSkill.replace('"Adds a note"', "");

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace({ "assembly/skill.ts": goodSkill });
});

afterEach(() => workspace.remove());

/** The arguments behind `npx --no-install skill-gen`. */
const argsOf = ({ args }: { args: readonly string[] }) => args.slice(2);

/** The watching task, and someone who waits for its next run to end. */
function startWatching(args = argsOf(watchTask)) {
  const matcher = new ProblemMatcher(watchTask);
  const stop = new AbortController();
  let wake = () => {};
  const out = (text: string) => {
    matcher.write(text);
    wake();
  };
  const terminal = { cwd: workspace.root, env: {}, isTerminal: true, out, err: out };
  const ended = main(args, { ...terminal, stop: stop.signal });
  return {
    async problemsOfRun(run: number) {
      while (matcher.runs < run) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return matcher.problems;
    },
    async end() {
      stop.abort();
      return ended;
    },
  };
}

const versionProblem = (file: string) => ({
  file,
  line: 3,
  column: 19,
  severity: "error",
  code: "SK105",
  message:
    'Skill version "1.0" is not valid, expected three numbers. Hint: Write it as X.Y.Z: @skill:version 1.0.0',
});

describe("the watching task", () => {
  test("shows what is found after each change, and takes it away once it is mended", async () => {
    const task = startWatching();
    expect(await task.problemsOfRun(1)).toEqual([]);
    workspace.write("assembly/skill.ts", badVersion);
    expect(await task.problemsOfRun(2)).toEqual([versionProblem("assembly/skill.ts")]);
    workspace.write("assembly/skill.ts", undescribed);
    expect(await task.problemsOfRun(3)).toMatchObject([{ severity: "warning", code: "SK112" }]);
    workspace.write("assembly/skill.ts", goodSkill);
    expect(await task.problemsOfRun(4)).toEqual([]);
    expect(await task.end()).toBe(0);
  });

  test("shows what is wrong with a file in a folder with spaces", async () => {
    const ping = "// @skill:method ping\nexport function ping(): void {}\n";
    workspace.write("assembly/my part/other one.ts", ping);
    const task = startWatching();
    const problems = await task.problemsOfRun(1);
    expect(problems.map(({ file, code }) => [file, code])).toEqual([
      ["assembly/my part/other one.ts", "SK112"],
    ]);
    await task.end();
  });

  test("shows a folder without a skill at the folder itself", async () => {
    rmSync(workspace.path("assembly/skill.ts"));
    const task = startWatching();
    expect(await task.problemsOfRun(1)).toMatchObject([{ file: "assembly", line: 1, column: 1 }]);
    await task.end();
  });

  test("keeps what was found in one folder while another is mended", async () => {
    workspace.write("assembly/skill.ts", badVersion);
    workspace.write("other/skill.ts", badVersion.replace("com.example.notes", "com.example.other"));
    const task = startWatching(["other", ...argsOf(watchTask)]);
    expect((await task.problemsOfRun(2)).map(({ file }) => file)).toEqual([
      "other/skill.ts",
      "assembly/skill.ts",
    ]);
    workspace.write("other/skill.ts", goodSkill);
    expect(await task.problemsOfRun(3)).toEqual([versionProblem("assembly/skill.ts")]);
    await task.end();
  });
});

test.each([
  ["assembly\\my skill.ts", "assembly\\my skill.ts:7:3"],
  ["C:\\work\\notes\\skill.ts", "C:\\work\\notes\\skill.ts:7:3"],
  ["../other/a:b.ts", "../other/a:b.ts:7:3"],
])("a finding in %s is one line, however long and wild its text is", (path, place) => {
  const finding = {
    id: "SK101",
    severity: "error" as const,
    message: `Cannot read "a\nb.ts:1:2: error X: \u001b[31m": ${"long ".repeat(2000)}`,
    hint: "Try\r\nagain",
    path,
    line: 7,
    column: 3,
    start: 0,
    length: 1,
  };
  const text = renderLines([{ folder: "assembly", diagnostics: [finding], show: (each) => each }]);
  const lines = text.split("\n");
  expect([lines.length, lines[0], lines[2]]).toEqual([
    4,
    "Checking assembly",
    "Checked assembly: 1 error",
  ]);
  expect(lines[1]?.startsWith(`${place}: error SK101: Cannot read`)).toBe(true);
  const matcher = new ProblemMatcher(watchTask);
  matcher.write(text);
  expect(matcher.problems.map(({ file, line, column }) => [file, line, column])).toEqual([
    [path, 7, 3],
  ]);
});

describe("the building task", () => {
  beforeEach(() => {
    workspace.write("asconfig.json", '{ "extends": "@luminarys/sdk-as/asconfig.json" }');
    symlinkSync(join(root, "node_modules"), workspace.path("node_modules"));
  });

  async function build(text: string) {
    workspace.write("assembly/skill.ts", text);
    const { out, err } = await runCli(workspace, argsOf(buildTask));
    const matcher = new ProblemMatcher(buildTask);
    matcher.write(`${err}${out}`);
    return matcher.problems;
  }

  test("shows what skill-gen finds", async () => {
    expect(await build(badVersion)).toMatchObject([{ line: 3, column: 19, code: "SK105" }]);
  });

  test("shows what asc finds", async () => {
    expect(await build(goodSkill.replace("return title", "return 1"))).toEqual([
      {
        file: "assembly/skill.ts",
        line: 8,
        column: 10,
        severity: "error",
        code: "TS2322",
        message: "Type 'i32' is not assignable to type '~lib/string/String'",
      },
    ]);
  });

  test("shows nothing of a skill that is fine", async () => {
    expect(await build(goodSkill)).toEqual([]);
  });
});

test.each(listTemplates())("the template %s has the same tasks as the others", (template) => {
  const tasks = (name: string) =>
    readFileSync(join(root, "templates", name, ".vscode/tasks.json"), "utf8");
  expect(tasks(template)).toBe(tasks("hello"));
});

test("a new project has the tasks and both tsconfig files", async () => {
  await runCli(workspace, ["init", "notes", "--yes"]);
  expect(JSON.parse(workspace.read("notes/.vscode/tasks.json"))).toHaveProperty("tasks");
  expect(JSON.parse(workspace.read("notes/tsconfig.json"))).toMatchObject({ include: ["test"] });
  expect(JSON.parse(workspace.read("notes/assembly/tsconfig.json"))).toMatchObject({
    extends: "@luminarys/sdk-as/tsconfig.assembly.json",
  });
});
