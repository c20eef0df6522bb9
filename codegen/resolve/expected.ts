import type { ValueType } from "../model.js";
import { rangeOf } from "./literals.js";

/** What a value of that type is called in messages, article included. */
export function expected(type: ValueType): string {
  switch (type.kind) {
    case "string":
      return "a string";
    case "bool":
      return "true or false";
    case "int": {
      const { least, most } = rangeOf(type.name);
      return `an integer from ${least} to ${most}`;
    }
    case "float":
      return "a number";
    case "bytes":
      return "bytes";
    case "any":
      return "a value";
    case "list":
      return "a list";
    default:
      return "an object";
  }
}
