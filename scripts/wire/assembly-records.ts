import type { Field, RecordType } from "../../contract/schema.js";
import { assemblyType, useAnswer, useReader, useWriter } from "./assembly-types.js";
import { camel, meaning, plural } from "./names.js";
import type { Code, SourceFile } from "./source-file.js";
import { doc } from "./source-file.js";

/** The published class of a record: public fields that begin at zero. */
export function printClass(record: RecordType, file: SourceFile): Code {
  const fields = record.fields.flatMap((field) => {
    const { name, zero } = assemblyType(field.type, file);
    return [...doc(meaning(field), 2), `${field.key}: ${name} = ${zero};`];
  });
  return [...doc(record.doc), `export class ${record.name} {`, fields, "}"];
}

/** `readX` of a record inside another value. */
export function printReader(record: RecordType, file: SourceFile): Code {
  return printReading(record, file, { reader: useReader(file), rest: "r.skip();" });
}

/** `readX` of a record that is a whole answer, beside whose keys an error may stand. */
export function printAnswerReader(record: RecordType, file: SourceFile): Code {
  const rest = `${file.use("answerError", "../runtime/exchange")}(r);`;
  return printReading(record, file, { reader: useAnswer(file), rest });
}

/** Keys that the record doesn't know go to `rest`, which consumes the value. */
function printReading(
  record: RecordType,
  file: SourceFile,
  { reader, rest }: { reader: string; rest: string },
): Code {
  const name = camel(record.name);
  return [
    `export function read${record.name}(r: ${reader}): ${record.name} {`,
    [
      `const ${name} = new ${record.name}();`,
      ...printLoop(record.fields, (field) => `${name}.${field.key}`, { file, rest }),
      `return ${name};`,
    ],
    "}",
  ];
}

/** The loop over a map's pairs that assigns each field to its target. */
export function printLoop(
  fields: readonly Field[],
  target: (field: Field) => string,
  { file, rest }: { file: SourceFile; rest: string },
): Code {
  const arms = fields.map((field, index) => {
    const { read } = assemblyType(field.type, file);
    return `${index > 0 ? "else " : ""}if (r.is("${field.key}")) ${target(field)} = ${read};`;
  });
  const last = arms.length > 0 ? `else ${rest}` : rest;
  return ["for (let left = r.map(); left > 0; left--) {", ["r.nextKey();", ...arms, last], "}"];
}

/** `readXs`, which stops at the first fault. */
export function printListReader(name: string, file: SourceFile): Code {
  const item = name === "string" ? "r.string()" : `read${name}(r)`;
  const suffix = name === "string" ? "Strings" : plural(name);
  return [
    `export function read${suffix}(r: ${useReader(file)}): ${name}[] {`,
    [
      `const items: ${name}[] = [];`,
      `for (let left = r.array(); left > 0 && !r.failed; left--) items.push(${item});`,
      "return items;",
    ],
    "}",
  ];
}

export function printWriter(record: RecordType, file: SourceFile): Code {
  const name = camel(record.name);
  const pairs = record.fields.flatMap((field) => [
    `w.key("${field.key}");`,
    assemblyType(field.type, file).write(`${name}.${field.key}`),
  ]);
  return [
    `export function write${record.name}(w: ${useWriter(file)}, ${name}: ${record.name}): void {`,
    [`w.map(${record.fields.length});`, ...pairs],
    "}",
  ];
}

export function printListWriter(name: string, file: SourceFile): Code {
  const item = name === "string" ? "w.string(items[i]);" : `write${name}(w, items[i]);`;
  const suffix = name === "string" ? "Strings" : plural(name);
  return [
    `export function write${suffix}(w: ${useWriter(file)}, items: ${name}[]): void {`,
    ["w.array(items.length);", `for (let i = 0; i < items.length; i++) ${item}`],
    "}",
  ];
}
