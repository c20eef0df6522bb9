import type { FieldModel, RecordModel, ValueType } from "../model.js";
import type { BytesForm, Codecs } from "./codecs.js";
import type { LibContext } from "./lib-context.js";
import { printKeys } from "./print-keys.js";
import { printType } from "./print-value.js";
import type { Line, Name, Printer } from "./printer.js";
import { Seen } from "./seen.js";

interface Context {
  readonly lib: LibContext;
  readonly codecs: Codecs;
  readonly name: Name;
  readonly bytes: BytesForm;
}

/** Prints the function that reads a class, list, map or nullable value. */
export function printReader(type: ValueType, context: Context): void {
  const { lib, name } = context;
  const p = lib.printer;
  const scope = p.scope();
  const reader = scope.local("r");
  p.line`function ${name}(${reader}: ${lib.sdk("Reader")}): ${printType(type, lib)} {`;
  p.indented(() => {
    if (type.nullable) printNullable({ ...type, nullable: false } as ValueType, context, reader);
    else if (type.kind === "list") printList(type.of, { ...context, reader, local: scope.local });
    else if (type.kind === "map") printMap(type.of, { ...context, reader, local: scope.local });
    else if (type.kind === "record") {
      const record = lib.records.get(type.key);
      const made = printType(type, lib);
      if (record !== undefined) {
        printRecord(record, { ...context, reader, local: scope.local, made });
      }
    }
  });
  p.line`}`;
}

interface Body extends Context {
  readonly reader: Name;
  readonly local: (preferred: string) => Name;
}

function printNullable(type: ValueType, { lib, codecs, bytes }: Context, reader: Name): void {
  const p = lib.printer;
  p.line`if (${reader}.isNil()) return null;`;
  p.line`return ${codecs.read(type, { reader, bytes })};`;
}

/** A reader that has failed reads zeros at once; the check keeps a long list from filling up. */
function printLoop(p: Printer, { reader, from, left }: { reader: Name; from: Line; left: Name }) {
  p.line`for (let ${left} = ${from}; ${left} > 0 && !${reader}.failed; ${left}--) {`;
}

function printList(of: ValueType, { lib, codecs, bytes, reader, local }: Body): void {
  const p = lib.printer;
  const [list, left] = [local("list"), local("left")];
  p.line`const ${list} = new Array<${printType(of, lib)}>();`;
  printLoop(p, { reader, from: p.code`${reader}.array()`, left });
  p.indented(() => p.line`${list}.push(${codecs.read(of, { reader, bytes })});`);
  p.line`}`;
  p.line`return ${list};`;
}

function printMap(of: ValueType, { lib, codecs, bytes, reader, local }: Body): void {
  const p = lib.printer;
  const [map, left, key] = [local("map"), local("left"), local("key")];
  p.line`const ${map} = new Map<string, ${printType(of, lib)}>();`;
  printLoop(p, { reader, from: p.code`${reader}.map()`, left });
  p.indented(() => {
    p.line`const ${key} = ${reader}.string();`;
    p.line`${map}.set(${key}, ${codecs.read(of, { reader, bytes })});`;
  });
  p.line`}`;
  p.line`return ${map};`;
}

function printRecord(record: RecordModel, body: Body & { made: Line }): void {
  const { lib, codecs, bytes, reader, local, made } = body;
  const p = lib.printer;
  const item = local("item");
  const needed = record.fields.filter((field) => field.required).map((field) => field.name);
  const seen = new Seen(needed, { printer: p, scope: { local } });
  const [start, left] = [local("start"), local("left")];
  p.line`const ${item} = new ${made}();`;
  if (needed.length > 0) p.line`const ${start} = ${reader}.offset;`;
  seen.printWords();
  printKeys(record.fields, {
    printer: p,
    reader,
    left,
    seen,
    assign: (field: FieldModel) => {
      // The key's test has seen that the value isn't nil.
      const type = field.required ? field.type : ({ ...field.type, nullable: false } as ValueType);
      return p.code`${item}.${field.name} = ${codecs.read(type, { reader, bytes })};`;
    },
  });
  for (const key of seen.keys) {
    p.line`if (!(${seen.test(key)})) ${reader}.missing(${JSON.stringify(key)}, ${start});`;
  }
  p.line`return ${item};`;
}
