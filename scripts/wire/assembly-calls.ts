import type { Answer, Field, HostFunction } from "../../contract/schema.js";
import { printLoop } from "./assembly-records.js";
import { assemblyType } from "./assembly-types.js";
import { camel, pascal } from "./names.js";
import type { Code, SourceFile } from "./source-file.js";
import { doc, wrapped } from "./source-file.js";

const exchange = "../runtime/exchange";

/** What the guest writes by hand because its own class says more than the wire. */
const handWritten: Record<string, { record: string; write: string; from: string }> = {
  "log_write.fields": { record: "LogField", write: "writeLogField", from: "../log-field" },
};

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
  const { type, body } = printAnswer(call, file);
  const about = `${call.doc} ${call.permission === "none" ? "" : `Needs \`${call.permission}\`.`}`;
  const signature = `export function call${pascal(call.name)}(`;
  return [
    ...doc(about.trimEnd()),
    ...wrapped(signature, parameters, `): ${type} {`),
    [...printRequest(call, file), ...body],
    "}",
  ];
}

function parameter(call: HostFunction, field: Field, file: SourceFile): string {
  const hand = handWritten[`${call.name}.${field.key}`];
  const type = hand ? `${file.use(hand.record, hand.from)}[]` : assemblyType(field.type, file).name;
  return `${camel(field.key)}: ${type}${field.omit === "null" ? " | null" : ""}`;
}

function printRequest(call: HostFunction, file: SourceFile): Code {
  const begin = file.use("beginRequest", exchange);
  const pairs = call.request.flatMap((field) => printPair(call, field, file));
  const optional = call.request.filter((field) => field.omit !== undefined);
  const count = call.request.length - optional.length;
  if (optional.length === 0) return [`const w = ${begin}(${count});`, ...pairs];
  return [
    `let keys = ${count};`,
    ...optional.map((field) => `if (${isGiven(field)}) keys++;`),
    `const w = ${begin}(keys);`,
    ...pairs,
  ];
}

function isGiven(field: Field): string {
  const name = camel(field.key);
  return field.omit === "null" ? `${name} !== null` : `${name}.length > 0`;
}

function printPair(call: HostFunction, field: Field, file: SourceFile): Code {
  const name = camel(field.key);
  const key = `w.key("${field.key}");`;
  const hand = handWritten[`${call.name}.${field.key}`];
  if (hand !== undefined) {
    const write = file.use(hand.write, hand.from);
    const each = `for (let i = 0; i < ${name}.length; i++) ${write}(w, ${name}[i]);`;
    return [key, `w.map(${name}.length);`, each];
  }
  const write = assemblyType(field.type, file).write(name);
  return field.omit ? [`if (${isGiven(field)}) {`, [key, write], "}"] : [key, write];
}

function printAnswer(call: HostFunction, file: SourceFile): { type: string; body: Code } {
  const start = `const r = ${file.use("exchange", exchange)}(w, ${call.name}, "${call.name}");`;
  const end = `${file.use("endAnswer", exchange)}(r);`;
  const { type, name, read } = answerReading(call.answer, call, file);
  if (name === "") return { type, body: [start, ...read, end] };
  return { type, body: [start, ...read, end, `return ${name};`] };
}

interface Reading {
  type: string;
  /** The variable that holds what was read; "" for none. */
  name: string;
  read: Code;
}

function answerReading(answer: Answer, call: HostFunction, file: SourceFile): Reading {
  const nothing = () => `${file.use("readNothing", "./nothing.gen")}(r);`;
  if (answer === null) return { type: "void", name: "", read: [nothing()] };
  if ("fields" in answer) {
    const name = camel(answer.name);
    const { read } = assemblyType({ record: answer.name }, file);
    return { type: answer.name, name, read: [`const ${name} = ${read};`] };
  }
  if ("key" in answer) return fieldReading(answer, call, file);
  const type = assemblyType(answer, file);
  const name = "items";
  const read = [
    `let ${name}: ${type.name} = [];`,
    `if (r.isMap()) ${nothing()}`,
    `else ${name} = ${type.read};`,
  ];
  return { type: type.name, name, read };
}

function fieldReading(answer: Field, call: HostFunction, file: SourceFile): Reading {
  const { name: type, zero } = assemblyType(answer.type, file);
  const taken = call.request.some((field) => field.key === answer.key);
  const name = taken ? "answer" : camel(answer.key);
  const rest = `${file.use("answerError", exchange)}(r);`;
  const isPlain = zero === '""' || zero === "false";
  const declaration = isPlain ? `let ${name} = ${zero};` : `let ${name}: ${type} = ${zero};`;
  return { type, name, read: [declaration, ...printLoop([answer], () => name, { file, rest })] };
}
