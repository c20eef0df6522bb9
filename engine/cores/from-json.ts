import { nearestName } from "../nearest-name.js";
import type { ParamInfo } from "../wire/descriptor.gen.js";
import { type ArgumentProblem, shownValue } from "./argument-problem.js";
import { fromBase64 } from "./base64.js";
import { typeOf } from "./signature.js";

/** The codec's own limit is larger. */
const MAX_NESTING = 100;

/** What the wire holds: an i64 or a u64. */
const LEAST_INTEGER = -(2n ** 63n);
const MOST_INTEGER = 2n ** 64n - 1n;

/** Where problems go, and how arguments are named in them. */
export interface Reading {
  readonly report: (problem: ArgumentProblem) => void;
}

type Converter = (value: never, place: Place) => unknown;

interface Place {
  readonly param: ParamInfo;
  readonly path: string;
  readonly reading: Reading;
  readonly depth: number;
}

/**
 * A JSON value as the descriptor's type has it: base64 becomes bytes, and decimal text a large integer.
 * Reports what doesn't fit. null is left to the skill, which takes it for a value that is absent.
 */
export function fromJson(
  value: unknown,
  { param, path, reading, depth = 0 }: Omit<Place, "depth"> & { depth?: number },
): unknown {
  const place = { param, path, reading, depth };
  if (depth > MAX_NESTING) return void reading.report({ name: path, message: "nested too deeply" });
  if (value === null || value === undefined) return value;
  if (param.encoding === "any" || param.encoding === "mcp-content") return plain(value, place);
  if (param.encoding === "base64") return toBytes(value, place);
  const convert = converters[param.type];
  return convert ? convert(value as never, place) : plain(value, place);
}

const converters: Readonly<Record<string, Converter>> = {
  string: (value: unknown, place) => {
    const { enum: options } = place.param;
    if (typeof value !== "string") return refuse(value, place);
    return options.length === 0 || options.includes(value) ? value : refuse(value, place);
  },
  boolean: (value: unknown, place) => (typeof value === "boolean" ? value : refuse(value, place)),
  number: (value: unknown, place) =>
    typeof value === "number" && Number.isFinite(value) ? value : refuse(value, place),
  integer: toInteger,
  array: (value: unknown, place) =>
    Array.isArray(value) ? toList(value, place) : refuse(value, place),
  object: (value: unknown, place) => (isObject(value) ? toMap(value, place) : refuse(value, place)),
};

function toInteger(value: unknown, place: Place): number | bigint | undefined {
  const isDecimal = typeof value === "string" && /^-?\d{1,20}$/.test(value);
  if (!isDecimal && !Number.isInteger(value)) return refuse(value, place);
  if (isDecimal) {
    const exact = BigInt(value);
    if (exact < LEAST_INTEGER || exact > MOST_INTEGER) {
      return void place.reading.report({
        name: place.path,
        message: `${value} has more than 64 bits`,
      });
    }
    return Number.isSafeInteger(Number(exact)) ? Number(exact) : exact;
  }
  if (Number.isSafeInteger(value)) return value as number;
  const message = `${value} isn't exact beyond 2^53; write it as text, in quotes`;
  return void place.reading.report({ name: place.path, message });
}

function toBytes(value: unknown, place: Place): Uint8Array | undefined {
  const bytes = typeof value === "string" ? fromBase64(value) : undefined;
  if (bytes) return bytes;
  const message = `expected base64, found ${shownValue(value)}`;
  return void place.reading.report({ name: place.path, message });
}

function toList(items: readonly unknown[], { param, path, reading, depth }: Place): unknown[] {
  const { items: item } = param;
  if (!item) return items.map((each) => plain(each, { param, path, reading, depth: depth + 1 }));
  return items.map((each, index) =>
    fromJson(each, { param: item, path: `${path}[${index}]`, reading, depth: depth + 1 }),
  );
}

function toMap(value: Record<string, unknown>, place: Place): Record<string, unknown> {
  const { items, properties } = place.param;
  if (properties.length > 0) return toRecord(value, { ...place, properties });
  if (!items) return plain(value, place) as Record<string, unknown>;
  const { path, reading, depth } = place;
  const entries = Object.entries(value).map(([key, each]) => {
    const inner = { param: items, path: `${path}.${key}`, reading, depth: depth + 1 };
    return [key, fromJson(each, inner)];
  });
  return Object.fromEntries(entries);
}

/** A map with known keys. The path of the outermost is "". */
export function toRecord(
  value: Record<string, unknown>,
  {
    properties,
    path,
    reading,
    depth,
  }: Omit<Place, "param"> & { readonly properties: readonly ParamInfo[] },
): Record<string, unknown> {
  const name = (key: string) => (path === "" ? key : `${path}.${key}`);
  const known = properties.map((each) => each.name);
  for (const { required, name: key } of properties) {
    const isMissing = required && !Object.hasOwn(value, key);
    if (isMissing) reading.report({ name: name(key), message: "missing" });
  }
  const entries = Object.entries(value).flatMap(([key, each]) => {
    const param = properties.find((property) => property.name === key);
    if (!param) {
      reading.report({ name: name(key), message: unknownMessage(key, known) });
      return [];
    }
    return [[key, fromJson(each, { param, path: name(key), reading, depth: depth + 1 })]];
  });
  return Object.fromEntries(entries);
}

export function unknownMessage(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  if (near !== undefined) return `unknown, did you mean "${near}"?`;
  return known.length === 0 ? "unknown: it takes none" : `unknown, it takes ${known.join(", ")}`;
}

/** Untyped values are taken as they are, unless nobody could follow them. */
function plain(value: unknown, place: Place): unknown {
  if (isShallow(value, MAX_NESTING - place.depth)) return value;
  return void place.reading.report({ name: place.path, message: "nested too deeply" });
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((each) => isShallow(each, depth - 1));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refuse(value: unknown, { param, path, reading }: Place): undefined {
  const message = `expected ${typeOf(param)}, found ${shownValue(value)}`;
  reading.report({ name: path, message });
}
