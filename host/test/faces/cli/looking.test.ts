import { createServer } from "node:net";
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
      unused: [],
      warnings: ["imports fs_read, but permissions.fs is disabled: its calls will be denied"],
    });
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
      "more/c.yaml:2:7: Cannot load module's memory: it has 0, expected 1\n",
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

  test("never overwrites a manifest unless forced, and host.yaml never", async () => {
    const at = await notesWorkspace();
    expect(await runCli(at, ["init", "./notes.wasm"])).toEqual({
      code: 2,
      out: "",
      err:
        "Cannot write notes.yaml: it exists already\n" +
        "Hint: --force overwrites it, --id <id> makes another\n",
    });
    expect(at.read("notes.yaml")).toBe(manifest);
    const forced = await runCli(at, ["init", "./notes.wasm", "--force"]);
    expect([forced.code, forced.out.split("\n")[0]]).toEqual([0, "Wrote notes.yaml"]);
    expect([at.read("notes.yaml") === manifest, at.read("host.yaml")]).toEqual([
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

describe("doctor", () => {
  test("looks at the machine, and at nothing else without a host.yaml", async () => {
    const { code, out } = await runCli(new Workspace(), ["doctor", "--json"]);
    const found = JSON.parse(out).map((each: { name: string; status: string }) => [
      each.name,
      each.status,
    ]);
    expect([code, found]).toEqual([
      0,
      [
        ["node", "ok"],
        ["files", "ok"],
        ["threads", "ok"],
        ["dns", "ok"],
        ["store", "ok"],
      ],
    ]);
  });

  test("names a port in use, and a folder that can't be made", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const at = new Workspace({
      "host.yaml": `http: { addr: "127.0.0.1:${port}" }\nstore: { path: file/data }`,
      file: "",
    });
    const { code, out } = await runCli(at, ["doctor"]);
    server.close();
    expect([code, out.split("\n").slice(5)]).toEqual([
      1,
      [
        "ok    config   host.yaml with 0 skills",
        "fail  data     <root>/file can't be written: a part of its path is not a folder",
        "               Hint: let this user write there, or choose another folder as store.path",
        `fail  port     listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
        `               Hint: end what listens on 127.0.0.1:${port}, or choose another address`,
        "",
      ],
    ]);
  });

  test("counts one skill as one", async () => {
    const { out } = await runCli(await notesWorkspace(), ["doctor"]);
    expect(out).toContain("\nok    config   host.yaml with 1 skill\n");
  });

  test("shows what is wrong with host.yaml", async () => {
    const at = new Workspace({ "host.yaml": "skill: []" });
    const { code, out } = await runCli(at, ["doctor"]);
    expect([code, out.split("\n").slice(5)]).toEqual([
      1,
      [
        "fail  config   Cannot use configuration: a problem",
        '               host.yaml:1:1: Unknown key "skill". Hint: did you mean "skills"?',
        "               Hint: correct what is named",
        "",
      ],
    ]);
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
