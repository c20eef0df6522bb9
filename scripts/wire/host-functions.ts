import { areas } from "../../contract/index.js";
import type { HostFunction } from "../../contract/schema.js";
import { answerWriter, requestReader } from "./engine-calls.js";
import { pascal } from "./names.js";
import type { Code } from "./source-file.js";
import { doc, SourceFile } from "./source-file.js";

/** The table by which the engine serves host functions. */
export function printHostFunctions(): SourceFile {
  const file = new SourceFile("engine/wire/host-functions.gen.ts", ".js");
  const use = (area: string) => file.use(`type ${pascal(area)}Functions`, `./${area}.gen`);
  file.add([
    ...doc("The host functions of each area."),
    "export interface AreaFunctions {",
    areas.map((area) => `${area.name}: ${use(area.name)};`),
    "}",
  ]);
  file.add(["export type AreaName = keyof AreaFunctions;"]);
  file.add([
    ...doc("All host functions: what each is asked and answers."),
    "export interface HostFunctionTypes",
    [`extends ${areas.map((area) => `${pascal(area.name)}Functions`).join(",\n    ")} {}`],
  ]);
  file.add(["export type HostFunctionName = keyof HostFunctionTypes;"]);
  file.add(printEntryType(file));
  file.add([
    "export const hostFunctions: Readonly<Record<HostFunctionName, HostFunctionEntry>> = {",
    areas.flatMap((area) => area.calls.flatMap((call) => printEntry(call, area.name, file))),
    "};",
  ]);
  return file;
}

function printEntryType(file: SourceFile): Code {
  const reader = file.use("type Reader", "../codec/reader");
  const writer = file.use("type Writer", "../codec/writer");
  return [
    ...doc("How a host function is served. Request and answer have the types named above."),
    "export interface HostFunctionEntry {",
    [
      "readonly area: AreaName;",
      `readonly permission: ${file.use("type Permission", "../../contract/index")};`,
      `readonly readRequest: (r: ${reader}) => object;`,
      `readonly writeAnswer: (w: ${writer}, answer: never) => void;`,
    ],
    "}",
  ];
}

function printEntry(call: HostFunction, area: string, file: SourceFile): Code {
  const use = (code: { name: string; file?: string }) =>
    file.use(code.name, `./${code.file ?? area}.gen`);
  return [
    `${call.name}: {`,
    [
      `area: "${area}",`,
      `permission: "${call.permission}",`,
      `readRequest: ${use(requestReader(call))},`,
      `writeAnswer: ${use(answerWriter(call))},`,
    ],
    "},",
  ];
}
