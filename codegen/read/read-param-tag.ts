import { nearest } from "../nearest.js";
import type { Report } from "../report.js";
import type { ParamTag, Said } from "./annotations.js";
import type { TagFacts } from "./facts.js";
import { TagScanner } from "./tag-scanner.js";

const modifier = /^(type|default|example|enum):/;
const nextModifier = /\s(?:type|default|example|enum):/;
const modifierNames = ["type", "default", "example", "enum"];

/** Reads `@skill:param <name> [required|optional] "<description>" [modifiers]`. */
export function readParamTag(tag: TagFacts, report: Report): ParamTag | null {
  const scanner = new TagScanner(tag);
  const name = scanner.word();
  if (name === null) {
    const form = 'param <name> [required|optional] "<description>"';
    report.add("SK106", tag, { tag: "param", what: "name", form });
    return null;
  }
  const required = readRequired(scanner, { tag, report });
  const description = readDescription(scanner, { tag, name, report });
  const modifiers = readModifiers(scanner, { tag, name, report });
  return {
    path: tag.path,
    start: tag.start,
    end: tag.textStart + tag.text.length,
    name,
    required,
    description,
    type: modifiers.get("type")?.[0] ?? null,
    default: modifiers.get("default")?.[0] ?? null,
    example: modifiers.get("example")?.[0] ?? null,
    enum: modifiers.get("enum") ?? [],
  };
}

interface Context {
  readonly tag: TagFacts;
  readonly report: Report;
}

function readRequired(scanner: TagScanner, { tag, report }: Context): boolean {
  const next = scanner.peekWord();
  if (next === "" || scanner.atQuote || modifier.test(next)) return false;
  const guess = nearest(next, ["required", "optional"]);
  if (guess === "") return false;
  const word = scanner.word();
  if (next !== guess && word !== null) {
    const hint = `Did you mean ${guess}?`;
    const expected = "required, optional or a quoted description";
    report.add("SK111", word, { found: next, tag: tag.word, expected, hint });
  }
  return guess === "required";
}

interface Named extends Context {
  readonly name: Said;
}

function readDescription(scanner: TagScanner, { tag, name, report }: Named): string {
  if (scanner.atEnd || (!scanner.atQuote && modifier.test(scanner.peekWord()))) {
    report.add("SK112", name, { what: "Parameter", name: name.value });
    return "";
  }
  if (!scanner.atQuote) {
    const said = scanner.upTo(nextModifier);
    const quoted = said.value.replace(/["\\]/g, "\\$&");
    report.add("SK109", said, { what: "description", tag: tag.word, quoted });
    return said.value;
  }
  const place = scanner.placeOfRest;
  const said = scanner.quoted();
  if (said === null) report.add("SK110", place, {});
  else if (said.value.trim() === "") {
    report.add("SK112", name, { what: "Parameter", name: name.value });
  }
  return said?.value ?? "";
}

function readModifiers(scanner: TagScanner, context: Named): Map<string, Said[]> {
  const { tag, name, report } = context;
  const found = new Map<string, Said[]>();
  while (!scanner.atEnd) {
    const key = modifier.exec(scanner.peekWord())?.[1];
    if (key === undefined) {
      reportUnknown(scanner, context);
      continue;
    }
    const place = scanner.placeOfRest;
    scanner.skip(`${key}:`);
    const values = readValues(scanner, { key, report });
    if (values === null) return found;
    if (values.length === 0) report.add("SK114", place, { modifier: key });
    else if (found.has(key)) {
      report.add("SK115", place, { modifier: key, name: name.value });
    } else found.set(key, values);
    if (!scanner.atGap) reportGlued(scanner, { tag, report });
  }
  return found;
}

function reportUnknown(scanner: TagScanner, { tag, report }: Context): void {
  const said = scanner.upTo(nextModifier);
  const key = /^([a-z]+):/i.exec(said.value)?.[1];
  if (key === undefined) {
    const expected = "type:, default:, example: or enum:";
    const hint = 'A quote inside the description is written \\"';
    report.add("SK111", said, { found: said.value, tag: tag.word, expected, hint });
    return;
  }
  const guess = nearest(key, modifierNames);
  const hint = guess === "" ? "" : `Did you mean ${guess}:?`;
  report.add("SK113", said, { modifier: key, hint });
}

function reportGlued(scanner: TagScanner, { tag, report }: Context): void {
  const found = scanner.upTo(/\s/);
  const hint = 'A quote inside a value is written \\"';
  report.add("SK111", found, { found: found.value, tag: tag.word, expected: "a space", hint });
}

/**
 * One value; for `enum` one or more, separated by `|`, bare or quoted one by one or together. None
 * when there is nothing, null after a report.
 */
function readValues(
  scanner: TagScanner,
  { key, report }: { key: string; report: Report },
): Said[] | null {
  if (scanner.atGap) return [];
  const place = scanner.placeOfRest;
  if (!scanner.atQuote) {
    const said = scanner.upTo(nextModifier);
    return key === "enum" ? splitOptions(said, 0) : [said];
  }
  const values: Said[] = [];
  do {
    if (!scanner.atQuote) {
      reportUnquoted(scanner, { values, report });
      return null;
    }
    const said = scanner.quoted();
    if (said === null) {
      report.add("SK110", place, {});
      return null;
    }
    values.push(said);
  } while (key === "enum" && scanner.skip("|") && !scanner.atGap);
  const [only] = values;
  return key === "enum" && only !== undefined && values.length === 1
    ? splitOptions(only, 1)
    : values;
}

function reportUnquoted(
  scanner: TagScanner,
  { values, report }: { values: readonly Said[]; report: Report },
): void {
  const found = scanner.upTo(nextModifier);
  const options = [...values, found].map(({ value }) => value.replace(/["\\]/g, "\\$&"));
  const hint = `Quote all of them together: enum:"${options.join("|")}"`;
  report.add("SK111", found, {
    found: found.value,
    tag: "param",
    expected: "a quoted value",
    hint,
  });
}

function splitOptions(said: Said, quote: 0 | 1): Said[] {
  let start = said.start + quote;
  return said.value.split("|").map((value) => {
    const option = { path: said.path, start, end: start + value.length, value: value.trim() };
    start = option.end + 1;
    return option;
  });
}
