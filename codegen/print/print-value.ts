import type { Literal, ValueType } from "../model.js";
import type { LibContext } from "./lib-context.js";
import { quote } from "./print-descriptor.js";
import type { Line } from "./printer.js";

/** A type as AssemblyScript writes it. */
export function printType(type: ValueType, lib: LibContext): Line {
  const p = lib.printer;
  const bare = printBareType(type, lib);
  return type.nullable ? p.code`${bare} | null` : bare;
}

function printBareType(type: ValueType, lib: LibContext): Line {
  const p = lib.printer;
  switch (type.kind) {
    case "string":
    case "bool":
      return [type.kind];
    case "int":
    case "float":
      return [type.name];
    case "bytes":
      return ["Uint8Array"];
    case "any":
      return [lib.sdk("MsgValue")];
    case "list":
      return type.of.nullable
        ? p.code`Array<${printType(type.of, lib)}>`
        : p.code`${printType(type.of, lib)}[]`;
    case "map":
      return p.code`Map<string, ${printType(type.of, lib)}>`;
    case "record":
      return printClass(type.key, lib);
  }
}

function printClass(key: string, lib: LibContext): Line {
  const record = lib.records.get(key);
  if (record === undefined || record.path === "") return [lib.sdk(record?.name ?? key)];
  return lib.printer.code`${lib.module(record.path)}.${record.name}`;
}

/** A new value of that type with nothing in it. */
export function printZero(type: ValueType, lib: LibContext): Line {
  const p = lib.printer;
  if (type.nullable) return ["null"];
  switch (type.kind) {
    case "string":
      return ['""'];
    case "bool":
      return ["false"];
    case "int":
    case "float":
      return ["0"];
    case "bytes":
      return ["new Uint8Array(0)"];
    case "any":
      return p.code`${lib.sdk("MsgValue")}.nil()`;
    case "list":
      return ["[]"];
    default:
      return p.code`new ${printBareType(type, lib)}()`;
  }
}

/** `name: type = value`, without the type where the value shows it. */
export function printVariable(
  type: ValueType,
  { lib, fallback }: { lib: LibContext; fallback: Literal | null },
): { type: Line; value: Line } {
  const p = lib.printer;
  const value = fallback === null ? printZero(type, lib) : printLiteral(fallback, { type, lib });
  const shown = type.kind !== "int" && type.kind !== "float" && type.kind !== "list";
  return { type: shown && !type.nullable ? [] : p.code`: ${printType(type, lib)}`, value };
}

function printLiteral(literal: Literal, { type, lib }: { type: ValueType; lib: LibContext }): Line {
  switch (literal.kind) {
    case "string":
      return [quote(literal.value)];
    case "bool":
      return [`${literal.value}`];
    case "int":
    case "float":
      return [literal.digits];
    case "null":
      return ["null"];
    case "empty":
      return printZero({ ...type, nullable: false } as ValueType, lib);
  }
}
