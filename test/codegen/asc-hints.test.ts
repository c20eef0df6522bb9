import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ascHint } from "../../codegen/asc-hints.js";
import { compile } from "../../codegen/compile.js";
import { root } from "../support/sources.js";
import { Workspace } from "./run-cli.js";

const parameters = "texts: string[], name: string | null, n: i32, counts: Map<string, i32>";

function inFunction([code, hint]: [string, string]): [string, string] {
  return [`export function tried(${parameters}): void {\n${code}\n}`, hint];
}

/** What a newcomer writes in a function, and the beginning of the hint. */
const statements: [code: string, hint: string][] = [
  ["for (const each of texts) n += each.length;", "Loop over an index"],
  ["texts.filter((each) => each.length > n);", "A function sees no variables of the one around it"],
  ["texts.map((each) => each.length);", "Say what it makes: list.map<i32>(...)"],
  ["const all = [...texts];", "There is no spread"],
  ["const [first] = texts;", "There is no destructuring"],
  ["let { length } = texts;", "There is no destructuring"],
  ["name?.length;", "Compare with null: name !== null ? name.length : 0"],
  ['const same = name ?? "";', "Compare with null: name !== null ? name : other"],
  ["name.length;", "It may be null"],
  ["let most: i32 | null = null;", "A number is never null"],
  ['const text = "n is " + n;', "Make it text"],
  ['const text = n + " times";', "Make it text"],
  ["console.log(n);", "Make it text"],
  ["n = Math.floor(n / 2);", "Say that digits may be lost"],
  ["const box = { width: 1 };", "Declare a class"],
  ["const box: { width: i32 } = { width: 1 };", "Declare a class"],
  ['const has = "a" in counts;', "Ask a Map"],
  ["for (const key in counts) n++;", "Loop over counts.keys()"],
  ["Object.keys(counts);", "Use a Map"],
  ["try { n++; } catch (e) { n--; }", "Nothing can be caught"],
  ["const found = /a+/.test(texts[0]);", "There are no regular expressions"],
  ['texts[0].match("a");', "There are no regular expressions"],
  ['texts.find((each) => each == "a");', "Use findIndex"],
  ["JSON.stringify(texts);", "Use json.parse"],
  ["let x: any = n;", "Name its type"],
  ["const none = undefined;", "Use null"],
  ['await fetch("https://example.com");', "Handlers are synchronous"],
  ['fetch("https://example.com");', "Use http.get"],
  ["setTimeout(() => {}, 5);", "Nothing runs in between"],
  ["let all: Record<string, string>;", "Use Map<string, T>"],
  ['let mode: "a" | "b" = "a";', "Declare it as string, and say in its tag: enum:a|b"],
  ["let either: string | i32;", "A value has one type"],
  ["n = +texts[0];", "By its type: I32.parseInt(text)"],
  ["const text = String(n);", "Make it text"],
  ["const now = new Date().toISOString();", "Say when: new Date(Date.now())"],
  ["const now = Date();", "Say when: new Date(Date.now())"],
  ['const day = new Date("2026-01-01");', "Read an ISO time: Date.fromString(text)"],
];

const declarations: [code: string, hint: string][] = [
  ["export async function f(): Promise<string> {}", "Handlers are synchronous"],
  ["async function f(): void {}", "Handlers are synchronous"],
  [
    "export function f(mode: 'fast' | 'safe'): void {}",
    "Declare it as string, and say in its tag: enum:fast|safe",
  ],
  ["export function f({ width }: Box): void {}", "There is no destructuring"],
  ['import { readFileSync } from "node:fs";', "Only files of the project"],
  ["class Box { name?: string; }", "Let it be null instead"],
  ["export function f(name?: string): void {}", "Give it an initializer instead"],
  ["class Box { #width: i32 = 1; }", "Say private instead of #"],
  [
    "export function f(text: string): f64 { return Number(text); }",
    "By its type: I32.parseInt(text)",
  ],
  ["export const now = new Date();", "Say when: new Date(Date.now())"],
];

describe.each<[version: string, folder: string, written: [string, string][]]>([
  ["0.28", "assemblyscript", [...statements.map(inFunction), ...declarations]],
  ["0.27", "assemblyscript-0.27", declarations],
])("asc %s", (_, folder, written) => {
  let workspace: Workspace;

  beforeAll(() => {
    workspace = new Workspace({ "asconfig.json": "{}" });
    mkdirSync(workspace.path("node_modules"));
    const installed = join(root, "node_modules", folder);
    symlinkSync(installed, workspace.path("node_modules/assemblyscript"));
  });

  afterAll(() => workspace.remove());

  async function hintFor(text: string): Promise<string> {
    workspace.write("skill.ts", text);
    const options = ["--noEmit"];
    const job = { root: workspace.root, entry: "skill.ts", target: "release", options };
    const { findings } = await compile(job);
    return findings.find(({ severity }) => severity === "error")?.hint ?? "no error";
  }

  test("what the hints propose compiles", async () => {
    const values = [
      "I32.parseInt(t)",
      "F64.parseFloat(t)",
      "new Date(Date.now())",
      "Date.fromString(t)",
    ];
    const lines = values.map((value, i) => `const v${i} = ${value};\n`).join("");
    expect(await hintFor(`export function f(t: string): void {\n${lines}}\n`)).toBe("no error");
  });

  test.each(written)("%s", async (code, hint) => {
    const text = `${code}\nexport function other(): void {}\n`;
    expect((await hintFor(text)).slice(0, hint.length)).toBe(hint);
  });
});

/** What is wrong in the SDK's names, and the findings that are left. */
const misspelt: [title: string, code: string, findings: string[]][] = [
  [
    "a misspelt function explains what follows from it",
    `
const lines = fs.readLine(path);
if (!lines.isOk) return lines.error;
const list = fs.list(path);
for (let i = 0; i < list.value.length; i++) log("info", list.value[i].name);
`,
    ["readLine: Did you mean readLines?", "list: Did you mean ls?"],
  ],
  [
    "what resembles no function is answered with all of them",
    'const done = shell.run("ls");\nif (!done.isOk) return done.error;',
    ["run: shell has exec"],
  ],
  [
    "an option has another name",
    'shell.exec("ls", { cwd: path });',
    ["cwd: ShellOptions has workdir, timeoutMs, tail, grep, asDaemon, logFile"],
  ],
  [
    "what follows from nothing before is told, too",
    "fs.copi(path, path);\nconst box = { width: 1 };",
    ["copi: Did you mean copy?", "{ width: 1 }: Declare a class"],
  ],
  ["a result's field", "return fs.read(path).errors;", ["errors: Did you mean error?"]],
  ["a method of the Context", 'ctx.fial("no");', ["fial: Did you mean fail?"]],
  [
    "a value's parts",
    'return json.parse("[]").value.getArray().length.toString();',
    ["getArray: An array has getArrayLen() and getIndex(i)"],
  ],
  [
    "an import that was forgotten is told once",
    'http.get("https://a/");\nconst b = http.get("https://b/");\nreturn b.error;',
    ['http: Import it: import { http } from "@luminarys/sdk-as"'],
  ],
  ["an own type's member is its author's", "return new Own().nam;", ["nam: "]],
];

describe.each([
  ["0.28", "assemblyscript"],
  ["0.27", "assemblyscript-0.27"],
])("names of the SDK under asc %s", (_, folder) => {
  let workspace: Workspace;

  beforeAll(() => {
    workspace = new Workspace({
      "asconfig.json": '{ "extends": "@luminarys/sdk-as/asconfig.json" }',
    });
    mkdirSync(workspace.path("node_modules/@luminarys"), { recursive: true });
    symlinkSync(join(root, "node_modules", folder), workspace.path("node_modules/assemblyscript"));
    symlinkSync(root, workspace.path("node_modules/@luminarys/sdk-as"));
  });

  afterAll(() => workspace.remove());

  async function findingsOf(text: string): Promise<string[]> {
    workspace.write("skill.ts", text);
    const options = ["--noEmit"];
    const job = { root: workspace.root, entry: "skill.ts", target: "release", options };
    const { findings } = await compile(job);
    return findings.map(({ start, length, hint }) => `${text.substr(start, length)}: ${hint}`);
  }

  test.each(misspelt)("%s", async (_, body, want) => {
    const found = await findingsOf(
      `import { Context, fs, json, log, shell } from "@luminarys/sdk-as";\n` +
        `class Own { name: string = ""; }\n` +
        `export function f(ctx: Context, path: string): string {\n${body}\nreturn "";\n}\n`,
    );
    expect(found.map((each, i) => each.slice(0, want[i]?.length))).toEqual(want);
  });

  test("a misspelt import", async () => {
    const text =
      'import { Contxt } from "@luminarys/sdk-as";\nexport function f(c: Contxt): void {}\n';
    expect((await findingsOf(text))[0]).toBe("Contxt: Did you mean Context?");
  });
});

test("what isn't known gets no hint", () => {
  const words = { message: "", before: "", after: ";" };
  expect(ascHint({ ...words, code: 2304, said: "nmae" })).toBe("");
  expect(ascHint({ ...words, code: 2304, said: "text" })).toBe("");
  expect(ascHint({ ...words, code: 9999, said: "for" })).toBe("");
});
