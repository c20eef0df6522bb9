import type { Area, HostFunction } from "../../contract/schema.js";
import { printInterface, printReader, printWriter } from "./engine-records.js";
import { engineType } from "./engine-types.js";
import { pascal, plural } from "./names.js";
import type { Code, SourceFile } from "./source-file.js";
import { doc } from "./source-file.js";

/** The types of an area's requests and answers, by host function. */
export function printFunctions(area: Area, file: SourceFile): Code {
  const members = area.calls.flatMap((call) => {
    const request = requestType(call);
    if (request === "Nothing") file.use("type Nothing", "./nothing.gen");
    const types = `{ request: ${request}; answer: ${answerType(call, file)} }`;
    return [...doc(call.doc, 2), `${call.name}: ${types};`];
  });
  const summary = `The host functions of ${area.name}: what each is asked and answers.`;
  return [...doc(summary), `export interface ${pascal(area.name)}Functions {`, members, "}"];
}

/** What a host function is asked: its type and its reader. */
export function printRequest(call: HostFunction, file: SourceFile): Code[] {
  if (call.request.length === 0) return [];
  const about = `What \`${call.name}\` is asked.`;
  const record = { name: requestType(call), doc: about, fields: call.request };
  return [printInterface(record, file), printReader(record, file)];
}

/** What a host function answers, when that is no record: its type and its writer. */
export function printAnswer(call: HostFunction, file: SourceFile): Code[] {
  const { answer, name } = call;
  if (answer === null || !("key" in answer)) return [];
  const about = `What \`${name}\` answers.`;
  const record = { name: `${pascal(name)}Answer`, doc: about, fields: [answer] };
  return [printInterface(record, file), printWriter(record, file)];
}

/** The function that reads a request, and the stem of its file when it isn't its area's. */
export function requestReader(call: HostFunction): { name: string; file?: string } {
  if (call.request.length === 0) return { name: "readNothing", file: "nothing" };
  return { name: `read${requestType(call)}` };
}

/** The function that writes an answer, and the stem of its file when it isn't its area's. */
export function answerWriter(call: HostFunction): { name: string; file?: string } {
  const { answer } = call;
  if (answer === null) return { name: "writeNothing", file: "nothing" };
  if ("key" in answer) return { name: `write${pascal(call.name)}Answer` };
  return { name: "fields" in answer ? `write${answer.name}` : `write${listed(call)}` };
}

function requestType(call: HostFunction): string {
  return call.request.length === 0 ? "Nothing" : `${pascal(call.name)}Request`;
}

function answerType(call: HostFunction, file: SourceFile): string {
  const { answer } = call;
  if (answer === null) return "void";
  if ("key" in answer) return `${pascal(call.name)}Answer`;
  return "fields" in answer ? answer.name : engineType(answer, file).name;
}

function listed({ name, answer }: HostFunction): string {
  const of = answer !== null && "list" in answer ? answer.list : null;
  if (of === null || typeof of !== "object" || !("record" in of)) {
    throw new Error(`Cannot print "${name}": a bare answer must be a list of records`);
  }
  return plural(of.record);
}
