import { areas } from "../../contract/index.js";
import type { Answer, Field, Type } from "../../contract/schema.js";
import type { HostFunctionName } from "./host-functions.gen.js";

type Kind = (value: unknown) => boolean;

const records = new Map(areas.flatMap((area) => area.records.map((r) => [r.name, r.fields])));
const answers = new Map(areas.flatMap((area) => area.calls.map((c) => [c.name, c.answer])));

const integer =
  (low: bigint, high: bigint): Kind =>
  (value) => {
    if (typeof value !== "bigint" && !Number.isInteger(value)) return false;
    return low <= BigInt(value as number) && BigInt(value as number) <= high;
  };

const anything: Kind = () => true;
const bytes: Kind = (value) => value instanceof Uint8Array;

const scalars = {
  str: { is: (value) => typeof value === "string", wanted: "a string" },
  bool: { is: (value) => typeof value === "boolean", wanted: "a boolean" },
  i32: { is: integer(-(2n ** 31n), 2n ** 31n - 1n), wanted: "an i32" },
  u32: { is: integer(0n, 2n ** 32n - 1n), wanted: "a u32" },
  i64: { is: integer(-(2n ** 63n), 2n ** 63n - 1n), wanted: "an i64" },
  f64: { is: (value) => typeof value === "number", wanted: "a number" },
  bin: { is: bytes, wanted: "a Uint8Array" },
  any: { is: anything, wanted: "a value" },
  spliced: { is: bytes, wanted: "a Uint8Array" },
  args: { is: bytes, wanted: "a Uint8Array" },
} satisfies Record<string, { is: Kind; wanted: string }>;

/**
 * Says where a device's answer isn't what the contract promises, as in `entries[3].name is
 * undefined, expected a string`; undefined when it is. Meant for the error, not for every call.
 */
export function findMismatch(name: HostFunctionName, answer: unknown): string | undefined {
  const promised: Answer = answers.get(name) ?? null;
  if (promised === null) return undefined;
  if ("list" in promised) return inType(answer, promised, "the answer");
  return inFields(answer, "key" in promised ? [promised] : promised.fields, "");
}

function inFields(value: unknown, fields: readonly Field[], path: string): string | undefined {
  if (typeof value !== "object" || value === null) {
    return `${path || "the answer"} is ${shown(value)}, expected an object`;
  }
  for (const { key, type, omit } of fields) {
    const inner = (value as Record<string, unknown>)[key];
    if (omit === "null" && inner === undefined) continue;
    const found = inType(inner, type, path === "" ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inType(value: unknown, type: Type, path: string): string | undefined {
  if (typeof type === "string") {
    const { is, wanted } = scalars[type];
    return is(value) ? undefined : `${path} is ${shown(value)}, expected ${wanted}`;
  }
  if ("record" in type) return inFields(value, records.get(type.record) ?? [], path);
  if ("map" in type) return inFields(value, [], path);
  if (!Array.isArray(value)) return `${path} is ${shown(value)}, expected an array`;
  for (const [index, item] of value.entries()) {
    const found = inType(item, type.list, `${path}[${index}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function shown(value: unknown): string {
  if (typeof value === "string") return "a string";
  if (Array.isArray(value)) return "an array";
  if (value instanceof Uint8Array) return "a Uint8Array";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
