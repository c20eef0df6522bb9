import { guestEvents } from "../../contract/events.js";
import { areas } from "../../contract/index.js";
import type { Area, Field, RecordType, Type } from "../../contract/schema.js";
import { printCall, printImport } from "./assembly-calls.js";
import {
  printAnswerReader,
  printClass,
  printListReader,
  printListWriter,
  printLoop,
  printReader,
  printWriter,
} from "./assembly-records.js";
import { useAnswer } from "./assembly-types.js";
import { answerFields, findRecord, requestFields } from "./catalog.js";
import { reachable } from "./names.js";
import { doc, SourceFile } from "./source-file.js";

/** Classes that the guest writes by hand. */
const handWritten = new Set(["LogField"]);

const allRequests = areas.flatMap(requestFields);
const allAnswers = areas.flatMap((area) => area.calls.map((call) => call.answer));
const written = reachable(allRequests, findRecord);
const read = reachable(allAnswers.flatMap(answerFields), findRecord);
const topLevel = new Set(allAnswers.flatMap((a) => (a !== null && "fields" in a ? [a.name] : [])));
const listed = new Set(
  [...allRequests, ...allAnswers.flatMap(answerFields), ...[...read].flatMap(fieldsOf)].flatMap(
    (field) => listedRecord(field.type),
  ),
);

/** The guest's side of the wire: classes, their readers and writers, one function a host call. */
export function printAssembly(): SourceFile[] {
  return [...areas.map(printArea), printEvents(), printStrings(), printNothing()];
}

function printArea(area: Area): SourceFile {
  const file = new SourceFile(`assembly/wire/${area.name}.gen.ts`);
  const records = area.records.filter((record) => !handWritten.has(record.name));
  for (const record of records) file.add(printClass(record, file));
  for (const call of area.calls) file.add(printImport(call));
  for (const call of area.calls) file.add(printCall(call, file));
  for (const record of records) printCodec(record, file);
  return file;
}

function printCodec(record: RecordType, file: SourceFile): void {
  const { name } = record;
  if (topLevel.has(name)) file.add(printAnswerReader(record, file));
  else if (read.has(name)) file.add(printReader(record, file));
  if (read.has(name) && listed.has(name)) file.add(printListReader(name, file));
  if (written.has(name)) file.add(printWriter(record, file));
  if (written.has(name) && listed.has(name)) file.add(printListWriter(name, file));
}

function printEvents(): SourceFile {
  const file = new SourceFile("assembly/wire/events.gen.ts");
  for (const record of guestEvents) file.add(printClass(record, file));
  const inLists = new Set(guestEvents.flatMap(fieldsOf).flatMap((f) => listedRecord(f.type)));
  for (const record of guestEvents) {
    file.add(printReader(record, file));
    if (inLists.has(record.name)) file.add(printListReader(record.name, file));
  }
  return file;
}

function printStrings(): SourceFile {
  const file = new SourceFile("assembly/wire/strings.gen.ts");
  file.add(printListReader("string", file));
  file.add(printListWriter("string", file));
  return file;
}

function printNothing(): SourceFile {
  const file = new SourceFile("assembly/wire/nothing.gen.ts");
  const rest = `${file.use("answerError", "../runtime/exchange")}(r);`;
  file.add([
    ...doc("Reads an answer that carries nothing but, perhaps, an error."),
    `export function readNothing(r: ${useAnswer(file)}): void {`,
    printLoop([], () => "", { file, rest }),
    "}",
  ]);
  return file;
}

function fieldsOf(record: RecordType | string): readonly Field[] {
  return (typeof record === "string" ? findRecord(record) : record).fields;
}

function listedRecord(type: Type): string[] {
  const of = typeof type === "object" && "list" in type ? type.list : null;
  return typeof of === "object" && of !== null && "record" in of ? [of.record] : [];
}
