import type { RecordType, Type } from "../../contract/schema.js";
import { isPlain, otherFields, otherKind } from "./assembly-tables.js";
import { assemblyType, useReader } from "./assembly-types.js";
import { meaning, upperSnake } from "./names.js";
import type { Code, SourceFile } from "./source-file.js";
import { doc, wrapped } from "./source-file.js";

/** The published class of a record: public fields that begin at zero. */
export function printClass(record: RecordType, file: SourceFile): Code {
  const fields = record.fields.flatMap((field) => {
    const { name, zero } = assemblyType(field.type, file);
    return [...doc(meaning(field), 2), `${field.key}: ${name} = ${zero};`];
  });
  return [...doc(record.doc), `export class ${record.name} {`, fields, "}"];
}

/** `readX`, by the record's table. */
export function printReader(record: RecordType, file: SourceFile): Code {
  const { name } = record;
  const read = file.use(readerOf(record), "../runtime/record");
  const items = ["r", upperSnake(name), ...(isPlain(record) ? [] : [otherName(record)])];
  const call = wrapped(`return ${read}<${name}>(`, items, { close: ");", margin: 2 });
  return [`export function read${name}(r: ${useReader(file)}): ${name} {`, call, "}"];
}

/** References that no table describes are made by the record's constructor. */
function readerOf(record: RecordType): string {
  if (isPlain(record)) return "readPlain";
  const isReference = (type: Type) => typeof type === "object" || type === "bin";
  return otherFields(record).some(({ type }) => isReference(type)) ? "readMade" : "readMixed";
}

/** The code for the fields that the table leaves to it; none when there are none. */
export function printOtherReader(record: RecordType, file: SourceFile): Code {
  const others = otherFields(record);
  if (others.length === 0) return [];
  const arms = others.map((field, index) => {
    const assign = `it.${field.key} = ${assemblyType(field.type, file).read("r")};`;
    const otherwise = index > 0 ? "else " : "";
    const isLast = index === others.length - 1;
    return isLast
      ? otherwise + assign
      : `${otherwise}if (kind == ${otherKind(index, file)}) ${assign}`;
  });
  const kind = others.length === 1 ? "_kind" : "kind";
  const parameters = `r: ${useReader(file)}, it: ${record.name}, ${kind}: u8`;
  return [`function ${otherName(record)}(${parameters}): void {`, arms, "}"];
}

function otherName(record: RecordType): string {
  return `read${record.name}Other`;
}
