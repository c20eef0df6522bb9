import type { Type } from "../../contract/schema.js";
import { fileOf } from "./catalog.js";
import { upperSnake } from "./names.js";
import type { SourceFile } from "./source-file.js";

/** How a field of one type looks in AssemblyScript. */
export interface AssemblyType {
  readonly name: string;
  readonly zero: string;
  /** Reads a value from `reader`. */
  readonly read: (reader: string) => string;
  /** Writes `value` to `writer`. */
  readonly write: (writer: string, value: string) => string;
}

interface Scalar {
  name: string;
  zero: string;
  read: string;
  write: string;
}

const scalars: Record<string, Scalar> = {
  str: { name: "string", zero: '""', read: "string", write: "string" },
  bool: { name: "bool", zero: "false", read: "bool", write: "bool" },
  i32: { name: "i32", zero: "0", read: "i32", write: "i64" },
  u32: { name: "u32", zero: "0", read: "u32", write: "i64" },
  i64: { name: "i64", zero: "0", read: "i64", write: "i64" },
  f64: { name: "f64", zero: "0", read: "f64", write: "f64" },
  bin: { name: "Uint8Array", zero: "new Uint8Array(0)", read: "bytes", write: "bytes" },
};

const recordReader = "../runtime/record";
const recordWriter = "../runtime/record-writer";

/** Describes a type and imports what its code in `file` needs, when it needs it. */
export function assemblyType(type: Type, file: SourceFile): AssemblyType {
  if (typeof type === "object") return composite(type, file);
  const scalar = scalars[type];
  if (scalar === undefined) throw new Error(`Cannot print type "${type}": the guest has none`);
  return {
    name: scalar.name,
    zero: scalar.zero,
    read: (reader) => `${reader}.${scalar.read}()`,
    write: (writer, value) => `${writer}.${scalar.write}(${value});`,
  };
}

export function useReader(file: SourceFile): string {
  return file.use("Reader", "../msgpack/reader");
}

function composite(type: Exclude<Type, string>, file: SourceFile): AssemblyType {
  if ("map" in type) throw new Error("Cannot print a map: the guest has none on the wire");
  if ("list" in type) return type.list === "str" ? strings(file) : records(type.list, file);
  const name = local(type.record, type.record, file);
  return {
    name,
    zero: `new ${name}()`,
    read: (reader) => `${local(`read${name}`, name, file)}(${reader})`,
    write: () => {
      throw new Error(`Cannot write ${name}: the guest writes records in lists only`);
    },
  };
}

function strings(file: SourceFile): AssemblyType {
  return {
    name: "string[]",
    zero: "[]",
    read: (reader) => `${file.use("readStrings", recordReader)}(${reader})`,
    write: (writer, value) => `${file.use("writeStrings", recordWriter)}(${writer}, ${value});`,
  };
}

function records(of: Type, file: SourceFile): AssemblyType {
  if (typeof of !== "object" || !("record" in of)) {
    throw new Error("Cannot print a list: the guest knows lists of strings and of records");
  }
  const item = of.record;
  return {
    name: `${local(item, item, file)}[]`,
    zero: "[]",
    read: (reader) => {
      const readItem = local(`read${item}`, item, file);
      return `${file.use("readList", recordReader)}<${item}>(${reader}, ${readItem})`;
    },
    write: (writer, value) => {
      const table = local(upperSnake(item), item, file);
      return `${file.use("writeList", recordWriter)}<${item}>(${writer}, ${value}, ${table});`;
    },
  };
}

/** Imports `name` unless the record that it belongs to is printed in this very file. */
function local(name: string, record: string, file: SourceFile): string {
  const home = `${fileOf(record)}.gen`;
  return file.path.endsWith(`/${home}.ts`) ? name : file.use(name, `./${home}`);
}
