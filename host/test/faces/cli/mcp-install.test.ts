import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { clientConfig } from "../../../faces/cli/mcp-clients/client-config.js";
import type { Workspace } from "../../config/workspace.js";
import { notesWorkspace } from "./built-skill.js";
import { runCli } from "./run-cli.js";

const install = (at: Workspace, ...args: string[]) =>
  runCli(at, ["mcp", "install", ...args], { env: { HOME: `${at.root}/home` } });

/** The workspace's folder, whose name is random. */
const own = (at: Workspace) => basename(at.root);

const advice =
  ' may refuse names of tools such as "notes/<method>". ' +
  'Hint: set mcp.separator to "_" in the manifest of "notes"\n';

const read = (at: Workspace, file: string) => readFileSync(`${at.root}/${file}`, "utf8");

const started = (at: Workspace) => ({
  command: process.execPath,
  args: [expect.stringMatching(/bin\/skill-host\.js$/), "mcp", `${at.root}/host.yaml`],
});

describe("skill-host mcp install", () => {
  test("prints what a client's file needs, and where that is", async () => {
    const at = await notesWorkspace();
    const { code, out, err } = await install(at, "--client", "claude-code");
    expect([code, err]).toEqual([0, `claude-code${advice}Put this into .mcp.json:\n`]);
    const parsed = JSON.parse(out.replaceAll("<root>", at.root));
    expect(parsed).toEqual({ mcpServers: { [own(at)]: { type: "stdio", ...started(at) } } });
    expect(existsSync(`${at.root}/.mcp.json`)).toBe(false);
  });

  test("writes a file that isn't there, with its folder", async () => {
    const at = await notesWorkspace();
    const { code, err } = await install(at, "--client", "vscode", "--name", "notes", "--write");
    expect([code, err]).toEqual([0, `vscode${advice}Added "notes" to .vscode/mcp.json\n`]);
    const parsed = JSON.parse(read(at, ".vscode/mcp.json"));
    expect(parsed).toEqual({ servers: { notes: { type: "stdio", ...started(at) } } });
  });

  test("keeps what a file holds, and the file as it was", async () => {
    const at = await notesWorkspace();
    const before = '{"theme": 1, "mcpServers": {"other": {"command": "x"}}}';
    at.write("home/.cursor/mcp.json", before);
    const { code, err } = await install(at, "--client", "cursor", "--write");
    expect([code, err]).toEqual([
      0,
      `cursor${advice}Added "${own(at)}" to home/.cursor/mcp.json, as it was is kept in ` +
        "home/.cursor/mcp.json.1.bak\n",
    ]);
    expect(read(at, "home/.cursor/mcp.json.1.bak")).toBe(before);
    expect(JSON.parse(read(at, "home/.cursor/mcp.json"))).toEqual({
      theme: 1,
      mcpServers: { other: { command: "x" }, [own(at)]: started(at) },
    });
    await install(at, "--client", "cursor", "--write");
    expect(read(at, "home/.cursor/mcp.json.1.bak")).toBe(before);
    expect(existsSync(`${at.root}/home/.cursor/mcp.json.2.bak`)).toBe(true);
  });

  test("leaves a file alone that it can't read", async () => {
    const at = await notesWorkspace();
    at.write(".mcp.json", "{ // mine\n}");
    expect(await install(at, "--client", "claude-code", "--write")).toEqual({
      code: 2,
      out: "",
      err:
        `claude-code${advice}` +
        'Cannot add a server to "<root>/.mcp.json": it is not JSON, or holds comments\n' +
        "Hint: Run it without --write, and copy what it prints\n",
    });
    expect(read(at, ".mcp.json")).toBe("{ // mine\n}");
  });

  test("has no advice where all clients take the names of tools", async () => {
    const at = await notesWorkspace();
    at.write("notes.yaml", `${at.read("notes.yaml")}mcp: { separator: "_" }\n`);
    const { err } = await install(at, "--client", "claude-desktop");
    expect(err).toMatch(/^Put this into /);
  });

  test("refuses a host.yaml that wouldn't start, and a client that it doesn't know", async () => {
    const at = await notesWorkspace();
    const wrong = await install(at, "absent.yaml", "--client", "cursor");
    expect([wrong.code, wrong.out]).toEqual([2, ""]);
    const unknown = await install(at, "--client", "emacs");
    expect([unknown.code, unknown.out]).toEqual([2, ""]);
    expect(unknown.err).toContain("claude-code, claude-desktop, cursor, vscode");
  });
});

test.each([
  ["darwin", {}, "/users/ada/Library/Application Support/Claude/claude_desktop_config.json"],
  ["linux", {}, "/users/ada/.config/Claude/claude_desktop_config.json"],
  ["linux", { XDG_CONFIG_HOME: "/x" }, "/x/Claude/claude_desktop_config.json"],
  ["win32", { APPDATA: "/roaming" }, "/roaming/Claude/claude_desktop_config.json"],
] as const)("Claude's desktop application on %s looks in its own folder", (platform, env, file) => {
  const surroundings = { cwd: "/work", env: { HOME: "/users/ada", ...env } };
  expect(clientConfig("claude-desktop", surroundings, platform).file).toBe(file);
});
