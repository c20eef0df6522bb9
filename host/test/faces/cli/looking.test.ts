import { describe, expect, test } from "vitest";
import { emptyModule, Workspace } from "../../config/workspace.js";
import { manifest, notesModule, notesWorkspace } from "./built-skill.js";
import { runCli } from "./run-cli.js";

const imports = "env_get, fs_read, log_write, time_now";

/** Sizes change with the compiler. */
const plain = (text: string) => text.replaceAll(/[\d,]+ bytes/g, "<n> bytes");

describe("check", () => {
  test("says what meets each requirement", async () => {
    const at = await notesWorkspace();
    const { code, out } = await runCli(at, ["check", "notes.yaml"]);
    expect([code, plain(out)]).toEqual([
      0,
      "notes (Notes 1.0.0)\n" +
        "module   notes.wasm, <n> bytes, SDK 0.3.0, at most 64 MiB of memory\n" +
        `imports  ${imports}\n\n` +
        "met     env GREETING  granted by env.GREETING\n" +
        "warn    imports fs_read, but permissions.fs is disabled: its calls will be denied\n\n" +
        "Every requirement is met, 1 warning\n",
    ]);
  });

  test("fails with what would meet the others", async () => {
    const at = await notesWorkspace();
    at.write(
      "notes.yaml",
      `${manifest.replace("GREETING", "OTHER")}permissions: { llm: { enabled: true } }`,
    );
    const { code, out } = await runCli(at, ["check", "notes"]);
    expect([code, out.split("\n").slice(4)]).toEqual([
      1,
      [
        "unmet   env GREETING  env doesn't hold it. Hint: set env.GREETING",
        "warn    imports fs_read, but permissions.fs is disabled: its calls will be denied",
        "unused  permissions.llm  the module imports no function that needs it",
        "unused  env.OTHER        no requirement needs it",
        "",
        "1 of 1 requirements unmet, 1 warning, 2 unused grants",
        "",
      ],
    ]);
  });

  test("fails on unused grants when it is strict", async () => {
    const at = await notesWorkspace();
    const fs = "fs: { enabled: true, dirs: ['/srv/notes:ro'] }";
    at.write("notes.yaml", `${manifest}permissions: { ${fs}, llm: { enabled: true } }`);
    const codes = [
      (await runCli(at, ["check", "notes"])).code,
      (await runCli(at, ["check", "notes", "--strict"])).code,
    ];
    expect(codes).toEqual([0, 1]);
  });

  test("fails on warnings when it is strict", async () => {
    const at = await notesWorkspace();
    expect((await runCli(at, ["check", "notes", "--strict"])).code).toBe(1);
  });

  test("speaks JSON", async () => {
    const at = await notesWorkspace();
    const { out } = await runCli(at, ["check", "notes.yaml", "--json"]);
    expect(JSON.parse(out)).toEqual({
      id: "notes",
      module: "<root>/notes.wasm",
      requirements: [{ requirement: "env GREETING", met: true, reason: "granted by env.GREETING" }],
      routes: [],
      unused: [],
      warnings: ["imports fs_read, but permissions.fs is disabled: its calls will be denied"],
    });
  });

  test("fails for a route that no host would serve, with its line", async () => {
    const at = await notesWorkspace();
    at.write("notes.yaml", `${manifest}web: { route: { method: GET, path: /, ref: grete } }\n`);
    const { code, out } = await runCli(at, ["check", "notes"]);
    expect([code, out.split("\n").slice(5)]).toEqual([
      1,
      [
        expect.stringMatching(
          /^wrong {3}notes.yaml:4:44: Cannot find method "notes.grete": .*Hint: did you mean "greet"\?$/,
        ),
        "warn    imports fs_read, but permissions.fs is disabled: its calls will be denied",
        "",
        "Every requirement is met, 1 wrong route, 1 warning",
        "",
      ],
    ]);
  });

  test("warns of a route whose path gives what the method doesn't take", async () => {
    const at = await notesWorkspace();
    const routes = [
      "{ method: GET, path: '/files/:file', ref: read, bind: params }",
      "{ method: GET, path: '/hello/:name', ref: greet, bind: params }",
      "{ method: GET, path: '/good/:path', ref: read, bind: params }",
      "{ method: GET, path: '/whole/:name', ref: greet }",
    ];
    at.write("notes.yaml", `${manifest}web: { routes: [${routes.join(", ")}] }\n`);
    const { code, out } = await runCli(at, ["check", "notes"]);
    expect([code, out.split("\n").filter((line) => line.includes("route "))]).toEqual([
      0,
      [
        'warn    route GET /files/:file gives "file", which read(path: string) -> integer doesn\'t ' +
          'take: requests without "path" are refused',
        'warn    route GET /hello/:name gives "name", which greet() -> string doesn\'t take: ' +
          "nothing reads it",
      ],
    ]);
  });

  test("of a wrong manifest names each problem", async () => {
    const at = new Workspace({ "notes.yaml": "id: notes\npth: notes.wasm" });
    expect(await runCli(at, ["check", "notes.yaml"])).toEqual({
      code: 2,
      out: "",
      err:
        "Cannot use configuration: 2 problems\n" +
        'notes.yaml:1:1: Missing key "path"\n' +
        'notes.yaml:2:1: Unknown key "pth". Hint: did you mean "path"?\n',
    });
  });
});

describe("inspect", () => {
  test("says what a skill is, needs and is granted, but no values of variables", async () => {
    const at = await notesWorkspace();
    const { code, out } = await runCli(at, ["inspect", "notes"]);
    expect(code).toBe(0);
    expect(plain(out)).toContain(
      "notes: Notes 1.0.0\nAnswers with what it got\n\n" +
        "type     com.example.notes\n" +
        "module   notes.wasm, <n> bytes\n" +
        "manifest notes.yaml\n" +
        "sdk      0.3.0\n" +
        `imports  ${imports}\n`,
    );
    expect(out).toContain(
      "\nRequires\n  env GREETING  met\n\nIs granted\n  env: GREETING\n\nLimits\n",
    );
    expect(out).toContain(
      "\n  linger(ms: integer) -> string\n    Takes its time\n      ms  How long\n",
    );
    expect(out).not.toContain("Hello");
  });

  test("lists the fields of a map", async () => {
    const { out } = await runCli(await notesWorkspace(), ["inspect", "notes"]);
    expect(out).toContain(
      "\n      item\n        name   string  required\n        price  number  required\n" +
        "        count  integer  default 1\n",
    );
  });

  test("of a bare module shows that nothing is granted", async () => {
    const at = new Workspace({ "notes.wasm": await notesModule() });
    const { out } = await runCli(at, ["inspect", "notes.wasm"]);
    expect(out).toContain("\nmanifest none\n");
    expect(out).toContain("\nRequires\n  env GREETING  unmet\n\nIs granted\n  nothing\n");
  });

  test("takes the power over the terminal from what a skill says", async () => {
    const module = await notesModule('"Answers with', '"\\u001b[2JAnswers with');
    const at = new Workspace({ "notes.wasm": module });
    const { out } = await runCli(at, ["inspect", "notes.wasm"]);
    expect(out).not.toContain("\u001b");
  });
});

test("list names each skill with its manifest, and then what is wrong with others", async () => {
  const at = await notesWorkspace();
  at.write("host.yaml", "skills: [notes.yaml, more]");
  at.write("more/b.yaml", "id: b\npath: gone.wasm");
  at.write("more/c.yaml", "id: c\npath: c.wasm");
  at.write("more/c.wasm", emptyModule);
  expect(await runCli(at, ["list"])).toEqual({
    code: 2,
    out: "id     skill        methods  manifest\nnotes  Notes 1.0.0  13       notes.yaml\n",
    err:
      "Cannot use configuration: 2 problems\n" +
      'more/b.yaml:2:7: Cannot read module "gone.wasm": it is neither beside the manifest nor ' +
      "in the working directory. Hint: build the skill first, or correct the path\n" +
      "more/c.yaml:2:7: Cannot load module: it is no skill: it exports none of skill_alloc, " +
      "skill_free, skill_handle, skill_describe. Hint: compile the lib.ts that skill-gen writes, " +
      "not the sources that it reads\n",
  });
});

test("list without skills says so", async () => {
  const at = new Workspace({ "host.yaml": "" });
  expect(await runCli(at, ["list"])).toEqual({
    code: 0,
    out: "",
    err: "host.yaml lists no skills\n",
  });
});

describe("usage", () => {
  test.each<[args: string[], err: string]>([
    [
      ["chekc", "notes.yaml"],
      'Cannot run skill-host: unknown command "chekc"\nHint: Did you mean check?\n',
    ],
    [
      ["check"],
      'Cannot run skill-host: missing required argument "manifest"\n' +
        "Hint: skill-host check --help lists what there is\n",
    ],
    [
      ["list", "--jsn"],
      'Cannot run skill-host: unknown option "--jsn"\nHint: Did you mean --json?\n',
    ],
    [
      ["run", "--grace", "-5"],
      'Cannot run skill-host: option "--grace <ms>" argument "-5" is invalid. Expected a whole ' +
        "number of milliseconds.\nHint: skill-host run --help lists what there is\n",
    ],
    [
      ["store", "get"],
      'Cannot run skill-host: missing required argument "table"\n' +
        "Hint: skill-host store get --help lists what there is\n",
    ],
    [
      ["call", "notes", "echo", "--timeout", "0"],
      'Cannot run skill-host: option "--timeout <ms>" argument "0" is invalid. Expected at least a ' +
        "millisecond.\nHint: skill-host call --help lists what there is\n",
    ],
    ...["check", "inspect"].map((command): [args: string[], err: string] => [
      [command, "nothere.yaml"],
      'Cannot read manifest "nothere.yaml": no such file\n' +
        "Hint: Name a manifest, or a compiled skill; skill-host init <module> writes a manifest\n",
    ]),
    [
      ["list"],
      "Cannot use configuration: a problem\n" +
        "host.yaml: Cannot read: no such file. Hint: skill-host init <module> writes one\n",
    ],
  ])("%j is refused with a hint", async (args, err) => {
    expect(await runCli(new Workspace(), args)).toEqual({ code: 2, out: "", err });
  });

  test.each(["run", "call", "list", "inspect", "check", "init", "doctor"])(
    "%s --help shows examples",
    async (command) => {
      const { code, out } = await runCli(new Workspace(), [command, "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(`\nExamples:\n  skill-host ${command}`);
    },
  );

  test("colours are for terminals that want them", async () => {
    const at = await notesWorkspace();
    const run = (isOutTerminal: boolean, env: Record<string, string>) =>
      runCli(at, ["list"], { isOutTerminal, env });
    const outcomes = [
      await run(true, {}),
      await run(true, { NO_COLOR: "1" }),
      await run(false, {}),
      await run(false, { FORCE_COLOR: "1" }),
    ];
    expect(outcomes.map(({ out }) => out.includes("\u001b"))).toEqual([true, false, false, true]);
  });
});
