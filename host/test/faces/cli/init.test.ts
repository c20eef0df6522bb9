import { describe, expect, test } from "vitest";
import { Workspace } from "../../config/workspace.js";
import { manifest, notesModule, notesWorkspace } from "./built-skill.js";
import { runCli } from "./run-cli.js";

const other = "id: notes\npath: other.wasm\n";

describe("init", () => {
  test("writes a manifest that check accepts once its variables are set", async () => {
    const at = new Workspace({ "build/my_notes.wasm": await notesModule() });
    expect(await runCli(at, ["init", "build/my_notes.wasm"])).toEqual({
      code: 0,
      out:
        "Wrote my-notes.yaml and host.yaml\n\nNext:\n" +
        "  npx skill-host check my-notes.yaml\n" +
        "  npx skill-host call my-notes echo --text <text>\n" +
        "  npx skill-host run\n",
      err: "",
    });
    expect(at.read("my-notes.yaml")).toBe(
      "id: my-notes\npath: build/my_notes.wasm\nenv:\n  GREETING: ${GREETING:?it is not set}\n",
    );
    expect((await runCli(at, ["check", "my-notes"])).err).toBe(
      "Cannot use configuration: a problem\n" +
        "my-notes.yaml:4:13: Cannot expand env.GREETING: it is not set. " +
        "Hint: set GREETING in .env or in the environment\n",
    );
    const env = { GREETING: "Hello" };
    expect((await runCli(at, ["check", "my-notes"], { env })).code).toBe(0);
  });

  test("a second time finds all that it would write, and changes nothing", async () => {
    const at = await notesWorkspace();
    expect(await runCli(at, ["init", "./notes.wasm"])).toEqual({
      code: 0,
      out:
        "Found notes.yaml, which host.yaml lists: nothing is left to write\n\nNext:\n" +
        "  npx skill-host check notes.yaml\n" +
        "  npx skill-host call notes echo --text <text>\n" +
        "  npx skill-host run\n",
      err: "",
    });
    expect([at.read("notes.yaml"), at.read("host.yaml")]).toEqual([
      manifest,
      "skills: [notes.yaml]\n",
    ]);
  });

  test("says that commands need a directory, which no requirement names", async () => {
    const module = await notesModule("env GREETING", "shell uname **");
    const at = new Workspace({ "notes.wasm": module });
    const { out } = await runCli(at, ["init", "./notes.wasm"]);
    expect(out.split("\n").slice(0, 2)).toEqual([
      "Wrote notes.yaml and host.yaml",
      "Add the directory that commands run in to permissions.shell.allowed_dirs in notes.yaml",
    ]);
  });

  test("never overwrites a manifest unless forced, and host.yaml never", async () => {
    const at = await notesWorkspace();
    at.write("notes.yaml", other);
    expect(await runCli(at, ["init", "./notes.wasm"])).toEqual({
      code: 2,
      out: "",
      err:
        "Cannot write notes.yaml: it exists already\n" +
        "Hint: --force overwrites it, --id <id> makes another\n",
    });
    expect(at.read("notes.yaml")).toBe(other);
    const forced = await runCli(at, ["init", "./notes.wasm", "--force"]);
    expect([forced.code, forced.out.split("\n")[0]]).toEqual([0, "Wrote notes.yaml"]);
    expect([at.read("notes.yaml") === other, at.read("host.yaml")]).toEqual([
      false,
      "skills: [notes.yaml]\n",
    ]);
  });

  test("says what to add to a host.yaml that is there", async () => {
    const at = await notesWorkspace();
    const { out } = await runCli(at, ["init", "./notes.wasm", "--id", "second"]);
    expect(out).toContain('Wrote second.yaml\nAdd "second.yaml" to skills in host.yaml\n\nNext:\n');
  });

  test("takes up a project's manifest, whatever its variables", async () => {
    const text = "id: notes\npath: build/n.wasm\nenv: { GREETING: '${GREETING:?say it}' }\n";
    const at = new Workspace({ "build/n.wasm": await notesModule(), "manifest.yaml": text });
    expect(await runCli(at, ["init", "build/n.wasm"])).toEqual({
      code: 0,
      out:
        "Found manifest.yaml\nWrote host.yaml\n\nNext:\n" +
        "  npx skill-host check manifest.yaml\n" +
        "  npx skill-host call notes echo --text <text>\n" +
        "  npx skill-host run\n",
      err: "",
    });
    expect([at.read("manifest.yaml"), at.read("host.yaml"), at.exists("n.yaml")]).toEqual([
      text,
      "skills:\n  - manifest.yaml\n",
      false,
    ]);
  });

  test("says to list a manifest that a host.yaml doesn't", async () => {
    const at = await notesWorkspace();
    at.write("host.yaml", "skills: []\n");
    const { code, out } = await runCli(at, ["init", "./notes.wasm"]);
    expect([code, out.split("\n").slice(0, 2)]).toEqual([
      0,
      ["Found notes.yaml", 'Add "notes.yaml" to skills in host.yaml'],
    ]);
  });

  test("writes another manifest beside those of other modules", async () => {
    const at = await notesWorkspace();
    at.write("manifest.yaml", "id: other\npath: other.wasm\n");
    at.write("broken.yaml", "{");
    at.write("copy.wasm", await notesModule());
    const { code, out } = await runCli(at, ["init", "copy.wasm"]);
    expect([code, out.split("\n")[0]]).toEqual([0, "Wrote copy.yaml"]);
  });

  test.each<[what: string, args: string[], err: string]>([
    [
      "a bad id",
      ["./notes.wasm", "--id", "a b"],
      'Cannot use skill id "a b": expected a letter, then letters, digits and hyphens\n',
    ],
    [
      "a folder that is a file",
      ["./notes.wasm", "--id", "x", "--dir", "host.yaml"],
      "Cannot write host.yaml/x.yaml: it exists already\n",
    ],
    [
      "no module",
      ["./notes.yaml"],
      'Cannot read module "./notes.yaml": it is not a WebAssembly module\n' +
        "Hint: Name a compiled skill\n",
    ],
  ])("refuses %s", async (_, args, err) => {
    const at = await notesWorkspace();
    expect(await runCli(at, ["init", ...args])).toEqual({ code: 2, out: "", err });
  });
});
