import type { MethodInfo, ParamInfo } from "@luminarys/sdk-as/engine";
import { type JsonSchema, paramSchema } from "@luminarys/sdk-as/engine/cores";
import type { Tool } from "@modelcontextprotocol/server";
import { argumentsSchema } from "../../tools/arguments-schema.js";

type ToolSchema = Tool["inputSchema"];

/** What a method's result is called in the object that structured content has to be. */
export const RESULT_KEY = "result";

/** The schema of a method's arguments. */
export function toolInput(method: MethodInfo): ToolSchema {
  return argumentsSchema(method) as ToolSchema;
}

/**
 * The schema of a method's structured content; undefined where it has none: for text, nothing, ready-made
 * content, and what the descriptor doesn't say. What isn't an object is wrapped in one.
 */
export function toolOutput({ result }: MethodInfo): ToolSchema | undefined {
  if (!result || isText(result) || !isKnown(result)) return undefined;
  const schema = answered(result);
  if (isObject(result)) {
    // Its class may be nullable, which descriptors don't tell: nothing is an empty object then.
    const { required: _required, ...rest } = schema;
    return { ...rest, type: "object" } as ToolSchema;
  }
  const wrapped = { type: "object", properties: { [RESULT_KEY]: schema }, required: [RESULT_KEY] };
  return wrapped as unknown as ToolSchema;
}

/** Whether a result with these facts is structured content as it is. */
export function isObject({ type, encoding }: ParamInfo): boolean {
  return type === "object" && encoding === "";
}

function isText({ type, encoding }: ParamInfo): boolean {
  return type === "string" && encoding === "";
}

function isKnown({ type, encoding }: ParamInfo): boolean {
  return type !== "" && encoding !== "any" && encoding !== "mcp-content";
}

const PRIMITIVES = new Set(["integer", "number", "boolean"]);

/** As clients get it: integers beyond 2^53 and NaN are text, and what isn't required may be null. */
function answered(param: ParamInfo): JsonSchema {
  const { properties, items } = param;
  const schema: JsonSchema = { ...paramSchema(param) };
  delete schema.default;
  if (schema.type === undefined) return schema;
  const types = [param.type];
  const mayLack = !param.required && !PRIMITIVES.has(param.type);
  if (param.type === "integer" || param.type === "number") types.push("string");
  if (mayLack) types.push("null");
  schema.type = types.length === 1 ? param.type : types;
  if (schema.enum && mayLack) schema.enum = [...schema.enum, null];
  if (schema.items && items) schema.items = answered(items);
  if (schema.additionalProperties && items) schema.additionalProperties = answered(items);
  if (schema.properties) {
    schema.properties = Object.fromEntries(properties.map((each) => [each.name, answered(each)]));
  }
  return schema;
}
