import { decode } from "@msgpack/msgpack";
import { describe, expect, test } from "vitest";
import { commandTypes } from "../../contract/commands.js";
import { descriptor } from "../../contract/descriptor.js";
import { envelopes } from "../../contract/envelopes.js";
import { events } from "../../contract/events.js";
import { areas, batchItem } from "../../contract/index.js";
import type { Answer, Field, RecordType, Type } from "../../contract/schema.js";
import { readVector, readVectors } from "../support/vectors.js";

const records = new Map<string, RecordType>(
  [...areas.flatMap((area) => area.records), ...envelopes, ...descriptor, ...events, batchItem].map(
    (record) => [record.name, record],
  ),
);

const files = [...areas.map((area) => area.name), "envelopes", "descriptor", "commands", "events"];
const calls = areas.flatMap((area) => area.calls.map((call) => ({ area: area.name, ...call })));

describe("golden vectors", () => {
  test.each([...files, "errors"])("the bytes in %s.json decode to its values", (file) => {
    for (const { value, bytes } of readVectors(file)) {
      expect(narrow(decode(bytes, { useBigInt64: true }))).toEqual(value);
    }
  });

  test.each(calls)("$name is asked with every key, typed and not zero", ({ area, ...call }) => {
    const { value } = readVector(area, `${call.name}.request`);
    expect(misfits(value, call.request, "all")).toEqual([]);
  });

  test.each(calls)("$name answers with every key, typed and not zero", ({ area, ...call }) => {
    const { value } = readVector(area, `${call.name}.answer`);
    expect(answerMisfits(value, call.answer)).toEqual([]);
  });

  test.each(["envelopes", "descriptor", "events"])("%s.json has the contract's types", (file) => {
    for (const { name, value } of readVectors(file)) {
      const [record = "", partial] = name.split(" ");
      expect(misfits(value, fieldsOf(record), partial ? "some" : "all")).toEqual([]);
    }
  });

  test.each(commandTypes.filter(({ payload }) => payload !== null))(
    "command $type has its payload's keys",
    ({ type, payload }) => {
      const { value } = readVector("commands", type);
      expect(misfits(value, payload?.fields ?? [], "all")).toEqual([]);
    },
  );
});

/** What in a map doesn't fit its fields; with "all", a key that is absent or zero doesn't. */
function misfits(value: unknown, fields: readonly Field[], presence: "all" | "some"): string[] {
  const map = value as Record<string, unknown>;
  const known = fields.flatMap((field) => [field.key, field.alias ?? field.key]);
  const unknown = Object.keys(map).filter((key) => !known.includes(key));
  const wrong = fields.flatMap((field) => {
    const inner = map[field.key];
    if (presence === "some" && (inner === undefined || inner === null)) return [];
    return fits(inner, field.type) ? [] : [`${field.key} isn't ${JSON.stringify(field.type)}`];
  });
  const zeros = presence === "all" ? fields.filter(({ key }) => isZero(map[key])) : [];
  const absent = zeros.filter(({ omit }) => omit !== "null").map(({ key }) => `${key} is zero`);
  return [...unknown.map((key) => `${key} is unknown`), ...wrong, ...absent];
}

function answerMisfits(value: unknown, answer: Answer): string[] {
  if (answer === null) return misfits(value, [], "all");
  if ("key" in answer) return misfits(value, [answer], "all");
  if ("fields" in answer) return misfits(value, answer.fields, "all");
  return fits(value, answer) ? [] : ["the answer isn't the list"];
}

function fits(value: unknown, type: Type): boolean {
  if (typeof type === "string") return scalars[type](value);
  if ("list" in type) return Array.isArray(value) && value.every((item) => fits(item, type.list));
  if ("map" in type) return typeof value === "object";
  return misfits(value, fieldsOf(type.record), "some").length === 0;
}

const isWhole = (value: unknown) => typeof value === "bigint" || Number.isInteger(value);
const within = (low: number, high: number) => (value: unknown) =>
  isWhole(value) && Number(value) >= low && Number(value) <= high;
const isBytes = (value: unknown) => value instanceof Uint8Array;

const scalars = {
  str: (value: unknown) => typeof value === "string",
  bool: (value: unknown) => typeof value === "boolean",
  i32: within(-(2 ** 31), 2 ** 31 - 1),
  u32: within(0, 2 ** 32 - 1),
  i64: isWhole,
  f64: (value: unknown) => typeof value === "number" && !Number.isInteger(value),
  bin: isBytes,
  any: (value: unknown) => value !== undefined,
  spliced: (value: unknown) => value !== undefined,
  args: (value: unknown) => typeof value === "object" && !isBytes(value),
};

function isZero(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (isBytes(value) || Array.isArray(value)) return (value as { length: number }).length === 0;
  return value === 0 || value === "" || value === false;
}

function fieldsOf(name: string): readonly Field[] {
  const record = records.get(name);
  if (record === undefined) throw new Error(`Cannot find record "${name}" in the contract`);
  return record.fields;
}

/** The library gives a bigint for every 64-bit integer; ours only when it must. */
function narrow(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(narrow);
  if (typeof value !== "object" || value === null || isBytes(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, narrow(inner)]));
}
