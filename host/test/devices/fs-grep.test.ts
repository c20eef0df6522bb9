import { mkdirSync, writeFileSync } from "node:fs";
import { AnswerRoom, compileGrep } from "@luminarys/sdk-as/engine/cores";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TimeLimit } from "../../devices/files/time-limit.js";
import { compileLineSearch } from "../../devices/fs/grep/line-search.js";
import { readShape } from "../../devices/fs/grep/read-shape.js";
import { FsWorld, failureOf } from "./fs/world.js";
import { hostCall } from "./host-call.js";

const grep = {
  fixed: false,
  case_insensitive: false,
  with_lines: true,
  include: [],
  exclude: [],
  max_count: 0,
  max_depth: 0,
  workers: 0,
  type_filter: "",
  filename_only: false,
};

let world: FsWorld;

beforeEach(() => {
  world = new FsWorld();
});

afterEach(() => world.close());

/** Pieces that meet each other: letters whose case folds beyond ASCII, line ends, broken UTF-8. */
const bytes = fc
  .array(
    fc.constantFrom(
      ...["a", "b", "k", "K", "s", "S", "\u212a", "\u017f", "é", "É", "1", "2", "_", "-", " "],
      ...["\n", "\n", "\r\n", "\r", "ab", "foo", "Foo", "\t", ".", "\u{1f600}"],
    ),
    { maxLength: 40 },
  )
  .chain((parts) =>
    fc.constantFrom([], [0xff], [0xe2, 0x84]).map((broken) => {
      const text = Buffer.from(parts.join(""));
      const middle = text.length >> 1;
      return Buffer.concat([text.subarray(0, middle), Buffer.from(broken), text.subarray(middle)]);
    }),
  );

const atom = fc.constantFrom(
  ...["a", "b", "k", "s", "foo", "ab", "é", "1", "\\.", ".", "\\d", "\\w", "\\s", "\\S", "\\W"],
  ...["[ab]", "[^a]", "[a-z]", "[k-s]", "[é]", "[0-9_]", "\\b", "^", "$", "\\pL", "[\\d-]", "-"],
  ...["(?i:k)", "\\x61", "[[:alpha:]]", "\\Qa.b\\E", "]", "\ufffd", "[]a]", "\\n", "()"],
);
const pattern = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    atom,
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => a + b),
    fc.tuple(tie("node"), tie("node")).map(([a, b]) => `(${a}|${b})`),
    fc
      .tuple(tie("node"), fc.constantFrom("*", "+", "?", "{2}", "{1,2}", "{2,}", "{0}", "+?"))
      .map(([a, times]) => `(?:${a})${times}`),
    tie("node").map((a) => `(?i)${a}`),
  ),
})).node;

test("a fast search finds what the plain one finds", () => {
  const limit = new TimeLimit(world.clock, { call: hostCall, action: "search" });
  fc.assert(
    fc.property(pattern, bytes, fc.boolean(), fc.boolean(), (each, text, fixed, insensitive) => {
      const request = { ...grep, pattern: each, fixed, case_insensitive: insensitive };
      const room = new AnswerRoom({ action: "search", memoryMb: 64, of: "hits" });
      const search = compileLineSearch(request).begin({ limit, room });
      search.search(text);
      expect(search.matches).toEqual(compileGrep(request).search(text) ?? []);
    }),
    { numRuns: 4000, seed: 7 },
  );
});

test.each([
  ["Connection[A-Z][a-z]+", "[\\x43]"],
  ["\\w+\\s+zebra", "[\\x7a][\\x65][\\x62][\\x72][\\x61]"],
  ["(foo|bar)baz\\d+", "(?:[\\x66][\\x6f][\\x6f]|[\\x62][\\x61][\\x72])"],
  [".*[0-9]{3}.*", "[\\x30\\x31\\x32\\x33\\x34\\x35\\x36\\x37\\x38\\x39]"],
])("all matches of %s hold %s", (each, part) => {
  expect(readShape(each, { caseInsensitive: false })?.rarest.source).toContain(part);
});

test.each(["[^a]+", ".*", "\\pL+x", "(?s)a.b", "\\Qa\\E", "[[:alpha:]]x"])(
  "nothing is claimed of %s, which holds what isn't known",
  (each) => {
    expect(readShape(each, { caseInsensitive: false })?.rarest.source ?? "").toBe("");
  },
);

test("alternatives in great number don't slow the search down", () => {
  const many = "(a|b)".repeat(30);
  expect(readShape(many, { caseInsensitive: false })?.rarest.paths).toBeLessThanOrEqual(64);
});

test("a file of several parts is searched as one, with its lines counted through", () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `line ${i} ${"x".repeat(i % 90)}`);
  writeFileSync(`${world.dir}/a`, `${lines.join("\n")}\n${"y".repeat(3_000_000)} end`);
  const fs = world.device();
  const request = { ...grep, pattern: "line [0-9]*7777 |end$", path: world.dir };
  const [found] = fs.fs_grep(request, hostCall).matches;
  expect(found?.matches.map(({ line_num }) => line_num)).toEqual([
    7778, 17_778, 27_778, 37_778, 47_778, 57_778, 60_001,
  ]);
});

test("a NUL byte anywhere in a file makes it binary", () => {
  writeFileSync(`${world.dir}/a`, `needle\n${"x".repeat(100_000)}\0`);
  const fs = world.device();
  const request = { ...grep, pattern: "needle", path: world.dir };
  expect(fs.fs_grep(request, hostCall).matches).toEqual([]);
});

test("a pattern that is none is refused before anything is read", () => {
  const fs = world.device();
  expect(failureOf(world, () => fs.fs_grep({ ...grep, pattern: "(", path: "" }, hostCall))).toBe(
    'invalid: Cannot parse expression "(": missing closing ): `(`',
  );
});

test("granted patterns stand for the directories that they match", () => {
  const fs = world.device({ dirs: ["ROOT/*/notes:ro"] });
  mkdirSync(`${world.dir}/notes/deep`, { recursive: true });
  writeFileSync(`${world.dir}/notes/deep/a`, "needle");
  writeFileSync(`${world.outside}/a`, "needle");
  const { matches } = fs.fs_grep({ ...grep, pattern: "needle", path: "" }, hostCall);
  expect(matches.map(({ path }) => path)).toEqual([`${world.dir}/notes/deep/a`]);
});

test("a grant with a wildcard is searched where it names files, without a path too", () => {
  writeFileSync(`${world.dir}/app.log`, "needle\n");
  writeFileSync(`${world.dir}/app.txt`, "needle\n");
  const fs = world.device({ dirs: ["ROOT/in/*.log:ro"] });
  const { matches } = fs.fs_grep({ ...grep, pattern: "needle", path: "" }, hostCall);
  expect(matches.map(({ path }) => path)).toEqual([`${world.dir}/app.log`]);
});
