import type { MethodInfo } from "@luminarys/sdk-as/engine";
import { describeModule, loadModule } from "@luminarys/sdk-as/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { readArguments } from "../../../faces/cli/arguments/read-arguments.js";
import { CliError } from "../../../faces/cli/cli-error.js";
import { Workspace } from "../../config/workspace.js";
import { notesModule } from "./built-skill.js";
import { FakeTerminal } from "./fake-terminal.js";

let methods: readonly MethodInfo[];

beforeAll(async () => {
  methods = describeModule(loadModule(await notesModule())).methods;
});

interface Written {
  readonly tokens?: readonly string[];
  readonly json?: string;
  readonly input?: Uint8Array;
  readonly method?: string;
}

function read({ tokens = [], json, input, method = "echo" }: Written) {
  const at = new Workspace({ "hi.txt": "hi", "folder/x": "" });
  const terminal = Object.assign(new FakeTerminal(at), { input });
  const info = methods.find(({ name }) => name === method) as MethodInfo;
  return readArguments({ tokens, json }, { method: info, terminal });
}

/** The message and the hint, line by line. */
async function refusalOf(written: Written): Promise<string[]> {
  const error = await read(written).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CliError);
  const { message, hint, code } = error as CliError;
  expect(code).toBe(2);
  return [...message.split("\n"), hint];
}

const echo =
  "echo(text: string, count?: integer, big?: integer, share?: number, urgent?: boolean, " +
  'tags?: string[], item?: object, data?: bytes, mode?: "fast" | "safe", max_items?: integer)' +
  " -> string; --help behind echo lists the fields of item";
const object = `Write an object, such as --json '{"name": "Ada"}'`;
const hi = new Uint8Array([104, 105]);

describe("flags are typed by the method", () => {
  test.each<[what: string, tokens: string[], want: Record<string, unknown>]>([
    ["numbers", ["--count", "-3", "--share", "1e3"], { count: -3, share: 1000 }],
    ["behind an equals sign", ["--mode=safe", "--count=5"], { mode: "safe", count: 5 }],
    ["integers beyond 2^53", ["--big", "9223372036854775807"], { big: 9223372036854775807n }],
    ["a flag by itself", ["--urgent", "--count", "1"], { urgent: true, count: 1 }],
    ["a flag with its word", ["--urgent", "false"], { urgent: false }],
    ["a list item by item", ["--tags", "x", "--tags", "7"], { tags: ["x", "7"] }],
    ["a list as JSON", ["--tags", '["x", "y"]'], { tags: ["x", "y"] }],
    [
      "a map as JSON",
      ["--item", '{"name": "tea", "price": 1, "count": "9007199254740993"}'],
      { item: { name: "tea", price: 1, count: 9007199254740993n } },
    ],
    ["bytes as base64", ["--data", "aGk"], { data: hi }],
    ["bytes as base64 with padding", ["--data", "aGk="], { data: hi }],
    ["bytes of a file", ["--data", "@hi.txt"], { data: hi }],
    ["hyphens for underscores", ["--max-items", "5"], { max_items: 5 }],
  ])("%s", async (_, tokens, want) => {
    expect(await read({ tokens: [...tokens, "--text", "a"] })).toEqual({ text: "a", ...want });
  });

  test.each(["007", "true", "@hi.txt", "-", "", "--x"])("text %j stays as it is", async (text) => {
    expect(await read({ tokens: [`--text=${text}`] })).toEqual({ text });
  });

  test("behind --, every one is the method's", async () => {
    expect(await read({ tokens: ["--", "--text", "a"] })).toEqual({ text: "a" });
  });

  test.each<[what: string, tokens: string[], want: string[]]>([
    [
      "everything that doesn't fit at once",
      ["--count", "many", "--txt", "a", "--mode", "slow", "--data", "a", "--urgent=maybe"],
      [
        "Cannot call echo: 6 arguments don't fit",
        '  --txt: unknown, did you mean "text"?',
        "  --text: missing",
        '  --count: expected integer, found "many"',
        '  --urgent: expected boolean, found "maybe"',
        '  --data: expected base64 or @<file>, found "a"',
        '  --mode: expected "fast" | "safe", found "slow"',
      ],
    ],
    [
      "a value without a name",
      ["tea", "--text", "a"],
      ["Cannot call echo: an argument doesn't fit", '  "tea": expected --<name> <value>'],
    ],
    [
      "a name without a value",
      ["--text", "a", "--count", "--tags", "x"],
      ["Cannot call echo: an argument doesn't fit", "  --count: needs a value"],
    ],
    [
      "a value given twice",
      ["--text", "a", "--text", "b"],
      ["Cannot call echo: an argument doesn't fit", "  --text: given more than once"],
    ],
    [
      "a file that isn't there",
      ["--text", "a", "--data", "@gone"],
      ["Cannot call echo: an argument doesn't fit", '  --data: Cannot read "gone": no such file'],
    ],
    [
      "a folder as file",
      ["--text", "a", "--data", "@folder"],
      [
        "Cannot call echo: an argument doesn't fit",
        '  --data: Cannot read "folder": it is a folder',
      ],
    ],
    [
      "a fraction as integer",
      ["--text", "a", "--count", "1.5"],
      ["Cannot call echo: an argument doesn't fit", "  --count: expected integer, found 1.5"],
    ],
    [
      "JSON that ends too early",
      ["--text", "a", "--item", "{"],
      ["Cannot call echo: an argument doesn't fit", '  --item: expected object, found "{"'],
    ],
  ])("%s is refused", async (_, tokens, want) => {
    expect(await refusalOf({ tokens })).toEqual([...want, echo]);
  });
});

describe("JSON", () => {
  test("is an object by the names of the parameters", async () => {
    const json = '{"text": "a", "data": "aGk=", "big": "9007199254740993", "item": null}';
    expect(await read({ json })).toEqual({
      text: "a",
      data: hi,
      big: 9007199254740993n,
      item: null,
    });
  });

  test.each<[what: string, json: string, want: string[]]>([
    [
      "what is deep inside",
      '{"text":"a","item":{"name":1,"prise":2},"tags":["x",7]}',
      [
        "Cannot call echo: 4 arguments don't fit",
        "  item.price: missing",
        "  item.name: expected string, found 1",
        '  item.prise: unknown, did you mean "price"?',
        "  tags[1]: expected string, found 7",
        echo,
      ],
    ],
    [
      "an integer that JSON has already changed",
      '{"text":"a","big":9007199254740993}',
      [
        "Cannot call echo: an argument doesn't fit",
        "  big: 9007199254740992 isn't exact beyond 2^53; write it as text, in quotes",
        echo,
      ],
    ],
    [
      "what is no base64",
      '{"text":"a","data":"a-/+b=="}',
      [
        "Cannot call echo: an argument doesn't fit",
        '  data: expected base64, found "a-/+b=="',
        echo,
      ],
    ],
    ["a list", "[1]", ["Cannot read arguments: expected a map, found a list", object]],
    ["nothing", "null", ["Cannot read arguments: expected a map, found nothing", object]],
  ])("%s is refused", async (_, json, want) => {
    expect(await refusalOf({ json })).toEqual(want);
  });

  test("that isn't any is refused with the parser's reason", async () => {
    const [message, hint] = await refusalOf({ json: "{text" });
    expect(message).toMatch(/^Cannot read arguments: .*JSON/);
    expect(hint).toBe(object);
  });

  test("beside flags is refused", async () => {
    expect(await refusalOf({ json: "{}", tokens: ["--text", "a"] })).toEqual([
      "Cannot take arguments both from --json and from flags",
      "",
    ]);
  });
});

describe("what is piped in", () => {
  test("is taken when no arguments are given", async () => {
    expect(await read({ input: Buffer.from('{"text": "piped"}\n') })).toEqual({ text: "piped" });
  });

  test("isn't read for a method that takes none", async () => {
    expect(await read({ input: Buffer.from("no JSON"), method: "greet" })).toEqual({});
  });

  test("isn't read beside flags", async () => {
    const input = Buffer.from("no JSON");
    expect(await read({ input, tokens: ["--text", "a"] })).toEqual({ text: "a" });
  });

  test("is demanded by --json -", async () => {
    expect(await refusalOf({ json: "-" })).toEqual([
      "Cannot read arguments: nothing is piped in",
      "",
    ]);
  });

  test.each<[what: string, input: Buffer, want: string]>([
    [
      "too long",
      Buffer.alloc((64 << 20) + 1, " "),
      "Cannot read arguments from the input: more than 67108864 bytes",
    ],
    ["no text", Buffer.from([0x7b, 0xff]), "Cannot read arguments from the input: it is not UTF-8"],
  ])("is refused when it is %s", async (_, input, want) => {
    expect(await refusalOf({ input })).toEqual([want, ""]);
  });

  test("is refused when it is nested without end", async () => {
    const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const input = Buffer.from(`{"text": "a", "tags": ${nested}}`);
    expect((await refusalOf({ input }))[1]).toBe("  tags[0]: expected string, found a list");
  });
});
