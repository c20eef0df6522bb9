import type { Field, RecordType } from "../../contract/schema.js";
import { engineType, keyConstant, member, useReader, useWriter } from "./engine-types.js";
import { camel, meaning, plural } from "./names.js";
import type { Code, SourceFile } from "./source-file.js";
import { doc, wrapped } from "./source-file.js";

/** The record as an interface with the wire's keys. */
export function printInterface(record: RecordType, file: SourceFile): Code {
  const members = record.fields.flatMap((field) => [
    ...doc(meaning(field), 2),
    member(field, file),
  ]);
  return [...doc(record.doc), `export interface ${record.name} {`, members, "}"];
}

/** `readX`: absent and nil are zero, a required key must be there. */
export function printReader(record: RecordType, file: SourceFile, first: Code = []): Code {
  const { name, fields } = record;
  const variable = localName(name);
  const needed = fields.filter((field) => field.required);
  const isSeen = (field: Field) => 1 << needed.indexOf(field);
  return [
    `export function read${name}(r: ${useReader(file)}): ${name} {`,
    [
      ...first,
      ...(needed.length > 0 ? ["const start = r.offset;", "let seen = 0;"] : []),
      ...printZero(record, file),
      ...printLoop(record, { file, isSeen }),
      ...needed.map((f) => `if (!(seen & ${isSeen(f)})) r.missing("${f.key}", start);`),
      `return ${variable};`,
    ],
    "}",
  ];
}

/** `readXs` or `readStrings`. */
export function printListReader(item: string, file: SourceFile): Code {
  const read = item === "string" ? "r.string()" : `read${item}(r)`;
  return [
    `export function read${listName(item)}(r: ${useReader(file)}): ${item}[] {`,
    [
      `const items: ${item}[] = [];`,
      `for (let left = r.array(); left > 0; left--) items.push(${read});`,
      "return items;",
    ],
    "}",
  ];
}

/** `writeX`: every key, but for those that are left out when empty or undefined. */
export function printWriter(record: RecordType, file: SourceFile): Code {
  const variable = localName(record.name);
  const parameters = [`w: ${useWriter(file)}`, `${variable}: ${record.name}`];
  return [
    ...wrapped(`export function write${record.name}(`, parameters, { close: "): void {" }),
    printMap(record.fields, variable, file),
    "}",
  ];
}

/** The pairs of a map, but for its head. */
export function printPairs(fields: readonly Field[], variable: string, file: SourceFile): Code {
  return fields.flatMap((field) => printPair(field, `${variable}.${field.key}`, file));
}

function printMap(fields: readonly Field[], variable: string, file: SourceFile): Code {
  const optional = fields.filter((field) => field.omit !== undefined);
  const aliases = fields.filter((field) => field.alias !== undefined).length;
  const count = fields.length - optional.length + aliases;
  const pairs = printPairs(fields, variable, file);
  if (optional.length === 0) return [`w.map(${count});`, ...pairs];
  return [
    `let count = ${count};`,
    ...optional.map((f) => `if (${isGiven(f, `${variable}.${f.key}`, file)}) count++;`),
    "w.map(count);",
    ...pairs,
  ];
}

export function printListWriter(item: string, file: SourceFile): Code {
  const write = item === "string" ? "w.string(item);" : `write${item}(w, item);`;
  const parameters = [`w: ${useWriter(file)}`, `items: readonly ${item}[]`];
  return [
    ...wrapped(`export function write${listName(item)}(`, parameters, { close: "): void {" }),
    ["w.array(items.length);", `for (const item of items) ${write}`],
    "}",
  ];
}

/** The variable that a record is read into or written from. */
export function localName(name: string): string {
  if (name.endsWith("Request") && name !== "InvokeRequest") return "request";
  return name.endsWith("Answer") ? "answer" : camel(name);
}

function listName(item: string): string {
  return item === "string" ? "Strings" : plural(item);
}

function printZero(record: RecordType, file: SourceFile): Code {
  const given = record.fields.filter((field) => field.omit !== "null");
  const zeros = given.map((field) => `${field.key}: ${engineType(field.type, file).zero}`);
  const open = `const ${localName(record.name)}: ${record.name} = {`;
  const line = `${open} ${zeros.join(", ")} };`;
  if (zeros.length === 0) return [`${open}};`];
  return line.length <= 98 ? [line] : [open, zeros.map((zero) => `${zero},`), "};"];
}

function printLoop(
  { name, fields }: RecordType,
  { file, isSeen }: { file: SourceFile; isSeen: (field: Field) => number },
): Code {
  const cases = fields.flatMap((field) => [
    `case "${field.key}":`,
    [
      `${localName(name)}.${field.key} = ${engineType(field.type, file).read()};`,
      ...(field.required ? [`seen |= ${isSeen(field)};`] : []),
      "break;",
    ],
  ]);
  return [
    "for (let left = r.map(); left > 0; left--) {",
    [
      "const name = r.key();",
      "if (r.isNil()) continue;",
      "switch (name) {",
      [...cases, "default:", ["r.skip();"]],
      "}",
    ],
    "}",
  ];
}

function isGiven(field: Field, value: string, file: SourceFile): string {
  if (field.omit === "null") return `${value} !== undefined`;
  const { isEmpty } = engineType(field.type, file);
  const test = isEmpty(value);
  if (test.endsWith(".length === 0")) return test.replace(/=== 0$/, "> 0");
  return test.startsWith("!") ? test.slice(1) : test.replace("===", "!==");
}

function printPair(field: Field, value: string, file: SourceFile): Code {
  const write = engineType(field.type, file).write(value).split("\n");
  const keys = field.alias === undefined ? [field.key] : [field.key, field.alias];
  const pairs = keys.flatMap((key) => [`w.raw(${keyConstant(key, file)});`, ...write]);
  if (field.omit === undefined) return pairs;
  return [`if (${isGiven(field, value, file)}) {`, pairs, "}"];
}
