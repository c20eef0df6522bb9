import { describe, expect, test } from "vitest";
import { Workspace } from "../../config/workspace.js";
import { notesModule, notesWorkspace } from "./built-skill.js";
import { runCli, startCli } from "./run-cli.js";

const call = (...args: string[]) => ["call", "notes", ...args];

describe("answers", () => {
  test.each<[what: string, args: string[], out: string]>([
    ["a text as it is", ["greet"], "Hello\n"],
    ["a text as JSON", ["greet", "--json"], '"Hello"\n'],
    ["nothing of a method without result as nothing", ["nothing"], ""],
    ["nothing of a method with a result as null", ["lack"], "null\n"],
    ["nothing as JSON", ["nothing", "--json"], "null\n"],
    ["bytes as base64", ["bytes"], "aGkh\n"],
    [
      "a map as JSON, large integers as text",
      ["item"],
      '{\n  "name": "tea",\n  "price": 2.5,\n  "count": "9007199254740993"\n}\n',
    ],
    ["the session that is given", ["session", "--session", "s1"], "s1\n"],
    ["the session of the command line", ["session"], "cli\n"],
  ])("%s", async (_, args, out) => {
    const at = await notesWorkspace();
    expect(await runCli(at, call(...args))).toEqual({ code: 0, out, err: "" });
  });
});

test("arguments are typed by the method", async () => {
  const at = await notesWorkspace();
  const flags = [
    "--text",
    "a",
    "--count",
    "-3",
    "--data",
    "@notes.yaml",
    "--tags",
    "x",
    "--urgent",
  ];
  expect((await runCli(at, call("echo", ...flags))).out).toBe("a|-3|0|0.0|true|x|none|52|fast|0\n");
});

test("arguments behind -- are the method's, whatever their names", async () => {
  const at = await notesWorkspace();
  const module = await notesModule("@skill:param ms required", "@skill:param json required");
  at.write("notes.wasm", module);
  expect((await runCli(at, call("linger", "--", "--json", "0"))).out).toBe("done\n");
});

test("arguments are piped in as an object", async () => {
  const at = await notesWorkspace();
  const input = Buffer.from('{"text": "piped"}');
  const { out } = await runCli(at, call("echo"), { input });
  expect(out).toBe("piped|0|0|0.0|false||none|0|fast|0\n");
});

test("wrong arguments are told before the skill is asked", async () => {
  const at = await notesWorkspace();
  expect(await runCli(at, call("linger", "--ms", "long"))).toEqual({
    code: 2,
    out: "",
    err:
      "Cannot call linger: an argument doesn't fit\n" +
      '  --ms: expected integer, found "long"\n' +
      "Hint: linger(ms: integer) -> string\n",
  });
});

describe("what fails", () => {
  test.each<[what: string, args: string[], err: string]>([
    ["a skill's own failure", ["fail"], "The fridge is empty\n"],
    [
      "a trap, with its method and place",
      ["trap"],
      "The door is shut\n  in notes/trap\n  at skill.ts:108:3\n",
    ],
    [
      "a denied host call, with what would grant it",
      ["read", "--path", "/etc/passwd"],
      'abi error: fs_read: Cannot read "/etc/passwd": permissions.fs is disabled. Hint: set ' +
        'permissions.fs.enabled to true and add "/etc:ro" to permissions.fs.dirs\n  in notes/read\n',
    ],
  ])("%s ends with 1", async (_, args, err) => {
    const at = await notesWorkspace();
    const outcome = await runCli(at, call(...args));
    expect(outcome).toEqual({ code: 1, out: "", err });
  });

  test.each([
    [
      "a trap in the library, with the library's own place",
      "const none: i32[] = []; none[3];",
      /^Index out of range\n {2}in notes\/trap\n {2}at ~lib\/array\.ts:\d+:\d+\n$/,
    ],
    [
      "a trap of WebAssembly, which has no place",
      "unreachable();",
      /^Cannot finish the call: unreachable\n {2}in notes\/trap\n$/,
    ],
  ])("%s", async (_, body, err) => {
    const at = await notesWorkspace();
    at.write("notes.wasm", await notesModule('throw new Error("The door is shut");', body));
    const outcome = await runCli(at, call("trap"));
    expect(outcome).toEqual({ code: 1, out: "", err: expect.stringMatching(err) });
  });

  test("a call that takes longer than it may", async () => {
    const at = await notesWorkspace();
    expect(await runCli(at, call("loop", "--timeout", "300"))).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(
        /(?:^|\n)Cannot finish "notes\/loop": its deadline has passed\nHint: Raise --timeout\n$/,
      ),
    });
  });

  test.each<[what: string, args: string[], err: string]>([
    [
      "an unknown method",
      call("gret"),
      'Cannot call "gret" of Notes: no such method\nHint: Did you mean "greet"?\n',
    ],
    [
      "a callback",
      call("on_tick"),
      'Cannot call "on_tick" of Notes: it is a callback, which only the skill itself calls\n' +
        "Hint: It has echo, item, bytes, greet, nothing, lack, session, read, note, loop, linger, fail, trap\n",
    ],
    [
      "an unknown skill",
      ["call", "note", "greet"],
      'Cannot find skill "note": host.yaml has "notes"\nHint: Did you mean "notes"?\n',
    ],
    [
      "a module that isn't there",
      ["call", "./gone.wasm", "greet"],
      'Cannot read module "./gone.wasm": no such file\n' +
        "Hint: Name a compiled skill, such as build/skill.wasm\n",
    ],
    [
      "a folder",
      ["call", "./", "greet"],
      'Cannot read module "./": it is a folder\n' +
        "Hint: Name a compiled skill, such as build/skill.wasm\n",
    ],
    [
      "no method",
      ["call", "notes"],
      'Cannot run skill-host: missing required argument "method"\n' +
        "Hint: skill-host call --help lists what there is\n",
    ],
    [
      "a time that is no number",
      call("greet", "--timeout", "soon"),
      'Cannot run skill-host: option "--timeout <ms>" argument "soon" is invalid. ' +
        "Expected a whole number of milliseconds.\nHint: skill-host call --help lists what there is\n",
    ],
  ])("%s ends with 2", async (_, args, err) => {
    const at = await notesWorkspace();
    expect(await runCli(at, args)).toEqual({ code: 2, out: "", err });
  });
});

describe("a module by its path", () => {
  test("is granted nothing, and told what it needs", async () => {
    const at = new Workspace({ "build/my_notes.wasm": await notesModule() });
    expect(await runCli(at, ["call", "build/my_notes.wasm", "greet"])).toEqual({
      code: 2,
      out: "",
      err:
        'Cannot load skill "my-notes": its manifest leaves a requirement unmet\n' +
        "  env GREETING: env doesn't hold it. Hint: set env.GREETING\n" +
        "This manifest would grant it:\n" +
        "  id: my-notes\n" +
        "  path: build/my_notes.wasm\n" +
        "  env:\n" +
        "    GREETING: ${GREETING:?it is not set}\n" +
        "Hint: skill-host init build/my_notes.wasm writes it, --manifest <file> uses one\n",
    });
  });

  test("runs without a manifest when it requires nothing", async () => {
    const module = await notesModule("// @skill:require env GREETING\n");
    const at = new Workspace({ "notes.wasm": module });
    const outcome = await runCli(at, ["call", "notes.wasm", "item", "--json"]);
    expect([outcome.code, JSON.parse(outcome.out).name]).toEqual([0, "tea"]);
  });

  test("runs under a manifest that is named, instead of the manifest's own module", async () => {
    const at = await notesWorkspace();
    at.write("m.yaml", "id: other\npath: gone.wasm\nenv: { GREETING: Moin }");
    const args = ["call", "./notes.wasm", "greet", "--manifest", "m.yaml"];
    expect(await runCli(at, args)).toEqual({ code: 0, out: "Moin\n", err: "" });
  });
});

test("a manifest by its path needs no host.yaml", async () => {
  const at = await notesWorkspace();
  at.write("host.yaml", "skills: {");
  expect((await runCli(at, ["call", "notes.yaml", "greet"])).out).toBe("Hello\n");
});

test("other manifests of host.yaml may be wrong", async () => {
  const at = await notesWorkspace();
  at.write("host.yaml", "skills: [broken.yaml, notes.yaml]");
  at.write("broken.yaml", "id: 1");
  expect((await runCli(at, call("greet"))).out).toBe("Hello\n");
});

test("the skills of host.yaml are loaded that it may call, and that these may call", async () => {
  const at = await notesWorkspace();
  at.write("host.yaml", "skills: [notes.yaml, b.yaml, c.yaml]");
  const granted = (id: string, can: string) =>
    `id: ${id}\npath: notes.wasm\nenv: { GREETING: Hi }\ninvoke_policy: { can_invoke: [${can}] }`;
  at.write("b.yaml", granted("b", "notes, c"));
  at.write("c.yaml", "id: c\npath: notes.wasm");
  at.write("notes.yaml", granted("notes", ""));
  const alone = await runCli(at, call("greet"));
  at.write("notes.yaml", granted("notes", "b"));
  const together = await runCli(at, call("greet"));
  expect([alone, together]).toEqual([
    { code: 0, out: "Hi\n", err: "" },
    {
      code: 2,
      out: "",
      err:
        'Cannot load skill "c": its manifest leaves a requirement unmet\n' +
        "  env GREETING: env doesn't hold it. Hint: set env.GREETING\n",
    },
  ]);
});

test("what the skill logs goes to the error output", async () => {
  const at = await notesWorkspace();
  const { out, err } = await runCli(at, call("note"));
  expect(out).toBe("");
  expect(err).toMatch(/^\d\d:\d\d:\d\d\.\d{3} WARN +notes +noted .*by="me"/);
});

test("the trace is a timeline of host calls, with what allowed or denied them", async () => {
  const at = await notesWorkspace();
  const { code, out, err } = await runCli(at, call("read", "--path", "/etc/passwd", "--trace"));
  expect([code, out]).toEqual([1, ""]);
  const lines = err.replaceAll(/[\d.]+ ms/g, "<t> ms").split("\n");
  expect(lines.slice(0, 3)).toEqual([
    "notes/read  <t> ms, 1 host call",
    "  loaded in <t> ms before the call",
    '  +<t> ms  fs_read /etc/passwd  denied  <t> ms  Cannot read "/etc/passwd": permissions.fs is ' +
      'disabled. Hint: set permissions.fs.enabled to true and add "/etc:ro" to permissions.fs.dirs',
  ]);
});

test("an interrupt ends a call at once, with the code of the signal", async () => {
  const at = await notesWorkspace();
  const { terminal, ended } = startCli(at, call("loop"));
  await terminal.hears("looping");
  terminal.signal("SIGINT");
  expect((await ended).code).toBe(130);
});

describe("--help behind a method", () => {
  const more = "Options of all calls: skill-host call --help\n";
  const help = `Usage: skill-host call notes echo --text <text>

Says what it got

Arguments:
  --text       string           required        A text
  --count      integer          optional        A number
  --big        integer          optional
  --share      number           optional
  --urgent     boolean          optional
  --tags       string[]         optional
  --item       object           optional
    name       string           required
    price      number           required
    count      integer          default 1
  --data       bytes            optional
  --mode       "fast" | "safe"  default "fast"
  --max_items  integer          optional

Answer: string

${more}`;

  test.each([
    ["behind it", ["notes", "echo", "--help"]],
    ["before it, in short", ["-h", "notes", "echo"]],
    ["among arguments, which then don't matter", ["notes", "echo", "--count", "x", "--help"]],
  ])("says what it is for and what it takes: %s", async (_, args) => {
    const at = await notesWorkspace();
    expect(await runCli(at, ["call", ...args])).toEqual({ code: 0, out: help, err: "" });
  });

  test("asks neither for grants nor for the store", async () => {
    const at = new Workspace({ "notes.wasm": await notesModule() });
    expect(await runCli(at, ["call", "notes.wasm", "nothing", "--help"])).toEqual({
      code: 0,
      out: `Usage: skill-host call notes.wasm nothing\n\nGives nothing\n\n${more}`,
      err: "",
    });
  });

  test("refuses a method that isn't there", async () => {
    const at = await notesWorkspace();
    expect(await runCli(at, call("gret", "--help"))).toEqual({
      code: 2,
      out: "",
      err: 'Cannot call "gret" of Notes: no such method\nHint: Did you mean "greet"?\n',
    });
  });

  test("is an argument behind --", async () => {
    const at = await notesWorkspace();
    at.write(
      "notes.wasm",
      await notesModule("@skill:param ms required", "@skill:param help required"),
    );
    expect((await runCli(at, call("linger", "--", "--help", "0"))).out).toBe("done\n");
  });

  test("is the help of call where no method is named", async () => {
    const { code, out } = await runCli(await notesWorkspace(), ["call", "notes", "--help"]);
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      "Usage: skill-host call [options] <skill> <method> [arguments...]",
    ]);
  });
});

test("calls at the same time take turns at the store", async () => {
  const at = await notesWorkspace();
  const outcomes = await Promise.all([1, 2, 3].map(() => runCli(at, call("greet"))));
  expect(outcomes.map(({ code, out }) => [code, out])).toEqual(Array(3).fill([0, "Hello\n"]));
});

test.each([
  ["skill", []],
  ["method", ["notes"]],
])("a call without its %s is refused", async (missing, args) => {
  expect(await runCli(new Workspace(), ["call", ...args])).toEqual({
    code: 2,
    out: "",
    err:
      `Cannot run skill-host: missing required argument "${missing}"\n` +
      "Hint: skill-host call --help lists what there is\n",
  });
});
