import type { TypeFacts } from "../read/facts.js";
import { typeText } from "./type-text.js";

const byName: Readonly<Record<string, string>> = {
  isize: "Use i32 or i64",
  usize: "Use u32 or u64",
  int: "Use i32",
  integer: "Use i32",
  long: "Use i64",
  float: "Use f64",
  double: "Use f64",
  v128: "Use Uint8Array",
  any: "Use MsgValue for a value of any type",
  unknown: "Use MsgValue for a value of any type",
  object: "Use a class, or MsgValue for a value of any shape",
  Object: "Use a class, or MsgValue for a value of any shape",
  String: "Use string",
  Boolean: "Use bool",
  ArrayBuffer: "Use Uint8Array",
  DataView: "Use Uint8Array",
  StaticArray: "Use T[]",
  ReadonlyArray: "Use T[]",
  Set: "Use T[]",
  Date: "Use i64 with Unix milliseconds, or a string",
  Int8Array: "Use i8[]",
  Int16Array: "Use i16[]",
  Int32Array: "Use i32[]",
  Int64Array: "Use i64[]",
  Uint8ClampedArray: "Use Uint8Array",
  Uint16Array: "Use u16[]",
  Uint32Array: "Use u32[]",
  Uint64Array: "Use u64[]",
  Float32Array: "Use f32[]",
  Float64Array: "Use f64[]",
  Command: "Give commands to the Context: addCommand(command)",
};

/** What to use instead of a type that has no form on the wire; "" when nothing is near. */
export function instead(type: TypeFacts): string {
  if (type.kind === "name") {
    const args = type.args.map(typeText);
    if (type.name === "Record" && args.length === 2) return `Use Map<${args.join(", ")}>`;
    if (type.name === "Promise" && args.length === 1) {
      return `Return ${args.join("")}: handlers are synchronous`;
    }
    const generic = type.args.length > 0 ? "Declare a class for each use" : "";
    return byName[type.name] ?? generic;
  }
  if (type.kind !== "other") return "";
  if (type.union) return "Use one type: a class with optional fields, or MsgValue";
  return "Use a class with public fields, or MsgValue";
}
