import type { RecordModel, ValueType } from "../model.js";
import type { Codecs } from "./codecs.js";
import type { LibContext } from "./lib-context.js";
import { printType } from "./print-value.js";
import type { Name, Scope } from "./printer.js";

interface Context {
  readonly lib: LibContext;
  readonly codecs: Codecs;
  readonly name: Name;
}

/** Prints the function that writes a class, list, map or nullable value. */
export function printWriter(type: ValueType, { lib, codecs, name }: Context): void {
  const p = lib.printer;
  const scope = p.scope();
  const writer = scope.local("w");
  const value = scope.local(valueName(type));
  const signature = p.code`${writer}: ${lib.sdk("Writer")}, ${value}: ${printType(type, lib)}`;
  p.line`function ${name}(${signature}): void {`;
  p.indented(() => {
    const body = { lib, codecs, writer, value, scope };
    if (type.nullable) printNullable({ ...type, nullable: false } as ValueType, body);
    else if (type.kind === "list") printList(type.of, body);
    else if (type.kind === "map") printMap(type.of, body);
    else if (type.kind === "record") printRecord(lib.records.get(type.key), body);
  });
  p.line`}`;
}

function valueName(type: ValueType): string {
  if (type.nullable) return "value";
  return type.kind === "record" ? "item" : type.kind;
}

interface Body {
  readonly lib: LibContext;
  readonly codecs: Codecs;
  readonly writer: Name;
  readonly value: Name;
  readonly scope: Scope;
}

function printNullable(type: ValueType, { lib, codecs, writer, value }: Body): void {
  const p = lib.printer;
  p.line`if (${value} === null) ${writer}.nil();`;
  p.line`else ${codecs.write(type, { writer, value })}`;
}

function printList(of: ValueType, { lib, codecs, writer, value, scope }: Body): void {
  const p = lib.printer;
  const i = scope.local("i");
  p.line`${writer}.array(${value}.length);`;
  p.line`for (let ${i} = 0; ${i} < ${value}.length; ${i}++) {`;
  p.indented(() => p.line`${codecs.write(of, { writer, value: p.code`${value}[${i}]` })}`);
  p.line`}`;
}

function printMap(of: ValueType, { lib, codecs, writer, value, scope }: Body): void {
  const p = lib.printer;
  const [keys, i] = [scope.local("keys"), scope.local("i")];
  p.line`const ${keys} = ${value}.keys();`;
  p.line`${writer}.map(${keys}.length);`;
  p.line`for (let ${i} = 0; ${i} < ${keys}.length; ${i}++) {`;
  p.indented(() => {
    p.line`${writer}.key(${keys}[${i}]);`;
    p.line`${codecs.write(of, { writer, value: p.code`${value}.get(${keys}[${i}])` })}`;
  });
  p.line`}`;
}

function printRecord(record: RecordModel | undefined, body: Body): void {
  const { lib, codecs, writer, value } = body;
  const p = lib.printer;
  const fields = record?.fields ?? [];
  p.line`${writer}.map(${fields.length});`;
  for (const field of fields) {
    p.line`${writer}.key(${JSON.stringify(field.name)});`;
    p.line`${codecs.write(field.type, { writer, value: p.code`${value}.${field.name}` })}`;
  }
}
