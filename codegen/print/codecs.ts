import type { RecordModel, ValueType } from "../model.js";
import type { LibContext } from "./lib-context.js";
import { printReader } from "./print-reader.js";
import { printWriter } from "./print-writer.js";
import type { Line, Name, Part } from "./printer.js";
import { typeName } from "./type-name.js";

/** How text in place of bytes is taken: arguments carry base64, events raw text. */
export type BytesForm = "base64" | "bytes";

/**
 * The functions that decode and encode classes, lists and maps: one for each type in use. Asking
 * for one makes it be printed.
 */
export class Codecs {
  readonly #lib: LibContext;
  readonly #readers = new Map<string, Name>();
  readonly #writers = new Map<string, Name>();
  readonly #pending: (() => void)[] = [];

  constructor(lib: LibContext) {
    this.#lib = lib;
  }

  /** The expression that reads a value of that type from `reader`. */
  read(type: ValueType, { reader, bytes }: { reader: Part; bytes: BytesForm }): Line {
    const p = this.#lib.printer;
    const method = type.nullable ? "" : scalarMethod(type, bytes);
    if (method !== "") return p.code`${reader}.${method}()`;
    return p.code`${this.#reader(type, bytes)}(${reader})`;
  }

  /** The statement that writes `value` to `writer`. */
  write(type: ValueType, { writer, value }: { writer: Line | Part; value: Line | Part }): Line {
    const p = this.#lib.printer;
    const method = type.nullable ? "" : writeMethod(type);
    if (method !== "") return p.code`${writer}.${method}(${value});`;
    return p.code`${this.#writer(type)}(${writer}, ${value});`;
  }

  /** Prints every function asked for, and those that these ask for. */
  print(): void {
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) {
      this.#lib.printer.blank();
      next();
    }
  }

  #reader(type: ValueType, bytes: BytesForm): Name {
    const own = type.kind === "record" ? this.#lib.records.get(type.key)?.reader : undefined;
    if (own !== undefined && !type.nullable) return this.#lib.sdk(own);
    const raw = bytes === "bytes" && holdsBytes(type, this.#lib.records);
    const key = `${raw} ${typeKey(type)}`;
    const known = this.#readers.get(key);
    if (known !== undefined) return known;
    const suffix = `${raw ? "Raw" : ""}${typeName(type, this.#lib.records)}`;
    const name = this.#lib.printer.declare(`read${suffix}`, { shadowed: false });
    this.#readers.set(key, name);
    this.#pending.push(() => printReader(type, { lib: this.#lib, codecs: this, name, bytes }));
    return name;
  }

  #writer(type: ValueType): Name {
    const key = typeKey(type);
    const known = this.#writers.get(key);
    if (known !== undefined) return known;
    const preferred = `write${typeName(type, this.#lib.records)}`;
    const name = this.#lib.printer.declare(preferred, { shadowed: false });
    this.#writers.set(key, name);
    this.#pending.push(() => printWriter(type, { lib: this.#lib, codecs: this, name }));
    return name;
  }
}

function scalarMethod(type: ValueType, bytes: BytesForm): string {
  if (type.kind === "int" || type.kind === "float") return type.name;
  if (type.kind === "bytes") return bytes;
  if (type.kind === "any") return "value";
  return type.kind === "string" || type.kind === "bool" ? type.kind : "";
}

function writeMethod(type: ValueType): string {
  if (type.kind === "int") return type.name.startsWith("u") ? "u64" : "i64";
  return scalarMethod(type, "bytes");
}

/** Equal for equal types, unlike their names when two classes have the same name. */
function typeKey(type: ValueType): string {
  return JSON.stringify(type);
}

function holdsBytes(type: ValueType, records: ReadonlyMap<string, RecordModel>): boolean {
  if (type.kind === "list" || type.kind === "map") return holdsBytes(type.of, records);
  if (type.kind !== "record") return type.kind === "bytes";
  const fields = records.get(type.key)?.fields ?? [];
  return fields.some((field) => holdsBytes(field.type, records));
}
