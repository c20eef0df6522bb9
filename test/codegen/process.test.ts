import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { goodSkill, Workspace } from "./run-cli.js";

const workspaces: Workspace[] = [];

function workspace(files: Record<string, string>): Workspace {
  const made = new Workspace(files);
  workspaces.push(made);
  return made;
}

afterEach(() => {
  for (const each of workspaces.splice(0)) each.remove();
});

const broken = goodSkill.replace("com.example.notes", "notes");

interface ShellLine {
  /** What stands before the command and pipes into it. */
  readonly before?: string;
  readonly args: string[];
  readonly after?: string;
}

interface TerminalLine {
  readonly args: string[];
  readonly typed: string;
  readonly CI: string;
}

describe("as a process", () => {
  const cli = fileURLToPath(new URL("../../codegen/cli.ts", import.meta.url));
  const script = `import(${JSON.stringify(cli)}).then(async (cli) => {
    process.exitCode = await cli.main(process.argv.slice(1));
  })`;

  const nodeArgs = (args: string[], before = "") => [
    "--import",
    import.meta.resolve("tsx"),
    "--eval",
    before + script,
    "--",
    ...args,
  ];

  function run(at: Workspace, args: string[]) {
    return spawnSync(process.execPath, nodeArgs(args), { cwd: at.root, encoding: "utf8" });
  }

  /** What is typed is there before it is asked for. */
  function runAtTerminal(at: Workspace, { args, typed, CI }: TerminalLine) {
    const before = "process.stdin.isTTY = process.stderr.isTTY = true;";
    const env = { ...process.env, CI, NO_COLOR: "1" };
    const options = { cwd: at.root, encoding: "utf8", input: typed, env } as const;
    return spawnSync(process.execPath, nodeArgs(args, before), options);
  }

  function runInShell(at: Workspace, { before = "", args, after = "" }: ShellLine) {
    const quoted = [process.execPath, ...nodeArgs(args)].map(
      (each) => `'${each.replaceAll("'", `'\\''`)}'`,
    );
    const line = `${before} ${quoted.join(" ")} ${after}`;
    return spawnSync("sh", ["-c", line], { cwd: at.root, encoding: "utf8" });
  }

  test.skipIf(process.platform === "win32")("takes answers from a pipe", () => {
    const at = workspace({});
    const answers = "printf 'Shop list\\norg.acme.shop\\n' |";
    const { status, stdout } = runInShell(at, { before: answers, args: ["init", "shop"] });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Created "Shop list", org\.acme\.shop, in shop /);
  });

  test.skipIf(process.platform === "win32")("says the defaults that it took unasked", () => {
    const at = workspace({});
    const { status, stdout } = runInShell(at, { args: ["init", "shop"], after: "</dev/null" });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Created "Shop", com\.example\.shop, in shop /);
  });

  test.skipIf(process.platform === "win32")("writes nothing when a pipe ends too early", () => {
    const at = workspace({});
    const { status, stderr } = runInShell(at, { before: "printf '' |", args: ["init", "shop"] });
    expect(status).toBe(2);
    expect(stderr).toContain("Cannot go on: the question was not answered");
    expect(readdirSync(at.root)).toEqual([]);
  });

  test("takes answers from a terminal", () => {
    const at = workspace({});
    const typed = "Shop list\n\n";
    const { status, stdout } = runAtTerminal(at, { args: ["init", "shop"], typed, CI: "" });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Created "Shop list", com\.example\.shop-list, in shop /);
  });

  test("asks nothing at a terminal of CI, where nobody sits", () => {
    const at = workspace({});
    const line = { args: ["init", "shop"], typed: "", CI: "true" };
    const { status, stdout, stderr } = runAtTerminal(at, line);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Created "Shop", com\.example\.shop, in shop /);
  });

  test("ends without words at Ctrl-C, and writes nothing", () => {
    const at = workspace({});
    const line = { args: ["init", "shop"], typed: "\u0003", CI: "" };
    const { status, stdout, stderr } = runAtTerminal(at, line);
    expect([status, stdout]).toEqual([130, ""]);
    expect(stderr).toMatch(/Name \(Shop\): .*\n$/);
    expect(stderr).not.toContain("Cannot");
    expect(readdirSync(at.root)).toEqual([]);
  });

  test("gives its exit codes", () => {
    const at = workspace({ "good/skill.ts": goodSkill, "bad/skill.ts": broken });
    expect(["good", "bad", "gone"].map((folder) => run(at, [folder]).status)).toEqual([0, 1, 2]);
  });
});
