import { match as reference } from "path-to-regexp";
import { describe, expect, test } from "vitest";
import {
  matchRoute,
  parsePlainPath,
  parseRoutePattern,
  pathSegments,
} from "../../../engine/cores/route-pattern.js";

const find = (pattern: string, path: string) => {
  const found = matchRoute(parseRoutePattern(pattern), pathSegments(path));
  return found && Object.fromEntries(found);
};

describe("a pattern", () => {
  test.each([
    ["notes", 'expected it to begin with "/"'],
    ["", 'expected it to begin with "/"'],
    ["/a//b", "a segment is empty"],
    ["//", "a segment is empty"],
    ["/a/../b", 'no path has a segment ".."'],
    ["/./a", 'no path has a segment "."'],
    ["/:", '":" is no parameter, such as :id'],
    ["/:1", '":1" is no parameter, such as :id'],
    ["/:a.json", '":a.json" is no parameter, such as :id'],
    ["/:a?", '":a?" is no parameter, such as :id'],
    ["/a:b", '":" has no place in "a:b"'],
    ["/*", '"*" has no place in "*"'],
    ["/{a}", '"{" has no place in "{a}"'],
    ["/(a)", '"(" has no place in "(a)"'],
    ["/a?b", '"?" has no place in "a?b"'],
    ["/a#b", '"#" has no place in "a#b"'],
    ["/a b", '" " has no place in "a b"'],
    ["/a%20b", '"%" has no place in "a%20b"'],
    ["/a\\b", '"\\" has no place in "a\\b"'],
    ["/a\0", '"\0" has no place in "a\0"'],
    ["/:a/:b/:a", 'parameter ":a" stands twice'],
  ])("%j is refused, with the reason", (pattern, reason) => {
    const read = () => parseRoutePattern(pattern);
    expect(read).toThrow(new SyntaxError(`Cannot read path "${pattern}": ${reason}`));
  });

  test("of a path without parameters has none", () => {
    expect(parsePlainPath("/ws/chat")).toBe("/ws/chat");
    expect(() => parsePlainPath("/ws/:room")).toThrow(
      new SyntaxError('Cannot read path "/ws/:room": parameters have no place here'),
    );
  });

  test("has the shape of those that match the same paths", () => {
    const [one, other, third] = ["/a/:x", "/a/:y", "/a/x"].map(parseRoutePattern);
    expect(one?.shape).toBe(other?.shape);
    expect(one?.shape).not.toBe(third?.shape);
  });
});

describe("matching", () => {
  test.each([
    ["/", "/", {}],
    ["/notes/:id", "/notes/7", { id: "7" }],
    ["/notes/:id", "/notes/a%2Fb", { id: "a%2Fb" }],
    ["/notes/:id", "/notes/a%2fb", { id: "a%2Fb" }],
    ["/:a/:b", "/x/y", { a: "x", b: "y" }],
    ["/a/", "/a/", {}],
    ["/käse", "/k%C3%A4se", {}],
    ["/käse", "/k%c3%a4se", {}],
  ])("%s takes %s", (pattern, path, params) => {
    expect(find(pattern, path)).toEqual(params);
  });

  test.each([
    ["/notes/:id", "/notes/", "a parameter isn't empty"],
    ["/notes/:id", "/notes", "a parameter isn't absent"],
    ["/notes/:id", "/notes/1/2", "a parameter is one segment"],
    ["/a", "/a/", "a slash at the end counts"],
    ["/a/", "/a", "a slash at the end counts"],
    ["/", "//", "so does another one"],
    ["/a", "/A", "letters' case counts"],
    ["/notes/:id", "/other/1", "literals are themselves"],
  ])("%s leaves %s: %s", (pattern, path) => {
    expect(find(pattern, path)).toBeUndefined();
  });
});

describe("path-to-regexp says the same", () => {
  const patterns = [
    "/",
    "/a",
    "/a/",
    "/:x",
    "/a/:x",
    "/:x/a",
    "/:x/:y",
    "/a/:x/b",
    "/a.b",
    "/-/:x_1",
  ];
  const parts = ["a", "b", "", "A", "a.b", "%20", "a%2Fb", "%C3%A4", "-", ".", "~", "a+b", "a;b"];
  const paths = [
    "/",
    "//",
    ...parts.map((a) => `/${a}`),
    ...parts.flatMap((a) => parts.map((b) => `/${a}/${b}`)),
    ...parts.flatMap((a) => ["b", ""].map((b) => `/a/${a}/${b}`)),
  ];

  test.each(patterns)("of %s for all combinations of odd segments", (pattern) => {
    const own = paths.map((path) => [path, decoded(find(pattern, path))]);
    const theirFind = reference(pattern, { sensitive: true, trailing: false });
    const theirs = paths.map((path) => {
      const found = theirFind(path);
      return [path, found ? { ...found.params } : undefined];
    });
    expect(own).toEqual(theirs);
    expect(own.some(([, params]) => params !== undefined)).toBe(true);
  });
});

function decoded(params: Record<string, string> | undefined) {
  const entries = Object.entries(params ?? {});
  return params && Object.fromEntries(entries.map(([name, at]) => [name, decodeURIComponent(at)]));
}
