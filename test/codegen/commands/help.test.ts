import { afterAll, describe, expect, test } from "vitest";
import { runCli, Workspace } from "../run-cli.js";

const workspace = new Workspace();
const commands = ["init", "build", "describe", "schema", "client", "docs", "diff"];

afterAll(() => workspace.remove());

describe.each(commands)("skill-gen %s --help", (command) => {
  test("says what it does and gives examples", async () => {
    const { code, out, err } = await runCli(workspace, [command, "--help"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(`Usage: skill-gen ${command} `);
    expect(out).toContain(`\nExamples:\n  skill-gen ${command} `);
  });

  test("is what the hint for an unknown option names", async () => {
    const { code, err } = await runCli(workspace, [command, "--zzz"]);
    expect(code).toBe(2);
    expect(err).toBe(
      'Cannot run skill-gen: unknown option "--zzz"\n' +
        `Hint: skill-gen ${command} --help lists what there is\n`,
    );
  });
});

test("skill-gen --help lists every command", async () => {
  const { out } = await runCli(workspace, ["--help"]);
  for (const command of commands) expect(out).toContain(`\n  ${command} `);
});

test("a folder with a command's name is reached by its path", async () => {
  workspace.write("docs/readme.ts", "");
  const { code, err } = await runCli(workspace, ["./docs"]);
  expect(code).toBe(1);
  expect(err).toContain("error SK101: Found no @skill annotations in 1 source");
});
