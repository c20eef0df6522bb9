import { areas } from "../../contract/index.js";
import type { Field, Type } from "../../contract/schema.js";
import {
  decodeAll,
  flag,
  float,
  integer,
  pairsOf,
  Refusal,
  rawBytes,
  readFields,
  text,
} from "./foreign-reader.js";

const records = new Map(
  areas.flatMap((area) => area.records.map((record) => [record.name, record.fields] as const)),
);
const calls = new Map(
  areas.flatMap((area) => area.calls.map((call) => [call.name, call] as const)),
);

const scalars: Record<string, { read(value: unknown): unknown; zero: unknown }> = {
  str: { read: text, zero: "" },
  bool: { read: flag, zero: false },
  i32: { read: integer(-(2n ** 31n), 2n ** 31n - 1n), zero: 0n },
  u32: { read: integer(0n, 2n ** 32n - 1n), zero: 0n },
  i64: { read: integer(-(2n ** 63n), 2n ** 63n - 1n), zero: 0n },
  f64: { read: float, zero: 0 },
  bin: { read: rawBytes, zero: new Uint8Array(0) },
};

function scalar(type: string) {
  const found = scalars[type];
  if (found === undefined) throw new Error(`Cannot read ${type}: no answer holds it`);
  return found;
}

function read(type: Type, value: unknown): unknown {
  if (typeof type === "string") return scalar(type).read(value);
  if ("record" in type) return readRecord(records.get(type.record) ?? [], value);
  if ("map" in type) throw new Error("Cannot read a map: no answer holds one");
  if (value === null) return [];
  if (!Array.isArray(value)) throw new Refusal("no array");
  return value.map((item) => read(type.list, item));
}

function zero(type: Type): unknown {
  return typeof type === "string" ? scalar(type).zero : [];
}

function readRecord(fields: readonly Field[], value: unknown): Record<string, unknown> {
  const readers = fields.map(({ key, type }) => [key, (inner: unknown) => read(type, inner)]);
  const zeros = fields.map(({ key, type }) => [key, zero(type)]);
  return { ...Object.fromEntries(zeros), ...readFields(value, Object.fromEntries(readers)) };
}

/** What the host's answer means, by the contract: a failure with its code, or a value. */
export function expectAnswer(name: string, answer: Uint8Array): [error: string, ...unknown[]] {
  const call = calls.get(name);
  const value = decodeAll(answer);
  const isMap = value instanceof Map;
  const failed = isMap ? readFields(value, { error: text, error_code: text }) : {};
  if (failed.error) return [String(failed.error), failed.error_code ?? ""];
  const type = call?.answer ?? null;
  if (type === null) return ["", "", pairsOf(value) && null];
  if ("fields" in type) return ["", "", readRecord(type.fields, value)];
  if ("key" in type) return ["", "", readRecord([type], value)];
  return ["", "", isMap ? [] : read(type as Type, value)];
}
