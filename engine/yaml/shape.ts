import { nearestName } from "../nearest-name.js";
import { excerpt } from "./excerpt.js";
import { type YamlEntry, YamlValue } from "./yaml-value.js";

/** What a value must be. `read` reports what is wrong and then returns undefined. */
export interface Shape<T> {
  readonly absent: "required" | "omitted" | { readonly value: T };
  read(value: YamlValue): T | undefined;
}

/** A key that may be left out, and then is. */
export function optional<T>(shape: Shape<T>): Shape<T> {
  return { ...shape, absent: "omitted" };
}

/** A key that has a default. */
export function withDefault<T>(shape: Shape<T>, value: T): Shape<T> {
  return { ...shape, absent: { value } };
}

/** A section that may be left out, and then has the defaults of its keys. */
export function defaulted<T>(shape: Shape<T>): Shape<T> {
  const nothing = new YamlValue(null, { path: "", offset: 0 }, nowhere);
  return withDefault(shape, shape.read(nothing) as T);
}

const nowhere = { report: () => {}, resolve: () => undefined };

interface TextOptions {
  /** For a value that isn't a string. Default `a string`. */
  readonly expected?: string;
  /** What to do about a text that `parse` refuses. */
  readonly hint?: ((text: string) => string | undefined) | undefined;
}

/** A string; `parse` may refuse it by throwing a SyntaxError. */
export function text<T = string>(
  parse?: (text: string) => T,
  { expected = "a string", hint }: TextOptions = {},
): Shape<T> {
  const read = (value: YamlValue) => {
    if (typeof value.scalar !== "string") return void value.reportType(expected);
    try {
      return parse ? parse(value.scalar) : (value.scalar as T);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return void value.report(error.message, hint?.(value.scalar));
    }
  };
  return { absent: "required", read };
}

/** true or false; false unless given. */
export function flag(): Shape<boolean> {
  const read = (value: YamlValue) =>
    typeof value.scalar === "boolean" ? value.scalar : void value.reportType("true or false");
  return { absent: { value: false }, read };
}

export function wholeNumber({ min, max }: { min: number; max: number }): Shape<number> {
  return {
    absent: "required",
    read(value) {
      const { scalar } = value;
      if (!Number.isSafeInteger(scalar)) return void value.reportType("a whole number");
      const number = scalar as number;
      if (number >= min && number <= max) return number;
      return void value.reportType(`a whole number from ${min} to ${max}`);
    },
  };
}

export function oneOf<const Names extends readonly string[]>(names: Names): Shape<Names[number]> {
  return {
    absent: "required",
    read(value) {
      const { scalar } = value;
      if (typeof scalar === "string" && names.includes(scalar)) return scalar;
      return void value.reportType(names.join(" or "), suggestion(String(scalar ?? ""), names));
    },
  };
}

export function listOf<T>(item: Shape<T>): Shape<readonly T[]> {
  const read = (value: YamlValue) => {
    const items = value.items();
    if (items) return items.map((each) => item.read(each) as T);
    const { scalar } = value;
    const hint = typeof scalar === "string" ? `write [${JSON.stringify(scalar)}]` : undefined;
    return void value.reportType("a list", hint);
  };
  return { absent: { value: [] }, read };
}

/** A map with these keys only. Read from nothing, it has its defaults. */
export function section<T extends object>(
  fields: {
    readonly [K in keyof T]-?: Shape<NonNullable<T[K]>>;
  },
): Shape<T> {
  const shapes = Object.entries(fields) as [string, Shape<unknown>][];
  const read = (value: YamlValue) => {
    const entries = value.isNull ? [] : value.entries();
    if (!entries) return void value.reportType("a map");
    reportUnknown(entries, { value, known: shapes.map(([key]) => key) });
    return Object.fromEntries(
      shapes.flatMap(([key, shape]) => {
        const entry = entries.find((each) => each.key === key);
        const present = entry !== undefined && !entry.value.isNull;
        if (present) return [[key, shape.read(entry.value)]];
        if (typeof shape.absent === "object") return [[key, shape.absent.value]];
        if (shape.absent === "required") reportMissing(key, value);
        return [];
      }),
    ) as T;
  };
  return { absent: "required", read };
}

function reportMissing(key: string, value: YamlValue): void {
  value.report(`Missing key "${key}"${placeName(value)}`);
}

function reportUnknown(
  entries: readonly YamlEntry[],
  { value, known }: { value: YamlValue; known: readonly string[] },
): void {
  for (const { key, keyOffset } of entries.filter((entry) => !known.includes(entry.key))) {
    value.reportAt(keyOffset, {
      message: `Unknown key "${excerpt(key)}"${placeName(value)}`,
      hint: suggestion(key, known),
    });
  }
}

function placeName({ path }: YamlValue): string {
  return path === "" ? "" : ` in ${path}`;
}

/** Names the nearest of `known`, or all of them when none is near. */
function suggestion(word: string, known: readonly string[]): string {
  const near = nearestName(word, known);
  return near === undefined ? `known here: ${known.join(", ")}` : `did you mean "${near}"?`;
}
