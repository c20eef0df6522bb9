import { guestEvents } from "../../contract/events.js";
import { areas } from "../../contract/index.js";
import type { Area, RecordType } from "../../contract/schema.js";
import { printCall, printImport } from "./assembly-calls.js";
import { printClass, printOtherReader, printReader } from "./assembly-records.js";
import { isPlain, printNames, printTable } from "./assembly-tables.js";
import { answerFields, findRecord } from "./catalog.js";
import { reachable } from "./names.js";
import { type Code, SourceFile } from "./source-file.js";

/** Classes that the guest writes by hand. */
const handWritten = new Set(["LogField"]);

const answers = areas.flatMap((area) => area.calls.map((call) => call.answer));
const read = reachable(answers.flatMap(answerFields), findRecord);
/** Records inside other values. */
const inner = new Set(read);
for (const answer of answers) if (answer !== null && "fields" in answer) read.add(answer.name);
for (const name of reachable(
  guestEvents.flatMap(({ fields }) => fields),
  findRecord,
))
  inner.add(name);

/** The guest's side of the wire: classes with their tables and readers, one function a host call. */
export function printAssembly(): SourceFile[] {
  return [...areas.map(printArea), printEvents()];
}

function printArea(area: Area): SourceFile {
  const file = new SourceFile(`assembly/wire/${area.name}.gen.ts`);
  const records = area.records.filter((record) => !handWritten.has(record.name));
  for (const record of records) file.add(printClass(record, file));
  for (const call of area.calls) {
    file.add(printImport(call));
    file.add(printNames(call));
    file.add(printCall(call, file));
  }
  for (const record of records) {
    file.add(printTable(record, file));
    if (read.has(record.name)) printReading(record, file);
  }
  return file;
}

const forEntryFiles = [
  "/**",
  " * For entry files: reads the one parameter of a callback.",
  " * @internal",
  " */",
];

function printEvents(): SourceFile {
  const file = new SourceFile("assembly/wire/events.gen.ts");
  for (const record of guestEvents) file.add(printClass(record, file));
  for (const record of guestEvents) {
    file.add(printTable(record, file));
    printReading(record, file, forEntryFiles);
  }
  return file;
}

/** A whole answer that its table describes needs no reader: `Exchange.record` does it. */
function printReading(record: RecordType, file: SourceFile, comment: Code = []): void {
  if (isPlain(record) && !inner.has(record.name)) return;
  file.add([...comment, ...printReader(record, file)]);
  file.add(printOtherReader(record, file));
}
