import { describe, expect, it } from "vitest";
import { compileGlob } from "../../../engine/cores/glob.js";

const table: [pattern: string, matching: string[], other: string[]][] = [
  ["a.txt", ["a.txt"], ["", "a.txt ", "a-txt", "/a.txt"]],
  ["", [""], ["a"]],
  ["*", ["", "a", "a.b", ".hidden"], ["a/b", "/"]],
  ["*.go", [".go", "main.go"], ["main.go/", "a/main.go", "main.goo"]],
  ["/data/*", ["/data/", "/data/a"], ["/data", "/data/a/b"]],
  ["**", ["", "a", "a/b", "/"], []],
  ["/data/**", ["/data/", "/data/a", "/data/a/b"], ["/data", "/database/a"]],
  ["**/*.ts", ["a.ts", "a/b.ts", "a/b/c.ts", "/a.ts"], ["a.tsx", "a/b.js"]],
  ["a/**/b", ["a/b", "a/x/b", "a/x/y/b"], ["a/xb", "ab", "a/b/"]],
  ["a**b", ["ab", "a/b", "axxb"], ["a", "b"]],
  ["a/**b", ["a/b", "a/xb", "a/x/b"], ["a/c"]],
  ["***", ["", "a/b"], []],
  ["?", ["a", "é", "🍺"], ["", "ab", "/"]],
  ["a?c", ["abc"], ["ac", "a/c", "abbc"]],
  ["[abc]", ["a", "b", "c"], ["d", "", "ab"]],
  ["[a-c0-9_]", ["a", "b", "5", "_"], ["d", "-"]],
  ["[!a-c]", ["d", "-"], ["a", "/", ""]],
  ["[^a]", ["b"], ["a", "/"]],
  ["[a-]", ["a", "-"], ["b"]],
  ["[\\]a]", ["]", "a"], ["\\"]],
  ["{a,b}", ["a", "b"], ["", "a,b", "c"]],
  ["{a,}", ["a", ""], ["b"]],
  ["{}x", ["x"], ["{}x"]],
  ["*.{ts,{j,t}sx}", ["a.ts", "a.jsx", "a.tsx"], ["a.js"]],
  ["{*,a/*}.md", ["x.md", "a/x.md"], ["b/x.md"]],
  ["a,b}", ["a,b}"], ["a", "b"]],
  ["\\*", ["*"], ["a", "\\*"]],
  ["\\{a,b\\}", ["{a,b}"], ["a"]],
  ["*:5432", ["db:5432", "10.0.0.1:5432"], ["db:5433", "a/b:5432"]],
  ["*.internal:*", ["db.internal:80"], ["db.internal", "internal:80"]],
  ["go *", ["go test", "go "], ["go", "go ./cmd/x"]],
  ["git commit **", ["git commit -m a/b"], ["git push", "git commit"]],
  ["Straße/*", ["Straße/ä"], ["Strasse/ä"]],
];

describe.each(table)("the pattern %j", (pattern, matching, other) => {
  const glob = compileGlob(pattern);

  it.each(matching.map((text) => [text]))("matches %j", (text) => {
    expect(glob.matches(text)).toBe(true);
  });

  it.each(other.map((text) => [text]))("doesn't match %j", (text) => {
    expect(glob.matches(text)).toBe(false);
  });
});

describe("a broken pattern", () => {
  it.each([
    ["a[bc", 'Cannot parse pattern "a[bc": "[" is never closed at character 2'],
    ["[]", 'Cannot parse pattern "[]": "[]" holds no character at character 1'],
    ["[z-a]", 'Cannot parse pattern "[z-a]": the range runs backwards at character 1'],
    ["x{a,b", 'Cannot parse pattern "x{a,b": "{" is never closed at character 2'],
    ["a\\", 'Cannot parse pattern "a\\": "\\" escapes nothing at character 2'],
  ])("%j is refused", (pattern, message) => {
    expect(() => compileGlob(pattern)).toThrow(new SyntaxError(message));
  });

  it("is refused when braces nest too deep", () => {
    const pattern = "{".repeat(100_000);
    expect(() => compileGlob(pattern)).toThrow("nested deeper than 64 levels");
  });
});

describe("a pattern that would make a backtracking matcher hang", () => {
  it.each([
    [`${"a*".repeat(50)}b`, "a".repeat(5000)],
    [`${"**/".repeat(40)}x`, "a/".repeat(2500)],
    [`${"{a,aa}".repeat(40)}b`, "a".repeat(5000)],
    [`${"*".repeat(1000)}b`, "a".repeat(5000)],
  ])("answers: %s", (pattern, text) => {
    expect(compileGlob(pattern).matches(text)).toBe(false);
  });
});
