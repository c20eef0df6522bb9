import type { Field, Type } from "../../contract/schema.js";
import { fileOf } from "./catalog.js";
import { plural } from "./names.js";
import type { SourceFile } from "./source-file.js";

/** How a value of one type looks in the engine's TypeScript. */
export interface EngineType {
  readonly name: string;
  readonly zero: string;
  readonly isEmpty: (value: string) => string;
  readonly read: () => string;
  readonly write: (value: string) => string;
}

const noBytes = { name: "NO_BYTES", value: "new Uint8Array(0)" };

const scalars = {
  str: { name: "string", zero: '""', read: "string", write: "string" },
  bool: { name: "boolean", zero: "false", read: "bool", write: "bool" },
  i32: { name: "number", zero: "0", read: "i32", write: "int" },
  u32: { name: "number", zero: "0", read: "u32", write: "int" },
  i64: { name: "number | bigint", zero: "0", read: "i64", write: "int" },
  f64: { name: "number", zero: "0", read: "f64", write: "f64" },
  bin: { name: "Uint8Array", zero: noBytes.name, read: "bytes", write: "bytes" },
  any: { name: "unknown", zero: "null", read: "value", write: "value" },
  spliced: { name: "Uint8Array", zero: noBytes.name, read: "spliced", write: "raw" },
  args: { name: "Uint8Array", zero: noBytes.name, read: "args", write: "raw" },
} as const;

/** Describes a type; what its code needs in `file` is imported when the code is asked for. */
export function engineType(type: Type, file: SourceFile): EngineType {
  if (typeof type === "object") return composite(type, file);
  const { name, zero, read, write } = scalars[type];
  const hasLength = zero === '""' || zero === noBytes.name;
  return {
    name,
    get zero() {
      return zero === noBytes.name ? file.define(noBytes.name, noBytes.value) : zero;
    },
    isEmpty: (value) => emptyTest(value, hasLength, zero),
    read: () => `r.${read}()`,
    write: (value) => {
      if (write !== "raw") return `w.${write}(${value});`;
      return `if (${value}.length > 0) w.raw(${value});\nelse w.nil();`;
    },
  };
}

/** A field as a member of an interface. */
export function member(field: Field, file: SourceFile): string {
  const mark = field.omit === "null" ? "?" : "";
  return `${field.key}${mark}: ${engineType(field.type, file).name};`;
}

export function useReader(file: SourceFile): string {
  return file.use("type Reader", "../codec/reader");
}

export function useWriter(file: SourceFile): string {
  return file.use("type Writer", "../codec/writer");
}

/** The constant that holds a key's bytes. */
export function keyConstant(key: string, file: SourceFile): string {
  return file.define(key.toUpperCase(), `${file.use("key", "./key")}("${key}")`);
}

/** Imports `name` unless the record that it belongs to is printed in this very file. */
export function useFrom(record: string, name: string, file: SourceFile): string {
  const home = `${fileOf(record)}.gen`;
  const isHere = file.path.endsWith(`/${home}.ts`);
  return isHere ? name.replace("type ", "") : file.use(name, `./${home}`);
}

function emptyTest(value: string, hasLength: boolean, zero: string): string {
  if (hasLength) return `${value}.length === 0`;
  return zero === "false" ? `!${value}` : `${value} === ${zero}`;
}

function composite(type: Exclude<Type, string>, file: SourceFile): EngineType {
  if ("list" in type) return list(type.list, file);
  if ("map" in type) return values(file);
  const { record } = type;
  return {
    name: useFrom(record, `type ${record}`, file),
    zero: "undefined",
    isEmpty: (value) => `${value} === undefined`,
    read: () => `${useFrom(record, `read${record}`, file)}(r)`,
    write: (value) => `${useFrom(record, `write${record}`, file)}(w, ${value});`,
  };
}

function list(of: Type, file: SourceFile): EngineType {
  const isEmpty = (value: string) => `${value}.length === 0`;
  if (of === "str") {
    return {
      name: "string[]",
      zero: "[]",
      isEmpty,
      read: () => `${file.use("readStrings", "./strings.gen")}(r)`,
      write: (value) => `${file.use("writeStrings", "./strings.gen")}(w, ${value});`,
    };
  }
  if (typeof of !== "object" || !("record" in of)) {
    throw new Error("Cannot print a list: the engine knows lists of strings and of records");
  }
  const item = of.record;
  return {
    name: `${useFrom(item, `type ${item}`, file)}[]`,
    zero: "[]",
    isEmpty,
    read: () => `${useFrom(item, `read${plural(item)}`, file)}(r)`,
    write: (value) => `${useFrom(item, `write${plural(item)}`, file)}(w, ${value});`,
  };
}

function values(file: SourceFile): EngineType {
  return {
    name: "Record<string, unknown>",
    zero: "{}",
    isEmpty: (value) => `Object.keys(${value}).length === 0`,
    read: () => `${file.use("readValues", "./values")}(r)`,
    write: (value) => `w.value(${value});`,
  };
}
