import { execFileSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { release } from "../../scripts/release/release.js";
import { Workspace } from "../codegen/run-cli.js";

const repository = { url: "git+https://example.com/sdk.git" };
const sdk = { name: "@luminarys/sdk-as", version: "1.2.0", repository };
const host = {
  name: "@luminarys/skill-host",
  version: "1.2.0",
  repository,
  dependencies: { "@luminarys/sdk-as": "^1.2.0" },
};
const asking = (version: string) => JSON.stringify({ devDependencies: { [sdk.name]: version } });
const changelog = "# Changelog\n\n## 1.2.0 - 2026-11-21\n\n- Faster.\n\n## 1.1.0 - 2026-10-01\n";

let tree: Workspace;

beforeEach(() => {
  tree = new Workspace({
    "package.json": JSON.stringify(sdk),
    "host/package.json": JSON.stringify(host),
    "templates/hello/package.json": asking("^1.2.0"),
    "examples/clock/package.json": asking("^1.2.0"),
    "examples/README.md": "Whole skills.\n",
    "CHANGELOG.md": changelog,
  });
  git("init", "--quiet", "--initial-branch", "main");
  commit();
});

afterEach(() => tree.remove());

function git(...args: string[]): void {
  const who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  execFileSync("git", [...who, ...args], { cwd: tree.root });
}

function commit(): void {
  git("add", ".");
  git("commit", "--quiet", "--message", "Change something");
}

interface Ended {
  code: number;
  printed: string[];
  ran: string[];
}

/** A release in the tree, of which `published` is on the registry already. */
function start(
  args: string[],
  published: string[] = [],
  env = { ACTIONS_ID_TOKEN_REQUEST_URL: "u" },
): Ended {
  const printed: string[] = [];
  const ran: string[] = [];
  const code = release(args, {
    root: tree.root,
    folder: "packed",
    env,
    print: (line) => printed.push(line),
    ask: (_, [, wanted = ""]) => {
      if (!published.includes(wanted)) throw new Error("npm view failed");
      return "1.2.0\n";
    },
    run: (command, args) => ran.push([command, ...args].join(" ")),
  });
  return { code, printed, ran };
}

const steps = [
  "npm test",
  "npm run --silent build",
  "npm pack -w host --include-workspace-root --ignore-scripts --pack-destination packed",
  "npm publish packed/luminarys-sdk-as-1.2.0.tgz --provenance --access public",
  "npm publish packed/luminarys-skill-host-1.2.0.tgz --provenance --access public",
  "git tag --annotate v1.2.0 --message 1.2.0",
  "git push origin v1.2.0",
];

test("a release shows its steps, and takes none", () => {
  expect(start([])).toEqual({
    code: 0,
    printed: steps.map((step) => `would run  ${step}`),
    ran: [],
  });
  expect(start(["--publish", "--dry-run"]).ran).toEqual([]);
});

test("a release that publishes takes its steps in their order", () => {
  const { code, ran } = start(["--publish"]);
  expect(ran).toEqual(steps);
  expect(code).toBe(0);
});

test("a release that broke off publishes what is missing", () => {
  const { code, ran, printed } = start(["--publish"], ["@luminarys/sdk-as@1.2.0"]);
  expect(ran).toEqual(steps.filter((step) => !step.includes("publish packed/luminarys-sdk-as")));
  expect(printed).toContain(`is done    ${steps[3]}`);
  expect(code).toBe(0);
});

const write = (path: string, text: string) => () => {
  tree.write(path, text);
  commit();
};
const begin = 'Hint: begin CHANGELOG.md with "## 1.2.0 - <year>-<month>-<day>"';

describe("a release is refused, and takes no step, when", () => {
  test.each<[string, () => void, string]>([
    [
      "the tree has changes",
      () => tree.write("notes.txt", "later"),
      "the tree has changes:\n  ?? notes.txt\nHint: commit them",
    ],
    [
      "the branch isn't main",
      () => git("switch", "--quiet", "--create", "idea"),
      'the branch is "idea". Hint: releases are made of "main"',
    ],
    [
      "the versions differ",
      write("host/package.json", JSON.stringify({ ...host, version: "1.1.0" })),
      "the host has version 1.1.0. Hint: give both packages the same",
    ],
    [
      "the host depends on another version",
      write(
        "host/package.json",
        JSON.stringify({ ...host, dependencies: { [sdk.name]: "^1.1.0" } }),
      ),
      'host/package.json asks for "^1.1.0" of the SDK. Hint: write "^1.2.0"',
    ],
    [
      "a template asks for another version",
      write("templates/hello/package.json", asking("^1.1.0")),
      'templates/hello/package.json asks for "^1.1.0" of the SDK. Hint: write "^1.2.0"',
    ],
    [
      "a package names no repository",
      write("host/package.json", JSON.stringify({ ...host, repository: undefined })),
      '@luminarys/skill-host names no repository. Hint: npm compares "repository.url" with where the provenance comes from',
    ],
    [
      "the changelog has no entry for it",
      write("CHANGELOG.md", changelog.replace("## 1.2.0 - 2026-11-21\n\n- Faster.\n\n", "")),
      `the changelog has no entry for it. ${begin}`,
    ],
    [
      "the changelog has no entry at all",
      write("CHANGELOG.md", "# Changelog\n"),
      `the changelog has no entry for it. ${begin}`,
    ],
    [
      "the newest entry is still unreleased",
      write("CHANGELOG.md", changelog.replace("1.2.0 - 2026-11-21", "Unreleased")),
      `the newest entry is "Unreleased". ${begin}`,
    ],
    [
      "its entry has no date",
      write("CHANGELOG.md", changelog.replace(" - 2026-11-21", "")),
      `its entry in the changelog has no date. ${begin}`,
    ],
    [
      "its entry's date is none",
      write("CHANGELOG.md", changelog.replace("2026-11-21", "2026-13-21")),
      `its entry in the changelog has no date. ${begin}`,
    ],
    [
      "its entry is empty",
      write("CHANGELOG.md", changelog.replace("- Faster.\n", "")),
      "its entry in the changelog is empty. Hint: say what changes",
    ],
    [
      "the tag exists",
      () => git("tag", "v1.2.0"),
      "the tag v1.2.0 exists. Hint: raise the version",
    ],
  ])("%s", (_, change, reason) => {
    change();
    const { code, printed, ran } = start(["--publish"]);
    expect(printed).toEqual([`Cannot release 1.2.0: ${reason}`]);
    expect(ran).toEqual([]);
    expect(code).toBe(1);
  });

  test("nobody vouches for its provenance", () => {
    const { code, printed, ran } = start(["--publish"], [], { ACTIONS_ID_TOKEN_REQUEST_URL: "" });
    expect(printed).toEqual([
      'Cannot release 1.2.0: nobody here vouches for the provenance. Hint: run the workflow "release"',
    ]);
    expect(ran).toEqual([]);
    expect(code).toBe(1);
  });

  test("an option isn't known", () => {
    const { code, printed } = start(["--force"]);
    expect(printed).toEqual([
      'Cannot read option "--force": expected --dry-run (the default) or --publish',
    ]);
    expect(code).toBe(2);
  });
});

test("a release that only shows its steps says what would refuse it", () => {
  tree.write("notes.txt", "later");
  const { code, printed } = start([]);
  expect(printed[0]).toContain("Cannot release 1.2.0: the tree has changes:");
  expect(printed.slice(1)).toEqual(steps.map((step) => `would run  ${step}`));
  expect(code).toBe(1);
});
