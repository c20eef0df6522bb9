import type { MethodInfo, ParamInfo } from "../wire/descriptor.gen.js";

/** A JSON Schema of draft 2020-12. */
export interface JsonSchema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema;
  items?: JsonSchema;
  enum?: (string | null)[];
  minimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  contentEncoding?: string;
  pattern?: string;
  default?: unknown;
  examples?: unknown[];
}

/** A ParamInfo; what is optional here is known to those who have the skill's sources. */
export interface SchemaParam
  extends Readonly<Omit<ParamInfo, "enum" | "items" | "properties" | "default" | "example">> {
  readonly enum: readonly string[];
  readonly items?: SchemaParam;
  readonly properties: readonly SchemaParam[];
  readonly default?: unknown;
  readonly example?: unknown;
  /** Least and most that an integer may be. */
  readonly range?: { readonly least: bigint; readonly most: bigint };
  readonly nullable?: boolean;
}

/** A MethodInfo; a null result is known to be none. */
export interface SchemaMethod extends Readonly<Pick<MethodInfo, "name" | "description">> {
  readonly params: readonly SchemaParam[];
  readonly result?: SchemaParam | null;
}

export const SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** Base64 of either alphabet, with or without padding: what a skill decodes. */
const BASE64 = "^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$";

/** The schema of the arguments, an object by name. Keys that it doesn't name are ignored by skills. */
export function inputSchema({ name, description, params }: SchemaMethod): JsonSchema {
  return {
    $schema: SCHEMA_DIALECT,
    title: name,
    ...(description === "" ? {} : { description }),
    type: "object",
    ...members(params),
  };
}

/** The schema of the result; an empty one, which allows all, where the descriptor doesn't say it. */
export function outputSchema({ result }: SchemaMethod): JsonSchema {
  if (result === undefined) return { $schema: SCHEMA_DIALECT };
  if (result === null) return { $schema: SCHEMA_DIALECT, type: "null" };
  return { $schema: SCHEMA_DIALECT, ...paramSchema(result) };
}

/** The schema of one argument, result or part of one. */
export function paramSchema(param: SchemaParam): JsonSchema {
  const { description, default: fallback, example } = param;
  return {
    ...(description === "" ? {} : { description }),
    ...(isAnything(param) ? {} : shape(param)),
    ...(fallback === undefined ? {} : { default: jsonValue(fallback) }),
    ...(example === undefined ? {} : { examples: [jsonValue(example)] }),
  };
}

function isAnything({ encoding }: SchemaParam): boolean {
  return encoding === "any" || encoding === "mcp-content";
}

function shape(param: SchemaParam): JsonSchema {
  const { type, encoding, nullable, properties, items } = param;
  const schema: JsonSchema = { type: nullable ? [type, "null"] : type };
  if (param.enum.length > 0) schema.enum = nullable ? [...param.enum, null] : [...param.enum];
  if (encoding === "base64") {
    schema.contentEncoding = "base64";
    schema.pattern = BASE64;
  }
  if (type === "integer") Object.assign(schema, limits(param));
  if (type === "array" && items !== undefined) schema.items = paramSchema(items);
  if (type === "object" && items !== undefined) schema.additionalProperties = paramSchema(items);
  if (type === "object" && properties.length > 0) Object.assign(schema, members(properties));
  return schema;
}

function members(params: readonly SchemaParam[]): JsonSchema {
  const required = params.filter((param) => param.required).map((param) => param.name);
  return {
    properties: Object.fromEntries(params.map((param) => [param.name, paramSchema(param)])),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** A double can't hold the greatest 64-bit integers, but it can hold the first number beyond them. */
function limits({ range }: SchemaParam): JsonSchema {
  if (range === undefined) return {};
  const minimum = Number(range.least);
  if (Number.isSafeInteger(Number(range.most))) return { minimum, maximum: Number(range.most) };
  return { minimum, exclusiveMaximum: Number(range.most + 1n) };
}

/** A value of MessagePack as JSON has it: bytes as base64, integers as the nearest double. */
export function jsonValue(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Uint8Array) return toBase64(value);
  if (Array.isArray(value)) return value.map(jsonValue);
  if (value instanceof Map) return fromEntries([...value]);
  if (typeof value === "object" && value !== null) return fromEntries(Object.entries(value));
  return value;
}

/** The same, but nothing is lost: integers beyond 2^53, infinities and NaN are text. */
export function exactJsonValue(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return toBase64(value);
  if (Array.isArray(value)) return value.map(exactJsonValue);
  const isMap = value instanceof Map;
  if (!isMap && (typeof value !== "object" || value === null)) return value ?? null;
  const entries = isMap ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [String(key), exactJsonValue(item)]));
}

function fromEntries(entries: [unknown, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries.map(([key, item]) => [String(key), jsonValue(item)]));
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
