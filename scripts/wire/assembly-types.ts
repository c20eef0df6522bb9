import type { Type } from "../../contract/schema.js";
import { fileOf } from "./catalog.js";
import { plural } from "./names.js";
import type { SourceFile } from "./source-file.js";

/** How a field of one type looks in AssemblyScript. */
export interface AssemblyType {
  readonly name: string;
  readonly zero: string;
  readonly isEmpty: (value: string) => string;
  readonly read: string;
  readonly write: (value: string) => string;
}

const reader = "../msgpack/reader";
const writer = "../msgpack/writer";

const scalars: Record<string, Pick<AssemblyType, "name" | "zero"> & { method: string }> = {
  str: { name: "string", zero: '""', method: "string" },
  bool: { name: "bool", zero: "false", method: "bool" },
  i32: { name: "i32", zero: "0", method: "i64" },
  u32: { name: "u32", zero: "0", method: "u64" },
  i64: { name: "i64", zero: "0", method: "i64" },
  f64: { name: "f64", zero: "0", method: "f64" },
  bin: { name: "Uint8Array", zero: "new Uint8Array(0)", method: "bytes" },
};

/** Describes a type and imports what its code in `file` needs, when it needs it. */
export function assemblyType(type: Type, file: SourceFile): AssemblyType {
  if (typeof type === "object") return composite(type, file);
  const scalar = scalars[type];
  if (scalar === undefined) throw new Error(`Cannot print type "${type}": the guest has none`);
  const hasLength = type === "str" || type === "bin";
  return {
    name: scalar.name,
    zero: scalar.zero,
    isEmpty: (value) => (hasLength ? `${value}.length == 0` : `${value} == ${scalar.zero}`),
    read: `r.${type === "str" ? "string" : type === "bin" ? "bytes" : type}()`,
    write: (value) => `w.${scalar.method}(${value});`,
  };
}

export function useReader(file: SourceFile): string {
  return file.use("Reader", reader);
}

/** The reader of a whole answer, which knows where an error goes. */
export function useAnswer(file: SourceFile): string {
  return file.use("Answer", "../runtime/exchange");
}

export function useWriter(file: SourceFile): string {
  return file.use("Writer", writer);
}

function composite(type: Exclude<Type, string>, file: SourceFile): AssemblyType {
  if ("list" in type) return list(type.list, file);
  if ("map" in type) throw new Error("Cannot print a map: the guest has none on the wire");
  const name = local(type.record, type.record, file);
  return {
    name,
    zero: `new ${name}()`,
    isEmpty: () => "false",
    get read() {
      return `${local(`read${name}`, name, file)}(r)`;
    },
    write: (value) => `${local(`write${name}`, name, file)}(w, ${value});`,
  };
}

function list(of: Type, file: SourceFile): AssemblyType {
  const isText = of === "str";
  if (!isText && !(typeof of === "object" && "record" in of)) {
    throw new Error("Cannot print a list: the guest knows lists of strings and of records");
  }
  const item = isText ? "string" : of.record;
  const suffix = isText ? "Strings" : plural(item);
  const use = (name: string) =>
    isText ? file.use(name, "./strings.gen") : local(name, item, file);
  return {
    name: `${isText ? item : local(item, item, file)}[]`,
    zero: "[]",
    isEmpty: (value) => `${value}.length == 0`,
    get read() {
      return `${use(`read${suffix}`)}(r)`;
    },
    write: (value) => `${use(`write${suffix}`)}(w, ${value});`,
  };
}

/** Imports `name` unless the record that it belongs to is printed in this very file. */
function local(name: string, record: string, file: SourceFile): string {
  const home = `${fileOf(record)}.gen`;
  return file.path.endsWith(`/${home}.ts`) ? name : file.use(name, `./${home}`);
}
