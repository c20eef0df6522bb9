import type { CommandType } from "../../contract/commands.js";
import { batchItem, commandTypes } from "../../contract/commands.js";
import { descriptor, skillDescriptor } from "../../contract/descriptor.js";
import { command, invokeRequest, invokeResponse } from "../../contract/envelopes.js";
import { events } from "../../contract/events.js";
import { areas } from "../../contract/index.js";
import type { Area, RecordType } from "../../contract/schema.js";
import { answerFields, findRecord, requestFields } from "./catalog.js";
import { printAnswer, printFunctions, printRequest } from "./engine-calls.js";
import {
  printInterface,
  printListReader,
  printListWriter,
  printPairs,
  printReader,
  printWriter,
} from "./engine-records.js";
import { keyConstant, useReader, useWriter } from "./engine-types.js";
import { printHostFunctions } from "./host-functions.js";
import { camel, reachable } from "./names.js";
import type { Code } from "./source-file.js";
import { doc, SourceFile, wrapped } from "./source-file.js";

const answers = areas.flatMap((area) => area.calls.flatMap((call) => answerFields(call.answer)));
const whole = areas.flatMap((area) =>
  area.calls.flatMap(({ answer }) => (answer && "fields" in answer ? [answer.name] : [])),
);
const read = reachable(areas.flatMap(requestFields), findRecord);
const written = new Set([...reachable(answers, findRecord), ...whole]);

/** The engine's side of the wire: types, readers of what guests send, writers of what they get. */
export function printEngine(): SourceFile[] {
  return [
    ...areas.map(printArea),
    printEnvelopes(),
    printDescriptor(),
    printCommands(),
    printEvents(),
    printStrings(),
    printNothing(),
    printHostFunctions(),
  ];
}

function open(name: string): SourceFile {
  return new SourceFile(`engine/wire/${name}.gen.ts`, ".js");
}

function printArea(area: Area): SourceFile {
  const file = open(area.name);
  file.add(printFunctions(area, file));
  const records = area.records.filter(({ name }) => read.has(name) || written.has(name));
  for (const record of records) file.add(printInterface(record, file));
  for (const call of area.calls) {
    for (const part of [...printRequest(call, file), ...printAnswer(call, file)]) file.add(part);
  }
  for (const record of records) {
    if (read.has(record.name)) addReaders(record, file);
    if (written.has(record.name)) addWriters(record, file);
  }
  return file;
}

function addReaders(record: RecordType, file: SourceFile): void {
  file.add(printReader(record, file));
  if (isListed(record.name)) file.add(printListReader(record.name, file));
}

function addWriters(record: RecordType, file: SourceFile): void {
  file.add(printWriter(record, file));
  if (isListed(record.name)) file.add(printListWriter(record.name, file));
}

function printEnvelopes(): SourceFile {
  const file = open("envelopes");
  for (const record of [invokeRequest, invokeResponse, command]) {
    file.add(printInterface(record, file));
  }
  file.add([
    ...doc("A request but for its payload."),
    'export type InvokeRequestHead = Omit<InvokeRequest, "payload">;',
  ]);
  file.add(printHeadWriter(file));
  file.add([
    ...doc("Writes a whole request."),
    `export function writeInvokeRequest(w: ${useWriter(file)}, invokeRequest: InvokeRequest): void {`,
    ["writeInvokeRequestHead(w, invokeRequest);", "w.bytes(invokeRequest.payload);"],
    "}",
  ]);
  file.add(printReader(invokeResponse, file));
  addReaders(command, file);
  return file;
}

function printHeadWriter(file: SourceFile): Code {
  const name = camel(invokeRequest.name);
  const fields = invokeRequest.fields.filter((field) => field.key !== "payload");
  return [
    ...doc("Writes all but the payload's value, which the caller writes next, as bin or nil."),
    ...wrapped(
      "export function writeInvokeRequestHead(",
      [`w: ${useWriter(file)}`, `${name}: InvokeRequestHead`],
      { close: "): void {" },
    ),
    [
      `w.map(${invokeRequest.fields.length});`,
      ...printPairs(fields, name, file),
      `w.raw(${keyConstant("payload", file)});`,
    ],
    "}",
  ];
}

function printDescriptor(): SourceFile {
  const file = open("descriptor");
  for (const record of descriptor) file.add(printInterface(record, file));
  for (const record of descriptor) {
    if (record !== skillDescriptor) addReaders(record, file);
  }
  file.use("Reader", "../codec/reader");
  const guard = [
    "// Refuses what nests too deep, before the readers follow it.",
    "new Reader(r.source, r.offset, r.end).skip();",
  ];
  file.add(printReader(skillDescriptor, file, guard));
  return file;
}

function printCommands(): SourceFile {
  const file = open("commands");
  const known = commandTypes.flatMap(({ payload }) => (payload === null ? [] : [payload]));
  for (const record of [batchItem, ...known]) file.add(printInterface(record, file));
  addReaders(batchItem, file);
  for (const record of known) file.add(printReader(record, file));
  file.add([
    ...doc("Reads a command's payload; null is a command that no host supports."),
    "export const commandPayloads = {",
    commandTypes.map(payloadReader),
    "} as const;",
  ]);
  file.add(["export type CommandType = keyof typeof commandPayloads;"]);
  return file;
}

function payloadReader({ type, payload }: CommandType): string {
  return `${type}: ${payload === null ? "null" : `read${payload.name}`},`;
}

function printEvents(): SourceFile {
  const file = open("events");
  for (const record of events) file.add(printInterface(record, file));
  for (const record of events) addWriters(record, file);
  return file;
}

function printStrings(): SourceFile {
  const file = open("strings");
  file.add(printListReader("string", file));
  file.add(printListWriter("string", file));
  return file;
}

function printNothing(): SourceFile {
  const file = open("nothing");
  file.add([...doc("A map without keys."), "export type Nothing = Record<string, never>;"]);
  file.add([
    `export function readNothing(r: ${useReader(file)}): Nothing {`,
    ["for (let left = r.map(); left > 0; left--) {", ["r.key();", "r.skip();"], "}", "return {};"],
    "}",
  ]);
  file.add([`export function writeNothing(w: ${useWriter(file)}): void {`, ["w.map(0);"], "}"]);
  return file;
}

const everyField = [
  ...areas.flatMap(requestFields),
  ...answers,
  ...areas.flatMap((area) => area.records.flatMap((record) => record.fields)),
  ...[...descriptor, invokeResponse, ...events].flatMap((record) => record.fields),
  ...commandTypes.flatMap(({ payload }) => payload?.fields ?? []),
];

function isListed(name: string): boolean {
  return everyField.some(({ type }) => {
    const of = typeof type === "object" && "list" in type ? type.list : null;
    return typeof of === "object" && of !== null && "record" in of && of.record === name;
  });
}
