import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { goodSkill, runCli, Workspace } from "../run-cli.js";
import { buildCatalog } from "./catalog.js";

const workspace = new Workspace();
let size: string;

beforeAll(async () => {
  const wasm = await buildCatalog();
  size = wasm.length.toLocaleString("en");
  writeFileSync(workspace.path("catalog.wasm"), wasm);
});

afterAll(() => workspace.remove());

describe("skill-gen describe", () => {
  test("says what a module is, needs and offers", async () => {
    const { code, out, err } = await runCli(workspace, ["describe", "catalog.wasm"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe(`Catalog 2.1.0
Keeps prices & parts

id        com.example.catalog
sdk       0.3.0
size      ${size} bytes
requires  fs /data/** ro
          env CURRENCY
imports   env_get

add_part(part: object, mode?: "keep" | "replace" = "replace") -> object[]
  Add a part, or | replace it
  part  The part
    name    string
    price   integer
    amount  integer
    size    object
      width   number
      height  number
    tags    string[]
  mode  What to do with an old one, such as "keep"
  -> The parts that there are

measure(flag: boolean, small: integer, whole: integer, natural: integer, ratio: number, data: bytes, sizes: map of object, rows: integer[][], note: string, extra?: any, limit?: integer = 10)
  Take every type
  flag     A flag
  small    Eight bits
  whole    64 bits
  natural  64 bits without a sign, such as 7
  ratio    A fraction
  data     Bytes
  sizes    Sizes by name
    width   number
    height  number
  rows     Rows of numbers
  note     Text or null
  extra    Anything
  limit    How many */ at most

ping() -> bytes  read_only open_world:false
  Answer with bytes
  -> Four bytes

currency() -> string  internal
  Name the currency
  -> Its code

on_data(conn_id?: string, data?: bytes, error_kind?: string, error_msg?: string)  callback
  Data came
  conn_id
  data
  error_kind
  error_msg
`);
  });

  test("colours what people read, and only that", async () => {
    const painted = await runCli(workspace, ["describe", "catalog.wasm"], { isOutTerminal: true });
    expect(painted.out).toContain("\u001b[1mCatalog 2.1.0\u001b[0m");
    const env = { NO_COLOR: "1" };
    const plain = await runCli(workspace, ["describe", "catalog.wasm"], {
      isOutTerminal: true,
      env,
    });
    expect(plain.out).not.toContain("\u001b");
  });

  test("prints the descriptor as JSON for programs", async () => {
    const { code, out } = await runCli(workspace, ["describe", "catalog.wasm", "--json"]);
    const { methods, ...rest } = JSON.parse(out);
    expect(code).toBe(0);
    expect(rest).toEqual({
      version: 1,
      skill_id: "com.example.catalog",
      skill_name: "Catalog",
      skill_version: "2.1.0",
      description: "Keeps prices & parts",
      requirements: [
        { kind: "fs", pattern: "/data/**", mode: "ro" },
        { kind: "env", pattern: "CURRENCY", mode: "" },
      ],
      sdk_version: "0.3.0",
      host_functions: ["env_get"],
      needs_skill_host: [],
      wasi_functions: [],
      size_bytes: Number(size.replace(",", "")),
    });
    expect(methods[0].params[1]).toMatchObject({ name: "mode", enum: ["keep", "replace"] });
  });
});

describe("commands that read a module or a folder", () => {
  test.each([
    [
      "a missing module",
      ["describe", "no.wasm"],
      'Cannot read "no.wasm": no such file\nHint: Build it first, with skill-gen build, or correct the path\n',
    ],
    [
      "a missing module, where sources do, too",
      ["docs", "no.wasm"],
      'Cannot read "no.wasm": no such file or folder\nHint: Build it first, with skill-gen build, or correct the path\n',
    ],
    ["a missing file", ["describe", "no.txt"], 'Cannot read "no.txt": no such file\n'],
    ["a missing folder", ["schema", "no"], 'Cannot read "no": no such file or folder'],
    ["a folder", ["describe", "src"], 'Cannot read "src": it is a folder'],
    [
      "no module",
      ["docs", "text.wasm"],
      'Cannot read "text.wasm": it is not a WebAssembly module\n' +
        "Hint: Name a compiled skill, such as build/skill.wasm, or a folder with sources\n",
    ],
    [
      "no module, where sources don't do",
      ["describe", "text.wasm"],
      'Cannot read "text.wasm": it is not a WebAssembly module\n' +
        "Hint: Name a compiled skill, such as build/skill.wasm\n",
    ],
    ["a broken module", ["client", "broken.wasm"], "broken.wasm: Cannot load module: "],
    ["no skill", ["diff", "src", "empty.wasm"], "empty.wasm: Cannot load module: it is no skill"],
    ["nothing", ["describe"], 'Cannot run skill-gen: missing required argument "wasm"'],
  ])("refuse %s", async (_, args, want) => {
    workspace.write("src/skill.ts", goodSkill);
    workspace.write("text.wasm", "not a module");
    writeFileSync(workspace.path("broken.wasm"), Buffer.from("\0asm\x01\0\0\0\x01", "latin1"));
    writeFileSync(workspace.path("empty.wasm"), Buffer.from("\0asm\x01\0\0\0", "latin1"));
    const { code, out, err } = await runCli(workspace, args);
    expect([code, out]).toEqual([2, ""]);
    expect(err.slice(0, want.length)).toBe(want);
    expect(err.trimEnd().split("\n").length).toBeLessThan(3);
  });

  test("print the findings of sources that are no skill yet", async () => {
    workspace.write("bad/skill.ts", goodSkill.replace("title: string", "title: Title"));
    const { code, out, err } = await runCli(workspace, ["client", "bad"]);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("bad/skill.ts:7:28 - error SK214: Cannot find the type Title");
    expect(err).toContain("1 error\n");
  });

  test("write a file only over what they made", async () => {
    workspace.write("src/skill.ts", goodSkill);
    const args = ["client", "src", "--out", "made/client.ts"];
    expect((await runCli(workspace, args)).out).toBe("Wrote made/client.ts\n");
    expect(workspace.read("made/client.ts")).toContain("export class NotesClient {");
    expect((await runCli(workspace, args)).out).toBe("Up to date: made/client.ts\n");
    workspace.write("made/client.ts", "export const mine = 1;\n");
    const { code, err } = await runCli(workspace, args);
    expect(code).toBe(2);
    expect(err).toBe(`Cannot write "made/client.ts": it was not made by skill-gen
Hint: Rename it, or choose another target with --out
`);
    expect(workspace.read("made/client.ts")).toBe("export const mine = 1;\n");
  });

  test("compare a module with its sources and find nothing", async () => {
    const source = (await import("./catalog.js")).catalogSource;
    workspace.write("catalog/skill.ts", source);
    const same = await runCli(workspace, ["diff", "catalog.wasm", "catalog"]);
    expect([same.code, same.out]).toEqual([0, "No changes for callers\n"]);
    workspace.write("catalog/skill.ts", source.replace("small: i8", "small: string"));
    const changed = await runCli(workspace, ["diff", "catalog.wasm", "catalog"]);
    expect([changed.code, changed.out]).toEqual([
      1,
      "Breaks callers\n  measure: parameter small was integer, is string\n",
    ]);
  });

  test("print schemas as JSON", async () => {
    const { code, out } = await runCli(workspace, ["schema", "catalog.wasm"]);
    const { skill_id, methods } = JSON.parse(out);
    expect([code, skill_id]).toEqual([0, "com.example.catalog"]);
    expect(Object.keys(methods)).toEqual(["add_part", "measure", "ping", "currency"]);
    expect(methods.ping.output.contentEncoding).toBe("base64");
  });
});
