import { beforeAll, expect, test } from "vitest";
import { createMockHost } from "../../testing/index.js";
import { buildSkill } from "../support/build-skill.js";

const source = `
import { Context, fs } from "@luminarys/sdk-as";

// @skill:id ai.test.reader
// @skill:name "Reader"
// @skill:version 1.0.0
// @skill:desc "Takes what it is given"

// @skill:method grep "Counts files with hits"
// @skill:param lines required "Whether lines are sent"
export function grep(ctx: Context, lines: bool): i32 {
  const found = fs.grep("a", "/data", { withLines: lines });
  if (!found.isOk) ctx.fail(found.error);
  return found.isOk ? found.value.length : 0;
}

// @skill:method lines "Counts lines"
export function lines(ctx: Context): i32 {
  const read = fs.readLines("/data/0");
  if (!read.isOk) ctx.fail(read.error);
  return read.isOk ? read.value.lines.length : 0;
}

// @skill:method list "Counts entries"
export function list(ctx: Context): i32 {
  const entries = fs.ls("/data", { long: true });
  if (!entries.isOk) ctx.fail(entries.error);
  return entries.isOk ? entries.value.length : 0;
}

// @skill:method glob "Counts paths"
export function glob(ctx: Context): i32 {
  const found = fs.glob(["**"], "/data");
  if (!found.isOk) ctx.fail(found.error);
  return found.isOk ? found.value.length : 0;
}

// @skill:method read "Counts bytes"
export function read(ctx: Context): i32 {
  const content = fs.read("/data/0");
  if (!content.isOk) ctx.fail(content.error);
  return content.isOk ? content.value.length : 0;
}
`;

const MEMORY_MB = 2;
const MEMORY = MEMORY_MB * 1024 * 1024;

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(source)).wasm;
});

function reader(files: readonly string[]) {
  const fs = { enabled: true, dirs: ["/data:ro"] };
  const manifest = { permissions: { fs }, limits: { memory_mb: MEMORY_MB } };
  const host = createMockHost({ skill, manifest });
  host.fs.mkdir("/data");
  for (const [at, content] of files.entries()) host.fs.write(`/data/${at}`, content);
  return host;
}

const line = (length: number) => (size: number) => [
  `a${"b".repeat(length - 1)}\n`.repeat(size / (length + 1)),
];

const many = (size: number) => Array.from({ length: size / 50 }, () => "a");

/** Sizes up to what is refused, and whether the skill got an answer. */
function answersOf(
  method: string,
  args: Readonly<Record<string, unknown>>,
  plant: (size: number) => readonly string[],
) {
  const answers: (number | string)[] = [];
  for (let size = MEMORY / 1000; typeof answers.at(-1) !== "string"; size = Math.ceil(size * 1.2)) {
    const { value, error } = reader(plant(size)).call(method, args);
    answers.push(error ?? (value as number));
  }
  return answers;
}

test.each<[string, string, Readonly<Record<string, unknown>>, (size: number) => readonly string[]]>(
  [
    ["short lines that match", "grep", { lines: true }, line(1)],
    ["long lines that match", "grep", { lines: true }, line(5000)],
    ["matches without their lines", "grep", { lines: false }, line(1)],
    ["a line that matches everywhere", "grep", { lines: false }, (size) => ["a".repeat(size)]],
    ["files with a match", "grep", { lines: false }, many],
    ["short lines", "lines", {}, line(1)],
    ["long lines", "lines", {}, line(5000)],
    ["entries", "list", {}, many],
    ["paths", "glob", {}, many],
    ["bytes", "read", {}, (size) => ["a".repeat(size)]],
  ],
)("%s are refused before they would end the skill", (_, method, args, plant) => {
  const answers = answersOf(method, args, plant);
  expect(answers.length).toBeGreaterThan(1);
  expect(answers.at(-1)).toMatch(/^Cannot .* the (answer takes more|\d+ that fit)/);
});
