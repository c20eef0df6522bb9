import { nearest } from "../nearest.js";
import type { Report } from "../report.js";
import { type MethodHint, type MethodTags, methodHints, type Said } from "./annotations.js";
import type { TagFacts } from "./facts.js";
import { readParamTag } from "./read-param-tag.js";
import { readQuoted } from "./read-quoted.js";
import { TagScanner } from "./tag-scanner.js";

interface Context {
  readonly owner: number;
  readonly report: Report;
}

/** Reads the tags above one function. Null when none of them is a `@skill:method`. */
export function readMethodTags(
  tags: readonly TagFacts[],
  { owner, report }: Context,
): MethodTags | null {
  const method = only("method", { tags, report });
  if (method === null) return null;
  const scanner = new TagScanner(method);
  const name = scanner.word();
  if (name === null) {
    report.add("SK106", method, {
      tag: "method",
      what: "name",
      form: 'method <name> "<description>"',
    });
  }
  return {
    path: method.path,
    start: method.start,
    end: method.textStart + method.text.length,
    owner,
    name: name ?? { ...method, value: "" },
    description: readDescription(scanner, { tag: method, name, report }),
    params: tags
      .filter((tag) => tag.word === "param")
      .map((tag) => readParamTag(tag, report))
      .filter((each) => each !== null),
    result: readResult(only("result", { tags, report }), report),
    internal: readFlag(only("internal", { tags, report }), report),
    callback: readFlag(only("callback", { tags, report }), report),
    hints: Object.assign(
      {},
      ...tags.filter((tag) => tag.word === "hint").map((tag) => readHints(tag, report)),
    ),
  };
}

function only(
  word: string,
  { tags, report }: { tags: readonly TagFacts[]; report: Report },
): TagFacts | null {
  const [first, ...more] = tags.filter((tag) => tag.word === word);
  if (first === undefined) return null;
  for (const each of more) report.add("SK107", each, { tag: word, first: report.where(first) });
  return first;
}

function readDescription(
  scanner: TagScanner,
  { tag, name, report }: { tag: TagFacts; name: Said | null; report: Report },
): string {
  const said = scanner.atEnd
    ? { value: "" }
    : readQuoted(scanner, { tag, what: "description", report });
  if (name !== null && said?.value.trim() === "") {
    report.add("SK112", name, { what: "Method", name: name.value });
  }
  return said?.value ?? "";
}

function readResult(tag: TagFacts | null, report: Report): Said | null {
  if (tag === null) return null;
  const scanner = new TagScanner(tag);
  if (scanner.atEnd) return { ...tag, value: "" };
  const said = readQuoted(scanner, { tag, what: "description", report });
  return { ...tag, value: said?.value ?? "" };
}

function readFlag(tag: TagFacts | null, report: Report): boolean {
  if (tag === null) return false;
  const scanner = new TagScanner(tag);
  if (!scanner.atEnd) {
    const found = scanner.rest();
    const hint = "Remove it";
    report.add("SK111", found, { found: found.value, tag: tag.word, expected: "nothing", hint });
  }
  return true;
}

function readHints(tag: TagFacts, report: Report): Partial<Record<MethodHint, boolean>> {
  const scanner = new TagScanner(tag);
  const hints: Partial<Record<MethodHint, boolean>> = {};
  if (scanner.atEnd) {
    report.add("SK106", tag, { tag: "hint", what: "hint", form: "hint read_only" });
  }
  while (!scanner.atEnd) {
    const word = scanner.word() ?? scanner.rest();
    const [, key = "", value = "true"] = /^([^:]*)(?::(true|false))?$/.exec(word.value) ?? [];
    const known = methodHints.find((hint) => hint === key);
    if (known === undefined) {
      report.add("SK130", word, { found: word.value, hint: hintOfHint(word.value) });
    } else {
      hints[known] = value === "true";
    }
  }
  return hints;
}

/** Of `readOnlyHint`, as MCP calls it, and of `read-only`. */
function hintOfHint(word: string): string {
  const [name = "", denied = ""] = word.split(":", 2);
  const meant = nearest(name.replace(/Hint$/, ""), methodHints);
  if (meant === "" || meant === name) {
    return "Write one or more of them, each with :false to deny it: @skill:hint read_only open_world:false";
  }
  return `Did you mean "${meant}${denied === "false" ? ":false" : ""}"?`;
}
