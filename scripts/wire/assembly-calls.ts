import type { Answer, Field, HostFunction, RecordType } from "../../contract/schema.js";
import { isPlain } from "./assembly-tables.js";
import { assemblyType } from "./assembly-types.js";
import { camel, pascal, upperSnake } from "./names.js";
import type { Code, SourceFile } from "./source-file.js";
import { doc, wrapped } from "./source-file.js";

/** What the guest writes by hand because its own class says more than the wire. */
const handWritten: Record<string, { record: string; write: string; from: string }> = {
  "log_write.fields": { record: "LogField", write: "writeLogFields", from: "../runtime/log-field" },
};

/** How `Exchange` takes an answer of one scalar field. */
const takers: Record<string, string> = { str: "text", bin: "blob", i32: "int" };

export function printImport(call: HostFunction): Code {
  return [
    "// @ts-ignore: decorator",
    `@external("env", "${call.name}")`,
    `declare function ${call.name}(ptr: usize, len: i32): u64;`,
  ];
}

/** `callX`: writes the request, calls the host and reads its answer. */
export function printCall(call: HostFunction, file: SourceFile): Code {
  const parameters = call.request.map((field) => parameter(call, field, file));
  const { type, body } = printAnswer(call.answer, file);
  const about = `${call.doc} ${call.permission === "none" ? "" : `Needs \`${call.permission}\`.`}`;
  const signature = `export function call${pascal(call.name)}(`;
  const send = `call.receive(${call.name}(call.send(), call.size));`;
  return [
    ...doc(about.trimEnd()),
    ...wrapped(signature, parameters, { close: `): ${type} {` }),
    [...printRequest(call, file), send, ...body],
    "}",
  ];
}

function parameter(call: HostFunction, field: Field, file: SourceFile): string {
  const hand = handWritten[`${call.name}.${field.key}`];
  const type = hand ? `${file.use(hand.record, hand.from)}[]` : assemblyType(field.type, file).name;
  return `${camel(field.key)}: ${type}${field.omit === "null" ? " | null" : ""}`;
}

function printRequest(call: HostFunction, file: SourceFile): Code {
  const { request } = call;
  const optional = request.filter((field) => field.omit !== undefined);
  const count = [
    `${request.length - optional.length}`,
    ...optional.map((field) => `i32(${isGiven(field)})`),
  ].join(" + ");
  const exchange = file.use("Exchange", "../runtime/exchange");
  return [
    `const call = ${exchange}.begin(${upperSnake(call.name)}, ${count});`,
    ...request.flatMap((field) => {
      const write = printValue(call, field, file);
      if (field.omit === undefined) return [write];
      return [`if (${isGiven(field)}) ${write}`, "else call.leaveOut();"];
    }),
  ];
}

function isGiven(field: Field): string {
  const name = camel(field.key);
  return field.omit === "null" ? `${name} !== null` : `${name}.length > 0`;
}

function printValue(call: HostFunction, field: Field, file: SourceFile): string {
  const name = camel(field.key);
  const hand = handWritten[`${call.name}.${field.key}`];
  if (hand !== undefined) return `${file.use(hand.write, hand.from)}(call.field(), ${name});`;
  return assemblyType(field.type, file).write("call.field()", name);
}

function printAnswer(answer: Answer, file: SourceFile): { type: string; body: Code } {
  if (answer === null) return { type: "void", body: ["call.nothing();"] };
  if ("fields" in answer) return printRecordAnswer(answer);
  const isField = "key" in answer;
  const { name, read } = assemblyType(isField ? answer.type : answer, file);
  const take = isField ? takers[String(answer.type)] : undefined;
  if (take !== undefined) return { type: name, body: [`return call.${take}();`] };
  if (isField)
    return { type: name, body: [`return call.endWith<${name}>(${read("call.only()")});`] };
  // A bare array, or a map that holds no more than an error.
  const body = [
    `let items: ${name} = [];`,
    `if (!call.isMap()) items = ${read("call")};`,
    `return call.endWith<${name}>(items);`,
  ];
  return { type: name, body };
}

function printRecordAnswer(record: RecordType): { type: string; body: Code } {
  const { name } = record;
  const body = isPlain(record)
    ? `return call.record<${name}>(${upperSnake(name)});`
    : `return call.endWith<${name}>(read${name}(call));`;
  return { type: name, body: [body] };
}
