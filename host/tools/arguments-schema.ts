import type { MethodInfo } from "@luminarys/sdk-as/engine";
import { inputSchema, type JsonSchema } from "@luminarys/sdk-as/engine/cores";

/** The schema of a method's arguments, without what is said beside it. */
export function argumentsSchema(method: MethodInfo): JsonSchema {
  const { title: _title, description: _description, ...schema } = inputSchema(method);
  return schema;
}
