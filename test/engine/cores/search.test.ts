import { describe, expect, test } from "vitest";
import { expandBraces } from "../../../engine/cores/braces.js";
import { compileGlobSearch, type GlobSearchOptions } from "../../../engine/cores/glob-search.js";
import { compileGrep, type GrepOptions } from "../../../engine/cores/grep.js";
import { windowOfLines } from "../../../engine/cores/lines.js";
import { modeString } from "../../../engine/cores/mode-string.js";
import { type TreeEntry, walkTree } from "../../../engine/cores/tree-walk.js";

const text = (value: string) => new TextEncoder().encode(value);

test.each([
  ["/a/b", ["/a/b"]],
  ["/a/{b,c}", ["/a/b", "/a/c"]],
  ["{a,b}/{c,d}", ["a/c", "a/d", "b/c", "b/d"]],
  ["a{b,c{d,e}}f", ["abf", "acdf", "acef"]],
  ["{,a}b", ["b", "ab"]],
  ["{a}", ["{a}"]],
  ["{a,b", ["{a,b"]],
  ["{{a,b}", ["{a", "{b"]],
])("braces in %s expand as in bash", (given, want) => {
  expect(expandBraces(given)).toEqual(want);
});

test("braces that stand for too many texts are refused", () => {
  const given = "{a,b}".repeat(20);
  expect(() => expandBraces(given)).toThrow(/it stands for more than 10000 texts$/);
});

describe("grep", () => {
  const line = (line_num: number, line: string, ...ranges: [number, number][]) => ({
    line_num,
    line,
    ranges: ranges.map(([start, end]) => ({ start, end })),
  });

  test.each<[string, Partial<GrepOptions>, string, unknown]>([
    ["lines count from 1", { pattern: "b" }, "a\nb\n", [line(2, "b", [0, 1])]],
    ["ranges count bytes", { pattern: "x" }, "äöx x", [line(1, "äöx x", [4, 5], [6, 7])]],
    ["\\r\\n ends a line", { pattern: "a$" }, "a\r\nb", [line(1, "a", [0, 1])]],
    ["literal text", { pattern: "a.c", fixed: true }, "abc\na.c", [line(2, "a.c", [0, 3])]],
    ["any case", { pattern: "É", case_insensitive: true }, "é", [line(1, "é", [0, 2])]],
    ["case counts", { pattern: "A" }, "a", undefined],
    ["without lines", { pattern: "a", with_lines: false }, "a", [line(1, "", [0, 1])]],
    ["filenames only", { pattern: "a", filename_only: true }, "a\na", []],
    ["max_count", { pattern: "a", max_count: 1 }, "a\na", [line(1, "a", [0, 1])]],
    ["empty matches", { pattern: "x*" }, "axb", [line(1, "axb", [0, 0], [1, 2], [3, 3])]],
    ["binary files", { pattern: "a" }, "a\0", undefined],
    ["nothing", { pattern: "" }, "", undefined],
  ])("%s", (_, options, content, want) => {
    const grep = compileGrep({ pattern: "", with_lines: true, ...options });
    expect(grep.search(text(content))).toEqual(want);
  });

  test("invalid UTF-8 keeps the offsets of the bytes", () => {
    const found = compileGrep({ pattern: "b", with_lines: true });
    expect(found.search(new Uint8Array([0xff, 0x62]))).toEqual([line(1, "\ufffdb", [1, 2])]);
  });

  test.each<[Partial<GrepOptions>, string, boolean]>([
    [{}, "a/b.ts", true],
    [{ include: ["*.ts"] }, "a/b.ts", true],
    [{ include: ["a/*.ts"] }, "a/b/c.ts", false],
    [{ include: ["**/*.ts"] }, "c.ts", true],
    [{ exclude: ["b.*"] }, "a/b.ts", false],
    [{ exclude: ["a"] }, "a/b.ts", false],
    [{ type_filter: "ts" }, "a/b.tsx", true],
    [{ type_filter: "rust" }, "a/b.ts", false],
  ])("%j takes %s: %s", (options, path, want) => {
    expect(compileGrep({ pattern: "x", ...options }).takes(path)).toBe(want);
  });

  test.each<[Partial<GrepOptions>, string]>([
    [{ pattern: "a(b" }, 'Cannot parse expression "a(b": missing closing ): `a(b`'],
    [{ include: ["["] }, 'Cannot parse pattern "[": "[" is never closed at character 1'],
    [
      { type_filter: "cobol" },
      'Cannot search files of type "cobol": no such type (c, cpp, css, go, html, java, js, json, md, py, rust, sh, ts, yaml)',
    ],
  ])("%j is refused", (options, message) => {
    expect(() => compileGrep({ pattern: "x", ...options })).toThrow(new SyntaxError(message));
  });
});

const tree: Record<string, TreeEntry[]> = {
  "/r": [dir("src"), dir(".git"), file("z"), file(".env"), { name: "link", kind: "link" }],
  "/r/src": [dir("node_modules"), file("b.ts"), file("a.ts")],
  "/r/src/node_modules": [file("x.ts")],
  "/r/.git": [file("HEAD")],
};

test.each([
  [{}, [".env", "link", "src", "src/a.ts", "src/b.ts", "z"]],
  [{ maxDepth: 1 }, [".env", "link", "src", "z"]],
  [{ ignoreDirs: ["src"] }, [".env", ".git", ".git/HEAD", "link", "z"]],
])("a walk with %j meets parents first, in order", (options, want) => {
  const found = [...walkTree("/r", { list: (path) => tree[path] ?? [], ...options })];
  expect(found.map((f) => f.relative)).toEqual(want);
  expect(found.map((f) => f.path)).toEqual(want.map((relative) => `/r/${relative}`));
});

test.each<[Partial<GlobSearchOptions>, string[]]>([
  [{ patterns: ["*"] }, ["a.ts", "src", "src/b.ts"]],
  [{ patterns: ["*.ts"], only_files: true }, ["a.ts", "src/b.ts"]],
  [{ patterns: ["*"], only_dirs: true }, ["src"]],
  [{ patterns: ["./*.ts"] }, ["a.ts"]],
  [{ patterns: ["**/*.ts"] }, ["a.ts", "src/b.ts"]],
  [{ patterns: [".*"] }, [".env", ".cfg"]],
  [{ patterns: ["{.env,a.ts}"] }, [".env", "a.ts"]],
  [{ patterns: [".cfg/*"] }, [".cfg/c.ts"]],
  [{ patterns: ["*.ts"], match_hidden: true }, [".cfg/c.ts", "a.ts", "src/b.ts"]],
  [{ patterns: ["a.*", "b.*"] }, ["a.ts", "src/b.ts"]],
])("%j finds %j", (options, want) => {
  const takes = compileGlobSearch({ patterns: [], ...options });
  const paths = [".env", ".cfg", ".cfg/c.ts", "a.ts", "src", "src/b.ts"];
  const kind = (relative: string) => (/^(src|\.cfg)$/.test(relative) ? "dir" : "file");
  const found = paths.filter((relative) => takes({ path: "", relative, kind: kind(relative) }));
  expect(found).toEqual(want);
});

test.each([
  ["a\nb\nc", 0, 0, ["a", "b", "c"], 3, false],
  ["a\r\nb\n", 0, 0, ["a", "b"], 2, false],
  ["a\nb\nc", 1, 1, ["b"], 3, true],
  ["a\nb\nc", 1, 2, ["b", "c"], 3, false],
  ["a", 5, 0, [], 1, false],
  ["", 0, 0, [], 0, false],
  ["\n\n", 0, 0, ["", ""], 2, false],
])("of %j from line %i on, %i lines", (given, offset, limit, lines, total_lines, is_truncated) => {
  const want = { lines, total_lines, offset, is_truncated };
  expect(windowOfLines(text(given), { offset, limit })).toEqual(want);
});

test.each([
  [0o755, "dir", "drwxr-xr-x"],
  [0o640, "file", "-rw-r-----"],
  [0o777, "link", "lrwxrwxrwx"],
] as const)("mode %i of a %s is printed as ls does", (mode, kind, want) => {
  expect(modeString(mode, kind)).toBe(want);
});

function file(name: string): TreeEntry {
  return { name, kind: "file" };
}

function dir(name: string): TreeEntry {
  return { name, kind: "dir" };
}
