import { descriptor } from "../../contract/descriptor.js";
import { envelopes } from "../../contract/envelopes.js";
import { events } from "../../contract/events.js";
import { areas, batchItem } from "../../contract/index.js";
import type { Answer, Area, Field, RecordType } from "../../contract/schema.js";

const homes = new Map<string, { record: RecordType; file: string }>();

function place(file: string, records: readonly RecordType[]): void {
  for (const record of records) homes.set(record.name, { record, file });
}

for (const area of areas) place(area.name, [...area.records, ...(area.arguments ?? [])]);
place("envelopes", envelopes);
place("descriptor", descriptor);
place("events", events);
place("commands", [batchItem]);

export function findRecord(name: string): RecordType {
  return home(name).record;
}

/** The stem of the file that a record is printed in. */
export function fileOf(name: string): string {
  return home(name).file;
}

/** The fields of an answer, as if a bare list were a field. */
export function answerFields(answer: Answer): readonly Field[] {
  if (answer === null) return [];
  if ("key" in answer) return [answer];
  if ("fields" in answer) return answer.fields;
  return [{ key: "", type: answer, doc: "", required: false }];
}

export function requestFields(area: Area): Field[] {
  return area.calls.flatMap((call) => call.request);
}

function home(name: string): { record: RecordType; file: string } {
  const found = homes.get(name);
  if (found === undefined) throw new Error(`Cannot find record "${name}": no area holds it`);
  return found;
}
