import { typeLabel } from "../print/type-label.js";
import type { TypedParam } from "../typed-descriptor.js";

/**
 * `argument`: everything that fitted before must fit now. `result`: everything that comes now must
 * have been possible before.
 */
export type Direction = "argument" | "result";

interface Pair {
  readonly before: TypedParam;
  readonly after: TypedParam;
}

/** What a value's type change does to those who rely on the old one, as `path: reason` lines. */
export function compareTypes(pair: Pair, { path, direction }: At): string[] {
  const { before, after } = pair;
  const own = ownReason(pair, direction);
  if (own !== "") return [`${path} ${own}`];
  if (before.items !== undefined && after.items !== undefined) {
    const mark = before.type === "array" ? "[]" : "{}";
    const items = { before: before.items, after: after.items };
    return compareTypes(items, { path: `${path}${mark}`, direction });
  }
  if (before.properties.length === 0 || after.properties.length === 0) return [];
  const fields = { before: before.properties, after: after.properties };
  return direction === "argument"
    ? compareArguments(fields, (name) => `${path}.${name}`)
    : compareResultFields(fields, path);
}

interface At {
  readonly path: string;
  readonly direction: Direction;
}

interface Lists {
  readonly before: readonly TypedParam[];
  readonly after: readonly TypedParam[];
}

/** Why calls with the old arguments, or objects with the old fields, aren't taken as before. */
export function compareArguments(
  { before, after }: Lists,
  pathOf: (name: string) => string,
): string[] {
  const gone = before
    .filter(({ name }) => !after.some((each) => each.name === name))
    .map(({ name }) => `${pathOf(name)} is gone: what callers pass is ignored`);
  const changed = after.flatMap((each) => {
    const path = pathOf(each.name);
    const old = before.find(({ name }) => name === each.name);
    if (old === undefined) return each.required ? [`${path} is new and required`] : [];
    const now = each.required && !old.required ? [`${path} was optional, is required`] : [];
    return [...now, ...compareTypes({ before: old, after: each }, { path, direction: "argument" })];
  });
  return [...gone, ...changed];
}

function compareResultFields({ before, after }: Lists, path: string): string[] {
  return before.flatMap((old) => {
    const now = after.find(({ name }) => name === old.name);
    const inner = `${path}.${old.name}`;
    if (now === undefined) return [`${inner} is gone`];
    return compareTypes({ before: old, after: now }, { path: inner, direction: "result" });
  });
}

/** Why the one can't stand for the other, whatever they hold; "" when it can. */
function ownReason({ before, after }: Pair, direction: Direction): string {
  // A value of `from` arrives where a value of `to` is expected.
  const [from, to] = direction === "argument" ? [before, after] : [after, before];
  if (kindOf(to) === "any") return "";
  if (!fits(from, to)) return `was ${typeLabel(before)}, is ${typeLabel(after)}`;
  if (from.nullable && to.nullable === false) {
    return direction === "argument" ? "can no longer be null" : "can be null";
  }
  const options = missingOptions(from, to);
  if (options !== "") return `no longer takes ${options}`;
  const { range: narrow } = to;
  const { range: wide } = from;
  if (narrow && wide && (wide.least < narrow.least || wide.most > narrow.most)) {
    return `was ${rangeLabel(before)}, is ${rangeLabel(after)}`;
  }
  return "";
}

function fits(from: TypedParam, to: TypedParam): boolean {
  const [a, b] = [kindOf(from), kindOf(to)];
  return (
    a === b ||
    (a === "integer" && b === "number") ||
    (b === "object" && a !== "any" && from.type === "object")
  );
}

/** Like the type, but bytes, maps and records are kinds of their own. */
function kindOf({ type, encoding, items, properties }: TypedParam): string {
  if (encoding === "base64") return "bytes";
  if (encoding === "any" || encoding === "mcp-content") return "any";
  if (type !== "object") return type;
  if (items !== undefined) return "map";
  return properties.length > 0 ? "record" : "object";
}

function missingOptions(from: TypedParam, to: TypedParam): string {
  if (to.enum.length === 0) return "";
  if (from.enum.length === 0) return `all texts, only ${typeLabel({ ...to, nullable: false })}`;
  const gone = from.enum.filter((option) => !to.enum.includes(option));
  return gone.map((option) => JSON.stringify(option)).join(", ");
}

function rangeLabel({ range }: TypedParam): string {
  return range === undefined ? "integer" : `integer from ${range.least} to ${range.most}`;
}
