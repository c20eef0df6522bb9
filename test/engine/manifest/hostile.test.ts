import fc from "fast-check";
import { expect, test } from "vitest";
import { ManifestError } from "../../../engine/manifest/manifest-error.js";
import { parseManifest } from "../../../engine/manifest.js";

const outcome = (text: string) => {
  try {
    parseManifest(text);
    return "read";
  } catch (error) {
    return error instanceof ManifestError ? "refused" : error;
  }
};

test("any text is read or refused with places", () => {
  const pieces = [
    "id: a\n",
    "path: b\n",
    "permissions:",
    "\n",
    "  ",
    " fs:",
    " {",
    "}",
    "[",
    "]",
    ",",
    "dirs: ",
    "&x ",
    "*x",
    "!!str ",
    "- ",
    "? ",
    ": ",
    "'",
    '"',
    "|",
    ">",
    "#",
    "\t",
    "null",
    "---",
    "...",
    "%YAML 1.2",
    "<<: ",
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), {
    maxLength: 14,
  });
  fc.assert(
    fc.property(text, (parts) => ["read", "refused"].includes(String(outcome(parts.join(""))))),
    { seed: 3, numRuns: 2000 },
  );
});

test.each([
  ["deep nesting", "[".repeat(20_000)],
  ["deep nesting of maps", "{a: ".repeat(20_000)],
  [
    "aliases of aliases",
    `id: a\npath: b\na: &a [x,x]\n${[..."bcdefgh"].map((n, i) => `${n}: &${n} [*${"abcdefg"[i]},*${"abcdefg"[i]}]`).join("\n")}\nenv: *h`,
  ],
  ["an alias of itself", "id: a\npath: b\nenv: &e { A: *e }"],
  ["a key of the prototype", "id: a\npath: b\n__proto__: { id: x }"],
  ["a list as a key", "id: a\npath: b\n? [a, b]\n: 1"],
])("%s is refused", (_, text) => {
  expect(outcome(text)).toBe("refused");
});

test("keys of the prototype in env are names like others", () => {
  const { env } = parseManifest("id: a\npath: b\nenv: { __proto__: x, constructor: y }");
  expect(Object.entries(env)).toEqual([
    ["__proto__", "x"],
    ["constructor", "y"],
  ]);
});
