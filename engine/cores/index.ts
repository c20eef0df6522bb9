export { compileGlob, type Glob } from "./glob.js";
export {
  inputSchema,
  type JsonSchema,
  jsonValue,
  outputSchema,
  paramSchema,
  type SchemaMethod,
  type SchemaParam,
} from "./json-schema.js";
