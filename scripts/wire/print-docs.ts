import { commandTypes } from "../../contract/commands.js";
import { descriptor } from "../../contract/descriptor.js";
import { envelopes } from "../../contract/envelopes.js";
import { errorCodes, errorKinds } from "../../contract/errors.js";
import { events } from "../../contract/events.js";
import { areas } from "../../contract/index.js";
import type { Area, HostFunction } from "../../contract/schema.js";
import { findRecord } from "./catalog.js";
import { fieldTable, Page, table } from "./markdown.js";

/** The wire contract for people: a page for each area and for each thing that isn't a call. */
export function printDocs(): Page[] {
  return [
    printIndex(),
    ...areas.map(printArea),
    printRecords("envelopes", "Envelopes", envelopes.toReversed()),
    printRecords("descriptor", "Skill descriptor", descriptor.toReversed()),
    printCommands(),
    printRecords("events", "Events", events),
    printErrors(),
  ];
}

function printIndex(): Page {
  const page = new Page("README", "The wire contract");
  page.add(
    [
      "Everything between a skill and its host is MessagePack. Maps have string keys, in any",
      "order; a key that is absent or nil means the zero value of its type, unless it is required.",
    ].join("\n"),
    "A host function's answer may hold [`error`](errors.md); then nothing else in it counts.",
  );
  const rows = areas.flatMap((area) =>
    area.calls.map((call) => [
      `[\`${call.name}\`](${area.name}.md#${call.name})`,
      call.permission,
      area.origin ?? "any",
      call.doc,
    ]),
  );
  page.add(
    "## Host functions",
    table([["function", "permission", "host", "what it does"], ...rows]),
  );
  const others = ["envelopes", "descriptor", "commands", "events", "errors"];
  page.add("## Besides", others.map((name) => `- [${name}](${name}.md)`).join("\n"));
  return page;
}

function printArea(area: Area): Page {
  const page = new Page(area.name, `Host functions: ${area.name}`);
  if (area.origin)
    page.add(`Only ${area.origin} has them: other hosts refuse a skill that uses one.`);
  for (const call of area.calls) addCall(call, page);
  for (const record of [...area.records, ...(area.arguments ?? [])]) page.addRecord(record);
  return page;
}

function addCall(call: HostFunction, page: Page): void {
  page.add(`## ${call.name}`, `${call.doc} Permission: ${call.permission}.`);
  if (call.request.length === 0) page.add("The request is an empty map.");
  else page.add("Request:", fieldTable(call.request, page));
  const { answer } = call;
  if (answer === null) page.add("The answer is an empty map.");
  else if ("key" in answer) page.add("Answer:", fieldTable([answer], page));
  else if ("fields" in answer) page.add(`Answer: ${page.typeName({ record: answer.name })}.`);
  else page.add(`Answer: ${page.typeName(answer)}, not wrapped in a map.`);
}

function printRecords(name: string, title: string, records: readonly { name: string }[]): Page {
  const page = new Page(name, title);
  for (const record of records) page.addRecord(findRecord(record.name));
  return page;
}

function printCommands(): Page {
  const page = new Page("commands", "Commands");
  page.add("What may stand in `commands` of an InvokeResponse, as `{type, payload}`.");
  for (const { type, payload } of commandTypes) {
    page.add(`## ${type}`);
    if (payload === null) page.add("Its payload isn't public: hosts answer that it's unsupported.");
    else page.add(payload.doc, fieldTable(payload.fields, page));
  }
  page.addRecord(findRecord("BatchItem"));
  return page;
}

function printErrors(): Page {
  const page = new Page("errors", "Errors on the wire");
  page.add(
    "A host call that fails answers a map with `error`, a text for people. Our host adds `error_code`:",
    table([["error_code", "meaning"], ...quoted(errorCodes)]),
    "Connection events carry `error_kind`:",
    table([["error_kind", "meaning"], ...quoted(errorKinds)]),
  );
  return page;
}

function quoted(texts: Readonly<Record<string, string>>): string[][] {
  return Object.entries(texts).map(([name, text]) => [name === "" ? '`""`' : `\`${name}\``, text]);
}
