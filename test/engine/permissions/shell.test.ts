import { describe, expect, test } from "vitest";
import { completeManifest } from "../../../engine/manifest.js";
import { denialMessage } from "../../../engine/permissions/decision.js";
import { parseDirGrant } from "../../../engine/permissions/dir-grant.js";
import {
  decideLogFile,
  decideShell,
  runAction,
  shellRoot,
} from "../../../engine/permissions/shell.js";

const shellOf = (allowlist: string[], more: object = {}) => {
  const shell = { enabled: true, allowlist, allowed_dirs: ["/data"], ...more };
  return completeManifest({ id: "a", path: "a.wasm", permissions: { shell } }).permissions.shell;
};

const decide = (pattern: string, command: string, workdir = "") =>
  decideShell(shellOf([pattern]), { command, workdir });

const commands: Record<string, [pattern: string, command: string, allowed: boolean][]> = {
  "a pattern is matched on all arguments": [
    ["go *", "go test", true],
    ["go *", "go test -v", true],
    ["go *", "go", false],
    ["go *", "gofmt x", false],
    ["go *", "go test ./cmd/x", false],
    ["go **", "go test ./cmd/x", true],
    ["go **", "go", true],
    ["go **", "go ", true],
    ["go **", "gofmt", false],
    ["go **", "go-evil x", false],
    ["go **", "/usr/bin/go test", false],
    ["go **", "./go test", false],
    ["git commit **", "git commit", true],
    ["git commit **", "git commit -m x", true],
    ["git commit **", "git commitx", false],
    ["git commit **", "git push", false],
    ["git commit **", "git -C / commit", false],
    ["python -m venv .venv", "python -m venv .venv", true],
    ["python -m venv .venv", "python -m venv .venv2", false],
    ["python -m venv .venv", "python -m venv .venv x", false],
    [".venv/bin/python **", ".venv/bin/python -c x", true],
    ["./**", "./build.sh", true],
    ["./**", "./tools/x y", true],
    ["./**", "build.sh", false],
    ["./**", "./../../bin/sh", false],
    ["./**", "./a/../../b", false],
    ["**", "anything at all", true],
    ["ls ?", "ls a", true],
    ["ls [ab]", "ls c", false],
    ["ls {a,b}", "ls b", true],
    ["ls \\*", "ls *", true],
    ["ls \\*", "ls a", false],
    ["LS", "ls", false],
    ["ls", "LS", false],
  ],
  "quotes and spaces make no other command": [
    ["git status", "git   status", true],
    ["git status", " git\tstatus ", true],
    ["git status", "'git' \"status\"", true],
    ["git status", "gi''t sta\"tus\"", true],
    ["git status", "g\\it status", true],
    ["git status", "'git status'", false],
    ["git status", "git\\ status", false],
    ["git status", "git '' status", false],
    ["git status", "git\u00a0status", false],
    ["git status", "git\u2003status", false],
    ["git status", "g\u0456t status", false],
    ["git status", "git\u200b status", false],
    ["git status", "\uff47it status", false],
    ["git status **", "'r'm -rf /", false],
    ["git status **", '"rm" -rf /', false],
  ],
  "what needs a shell is refused, whatever is granted": [
    ["**", "git status; rm -rf /", false],
    ["**", "git status && rm -rf /", false],
    ["**", "git status || rm", false],
    ["**", "git log | sh", false],
    ["**", "git log & rm", false],
    ["**", "git log > /etc/passwd", false],
    ["**", "git log >> f", false],
    ["**", "git log < f", false],
    ["**", "git $(rm)", false],
    ["**", 'git "$(rm)"', false],
    ["**", "git `rm`", false],
    ["**", 'git "`rm`"', false],
    ["**", "git ${IFS}x", false],
    ["**", "git $HOME", false],
    ["**", "git\nrm -rf /", false],
    ["**", "git\r\nrm", false],
    ["**", "git \\\nrm", false],
    ["**", "git\0rm", false],
    ["**", "(git)", false],
    ["**", "git 'open", false],
    ["**", 'git "open', false],
    ["**", "git \\", false],
    ["**", "", false],
    ["**", "   ", false],
    ["**", "'' x", false],
    ["**", "git \ud800", false],
    ["**", "'a b' c", false],
    ["**", "'a\nb' c", false],
    ["**", "../sh x", false],
    ["**", "a/../../sh", false],
    ["**", "echo ';' '|' '$(x)'", true],
    ["**", 'echo "a;b && c > d"', true],
    ["**", "echo \uff1b rm", true],
    ["**", "echo \uff06\uff06 rm", true],
    ["**", "echo 'two\nlines'", true],
    ["**", "echo ../x", true],
  ],
};

describe.each(Object.entries(commands))("%s", (_, cases) => {
  test.each(cases)("%j with %j: %j", (pattern, command, allowed) => {
    expect(decide(pattern, command).allowed).toBe(allowed);
  });
});

test("an empty list allows no command", () => {
  expect(decideShell(shellOf([]), { command: "ls", workdir: "" }).allowed).toBe(false);
});

test("a device gets the arguments as they are, and where to run", () => {
  const decision = decide("git **", `git commit -m "a; b" ''`, "/data/x/../repo/");
  expect(decision).toMatchObject({
    argv: ["git", "commit", "-m", "a; b", ""],
    workdir: "/data/repo",
    reason:
      'granted by "git **" in permissions.shell.allowlist and "/data" in permissions.shell.allowed_dirs',
  });
});

describe("the working directory lies inside the allowed ones", () => {
  test.each<[workdir: string, canonical: string | undefined, allowed: boolean]>([
    ["", undefined, true],
    ["/data", undefined, true],
    ["/data/a/b", undefined, true],
    ["/data/..", undefined, false],
    ["/data/../etc", undefined, false],
    ["/", undefined, false],
    ["/database", undefined, false],
    ["data", undefined, false],
    [".", undefined, false],
    ["~", undefined, false],
    ["/data\0", undefined, false],
    ["/data/link", "/data/a", true],
    ["/data/link", "/etc", false],
    ["", "/etc", false],
  ])("%j that is %j: %j", (workdir, canonical, allowed) => {
    const request = { command: "ls", workdir, canonical };
    expect(decideShell(shellOf(["ls"]), request).allowed).toBe(allowed);
  });

  test("the first of them is the sandbox root", () => {
    expect(shellRoot(shellOf([], { allowed_dirs: ["/a/*", "/b:ro", "/c"] }))).toBe("/b");
    expect(shellRoot(shellOf([], { allowed_dirs: [] }))).toBeUndefined();
  });

  test("a daemon's log lies there too, and not where nothing may be written", () => {
    const permission = shellOf([], { allowed_dirs: ["/a:rw", "/b:ro"] });
    expect(decideLogFile(permission, "/a/x.log").allowed).toBe(true);
    expect(decideLogFile(permission, "/b/x.log").allowed).toBe(false);
    expect(decideLogFile(permission, "/c/x.log").allowed).toBe(false);
  });
});

describe("a denial says why, and what would allow it", () => {
  test.each<
    [permission: ReturnType<typeof shellOf>, command: string, workdir: string, message: string]
  >([
    [
      shellOf(["git **"]),
      "rm -rf *",
      "",
      'Cannot run it: no pattern of permissions.shell.allowlist matches it (git **). Hint: add "rm -rf \\*" to permissions.shell.allowlist',
    ],
    [
      shellOf([]),
      "ls",
      "/etc",
      'Cannot run it: permissions.shell.allowlist is empty. Hint: add "ls" to permissions.shell.allowlist and add "/etc:ro" to permissions.shell.allowed_dirs',
    ],
    [
      shellOf(["ls"]),
      "ls",
      "/etc/x",
      'Cannot run it: working directory: outside the allowed directories (/data). Hint: add "/etc/x:ro" to permissions.shell.allowed_dirs',
    ],
    [
      shellOf(["ls"], { enabled: false }),
      "ls",
      "",
      "Cannot run it: permissions.shell is disabled. Hint: set permissions.shell.enabled to true",
    ],
    [
      shellOf(["ls"], { allowed_dirs: [] }),
      "ls",
      "",
      'Cannot run it: working directory: permissions.shell.allowed_dirs names no directory. Hint: add the directory to run in to permissions.shell.allowed_dirs, such as "/data:ro"',
    ],
    [shellOf(["**"]), "a | b", "", 'Cannot run it: chaining ("|") isn\'t allowed at character 3'],
    [shellOf(["**"]), "'a b'", "", 'Cannot run it: the program "a b" holds a space'],
    [shellOf(["**"]), "../a", "", 'Cannot run it: the program\'s path holds ".."'],
  ])("%#", (permission, command, workdir, message) => {
    const decision = decideShell(permission, { command, workdir });
    expect(denialMessage(decision as never, "run it")).toBe(message);
  });
});

describe("once links are followed", () => {
  const shell = shellOf(["ls"], { allowed_dirs: ["/data:rw"] });
  const canonicalDirs = [parseDirGrant("/mnt/disk:rw")];

  test("a granted directory that is a link itself is meant where it leads", () => {
    const request = { command: "ls", workdir: "/data/a", canonical: "/mnt/disk/a" };

    expect(decideShell(shell, request, { canonicalDirs })).toMatchObject({ workdir: "/data/a" });
    expect(decideShell(shell, request)).toMatchObject({
      allowed: false,
      reason:
        'working directory: it leads to "/mnt/disk/a", outside the allowed directories (/data:rw)',
    });
  });

  test("a log file mustn't lead elsewhere", () => {
    const path = "/data/log";

    const options = { canonical: "/mnt/disk/log", canonicalDirs };
    expect(decideLogFile(shell, path, options)).toMatchObject({ allowed: true });
    expect(decideLogFile(shell, path, { ...options, canonical: "/etc/log" })).toMatchObject({
      allowed: false,
      reason: 'it leads to "/etc/log", outside the allowed directories (/mnt/disk:rw)',
    });
  });

  test("a name on the way that can't be granted is refused", () => {
    const canonical = "/data/a\\b";

    expect(decideShell(shell, { command: "ls", workdir: "/data/a", canonical })).toMatchObject({
      allowed: false,
      code: "invalid",
    });
  });
});

test("a command longer than the system takes is refused before it is matched", () => {
  const decision = decide("**", `echo ${"x".repeat(131_072)}`);

  expect(decision).toMatchObject({
    allowed: false,
    code: "invalid",
    reason: "the command is longer than 131072 characters",
  });
});

test("a long command is cut in messages", () => {
  expect(runAction("ls")).toBe('run "ls"');
  expect(runAction("x".repeat(201))).toBe(`run "${"x".repeat(200)}..."`);
});
