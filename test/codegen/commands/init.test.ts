import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { generate } from "../../../codegen/generate.js";
import { parseManifest } from "../../../engine/manifest.js";
import { runCli, Workspace } from "../run-cli.js";

let workspace: Workspace;

beforeEach(() => {
  workspace = new Workspace();
});

afterEach(() => workspace.remove());

/** Someone at the terminal who gives these answers, and what they were asked. */
function person(...answers: string[]) {
  const questions: string[] = [];
  const ask = async (question: string) => {
    questions.push(question);
    return answers.shift() ?? "";
  };
  return { ask, questions };
}

test("an SDK that isn't there is found before anything is written", async () => {
  const args = ["init", "shop", "--yes", "--sdk", "file:gone.tgz"];
  expect(await runCli(workspace, args)).toEqual({
    code: 2,
    out: "",
    err:
      'Cannot find the SDK "file:gone.tgz": no such file or folder\n' +
      "Hint: The path begins in the folder where you are\n",
  });
  expect((await runCli(workspace, ["init", "shop", "--yes"])).code).toBe(0);
});

describe("skill-gen init", () => {
  test("makes a project that says how to go on", async () => {
    const { code, out, err } = await runCli(workspace, ["init", "my-notes", "--yes"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe(`Created "My notes", com.example.my-notes, in my-notes (11 files)

Next:
  cd my-notes
  npm install
  npm test
`);
    expect(workspace.read("my-notes/.gitignore")).toContain("node_modules/");
    expect(JSON.parse(workspace.read("my-notes/package.json"))).toMatchObject({
      name: "my-notes",
      scripts: { test: "npm run build && node --test" },
      devDependencies: { "@luminarys/sdk-as": "^0.3.0" },
    });
    expect(workspace.read("my-notes/asconfig.json")).toContain('"build/my-notes.wasm"');
    expect(workspace.read("my-notes/test/skill.test.js")).toContain("../build/my-notes.wasm");
    expect(workspace.read("my-notes/manifest.yaml")).toMatch(
      /^id: my-notes\npath: build\/my-notes\.wasm\n/,
    );
    const readme = workspace.read("my-notes/README.md");
    expect(readme).toMatch(/^# My notes\n/);
    expect(readme).toMatch(/skill-host call my-notes /);
  });

  test("takes a folder with spaces and letters of any language", async () => {
    const { code, out } = await runCli(workspace, ["init", "Übung eins", "--yes"]);
    expect(code).toBe(0);
    expect(out).toContain('  cd "Übung eins"\n');
    expect(workspace.read("Übung eins/assembly/skill.ts")).toContain("com.example.ubung-eins\n");
  });

  test("gives the manifest an id that begins with a letter", async () => {
    await runCli(workspace, ["init", "2048", "--yes"]);
    const manifest = parseManifest(workspace.read("2048/manifest.yaml"));
    expect(manifest).toMatchObject({ id: "skill-2048", path: "build/2048.wasm" });
  });

  test("gives the skill the name and the id that were said", async () => {
    const name = 'Say "hi" $& \\ all';
    const args = ["init", ".", "--name", name, "--id", "org.acme.hi", "--yes"];
    expect((await runCli(workspace, args)).code).toBe(0);
    const paths = ["assembly/skill.ts", "assembly/word-count.ts"];
    const sources = paths.map((path) => ({ path, text: workspace.read(path) }));
    const { skill, diagnostics } = await generate(sources, { version: "0.3.0" });
    expect(diagnostics).toEqual([]);
    expect([skill?.name, skill?.id]).toEqual([name, "org.acme.hi"]);
  });

  test("asks for name and id, again when an answer can't be used, and offers defaults", async () => {
    const { ask, questions } = person("Shop list", "shop", "");
    const { code } = await runCli(workspace, ["init", "shop"], { ask });
    expect(code).toBe(0);
    expect(questions).toEqual([
      "Name (Shop): ",
      "Id (com.example.shop-list): ",
      "Not valid: it has 1 segment\nId (com.example.shop-list): ",
    ]);
    expect(workspace.read("shop/assembly/skill.ts")).toContain("com.example.shop-list\n");
  });

  test("asks nothing with --yes", async () => {
    const { ask, questions } = person();
    await runCli(workspace, ["init", "shop", "--yes"], { ask });
    expect(questions).toEqual([]);
  });

  test.each([
    ["0.4.0", "0.4.0"],
    ["file:sdk.tgz", "file:../sdk.tgz"],
    ["./packed/sdk.tgz", "file:../packed/sdk.tgz"],
    ["file:/", "file:/"],
    ["https://example.com/sdk.tgz", "https://example.com/sdk.tgz"],
  ])("installs the SDK from %s", async (spec, want) => {
    workspace.write("sdk.tgz", "");
    workspace.write("packed/sdk.tgz", "");
    await runCli(workspace, ["init", "shop", "--yes", "--sdk", spec]);
    const { devDependencies } = JSON.parse(workspace.read("shop/package.json"));
    expect(devDependencies["@luminarys/sdk-as"]).toBe(want);
  });

  test("takes a folder with nothing but a repository for empty", async () => {
    workspace.write("shop/.git/HEAD", "");
    expect((await runCli(workspace, ["init", "shop", "--yes"])).code).toBe(0);
  });
});

describe("skill-gen init refuses", () => {
  test.each([
    [
      "a folder that isn't empty",
      ["full"],
      'Cannot create a project in "full": the folder is not empty, it holds notes.txt\n' +
        "Hint: Name a new folder: skill-gen init my-skill\n",
    ],
    [
      "a file",
      ["full/notes.txt"],
      'Cannot create a project in "full/notes.txt": it is a file, expected a folder\n',
    ],
    [
      "an unknown template",
      ["new", "--template", "helo"],
      'Cannot find template "helo"\nHint: Did you mean hello?\n',
    ],
    [
      "a template that resembles none",
      ["new", "--template", "spreadsheet"],
      'Cannot find template "spreadsheet"\nHint: Use one of hello, http, state, tcp, websocket\n',
    ],
    ["a bad id", ["new", "--id", "Notes"], 'Cannot take the id "Notes": "N" is not allowed\n'],
    ["an empty name", ["new", "--name", ""], 'Cannot take the name "": it is empty\n'],
  ])("%s, and leaves all as it was", async (_, args, want) => {
    workspace.write("full/notes.txt", "mine");
    const { code, err } = await runCli(workspace, ["init", ...args]);
    expect([code, err]).toEqual([2, want]);
    expect(workspace.read("full/notes.txt")).toBe("mine");
  });
});

test("skill-gen init --help names the templates", async () => {
  const { code, out } = await runCli(workspace, ["init", "--help"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^Templates: hello, http, state, tcp, websocket$/m);
});
