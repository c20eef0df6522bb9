import type { Answer, Field, HostFunction, RecordType } from "../../contract/schema.js";
import { upperSnake } from "./names.js";
import type { Code, SourceFile } from "./source-file.js";

const recordRuntime = "../runtime/record";

/** Most bytes of a line of numbers. */
const PER_LINE = 15;
/** Longest text whose MessagePack head is one byte, which is all that the guest looks for. */
const MAX_KEY_BYTES = 31;

/** Kinds of fields that tables describe; the rest is for code. */
const kinds: Record<string, string> = {
  str: "STRING",
  bool: "BOOL",
  i32: "I32",
  u32: "U32",
  i64: "I64",
};

/** The fields of a record that its table leaves to code, in the order of their kinds. */
export function otherFields(record: RecordType): readonly Field[] {
  return record.fields.filter((field) => !(String(field.type) in kinds));
}

/** Whether the table describes the whole record. */
export function isPlain(record: RecordType): boolean {
  return otherFields(record).length === 0;
}

/** The kind of the `index`-th of `otherFields`. */
export function otherKind(index: number, file: SourceFile): string {
  const first = file.use("OTHER", recordRuntime);
  return index === 0 ? first : `${first} + ${index}`;
}

/** A host call's names: its own, that of the answer's only field, the request's keys. */
export function printNames(call: HostFunction): Code {
  const answer = onlyKey(call.answer);
  const keys = call.request.map((field) => encoded(field.key));
  const answerLine = answer === "" ? ["0xa0,"] : encoded(answer);
  return constant(upperSnake(call.name), [encoded(call.name), answerLine, ...keys].flat());
}

/** A record's fields, each with its kind, its place in the object and its key. */
export function printTable(record: RecordType, file: SourceFile): Code {
  const others = otherFields(record);
  const rows = record.fields.flatMap((field) => {
    const kind = kinds[String(field.type)];
    if (kind === undefined) {
      return [`${otherKind(others.indexOf(field), file)}, 0,`, ...encoded(field.key)];
    }
    const place = `offsetof<${record.name}>("${field.key}") as u8`;
    return [`${file.use(kind, recordRuntime)}, ${place},`, ...encoded(field.key)];
  });
  const end = `${file.use("END", recordRuntime)},`;
  return constant(upperSnake(record.name), [...rows, end], "export ");
}

function constant(name: string, lines: readonly string[], prefix = ""): Code {
  return [
    "// @ts-ignore: decorator",
    "@lazy",
    `${prefix}const ${name}: usize = memory.data<u8>([`,
    lines,
    "]);",
  ];
}

function onlyKey(answer: Answer): string {
  return answer !== null && "key" in answer ? answer.key : "";
}

/** A text as MessagePack, with itself as comment. */
function encoded(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > MAX_KEY_BYTES) throw new Error(`Cannot print key "${text}": it's too long`);
  const numbers = [0xa0 | bytes.length, ...bytes].map(
    (byte) => `0x${byte.toString(16).padStart(2, "0")},`,
  );
  const rows: string[][] = [];
  for (let at = 0; at < numbers.length; at += PER_LINE) rows.push(numbers.slice(at, at + PER_LINE));
  const last = rows.pop() ?? [];
  const tooLong = `  ${last.join(" ")} // ${text}`.length > 100;
  const ending = tooLong ? [last.slice(0, -1), last.slice(-1)] : [last];
  const lines = [...rows, ...ending].map((row) => row.join(" "));
  return [...lines.slice(0, -1), `${lines.at(-1)} // ${text}`];
}
