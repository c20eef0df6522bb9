import { describe, expect, test } from "vitest";
import { annotate } from "../annotate.js";

function requirement(line: string, comment = (text: string) => `// ${text}`) {
  const { annotations, ids } = annotate(`${comment(`@skill:require ${line}`)}\n`);
  const [tag] = annotations?.skill.requirements ?? [];
  const found = ids.filter((id) => id !== "SK103");
  if (tag === undefined) return { ids: found };
  return { ids: found, kind: tag.kind.value, pattern: tag.pattern, mode: tag.mode };
}

describe("a requirement's pattern", () => {
  test.each([
    ["runs to the end of the line", "shell git commit **", "git commit **"],
    ["holds several spaces", "shell python -m  venv .venv", "python -m  venv .venv"],
    ["holds a URL", "http https://api.example.com/**", "https://api.example.com/**"],
    ["loses a note", "http https://api.example.com/** // the API", "https://api.example.com/**"],
    ["loses a note with a URL", "http https://a/** // see https://b // c", "https://a/**"],
    ["keeps slashes without spaces around", "shell cat //host/share", "cat //host/share"],
    ["keeps words that are modes elsewhere", "shell mount ro", "mount ro"],
    ["holds quotes", 'shell echo "a b"', 'echo "a b"'],
    ["holds non-ASCII text", "shell ls /données/**", "ls /données/**"],
  ])("%s", (_, given, pattern) => {
    expect(requirement(given)).toEqual({ ids: [], kind: given.split(" ")[0], pattern, mode: "" });
  });

  test("may be absent for llm", () => {
    expect(requirement("llm")).toEqual({ ids: [], kind: "llm", pattern: "", mode: "" });
  });
});

describe("the mode of an fs requirement", () => {
  test.each([
    ["fs /data/** rw", "/data/**", "rw"],
    ["fs /data/** ro", "/data/**", "ro"],
    ["fs /data/**:rw", "/data/**", "rw"],
    ["fs /data/**:ro", "/data/**", "ro"],
    ["fs /data/**", "/data/**", "ro"],
    ["fs /my data/** rw // note", "/my data/**", "rw"],
    ["fs   /data   rw", "/data", "rw"],
  ])("%s", (given, pattern, mode) => {
    expect(requirement(given)).toEqual({ ids: [], kind: "fs", pattern, mode });
  });
});

describe("a pattern with */ in a block comment", () => {
  const block = (text: string) => `/**\n * ${text}\n */`;

  test.each(["http https://**/api", "http **/", "shell ./**/run.sh **", "fs /data/*/x rw"])(
    "is cut off: %s",
    (given) => {
      expect(requirement(given, block).ids).toContain("SK306");
    },
  );

  test.each(["http **", "shell ./**", "fs /data/** rw"])("isn't cut off: %s", (given) => {
    expect(requirement(given, block).ids).toEqual([]);
  });

  test("isn't cut off by the end of a comment of one line", () => {
    expect(requirement("http **", (text) => `/** ${text} */`).ids).toEqual([]);
  });

  test("is whole in a line comment", () => {
    expect(requirement("shell ./**/run.sh **")).toMatchObject({
      ids: [],
      pattern: "./**/run.sh **",
    });
  });
});

test.each([
  ["", ["SK106"]],
  ["htp x", ["SK301"]],
  ["http", ["SK302"]],
  ["http // note", ["SK302"]],
])("a broken requirement is found: %s", (given, ids) => {
  expect(requirement(given).ids).toEqual(ids);
});
