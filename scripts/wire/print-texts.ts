import { SourceFile } from "./source-file.js";

/** What the guest says; as AssemblyScript strings these would take three times the bytes. */
const texts = {
  CANNOT_DECODE: "Cannot decode ",
  UNKNOWN_METHOD: 'Unknown method "',
  REQUEST: "request",
  PARAMETER: "parameter",
  VALUE: "value",
  ANSWER: "answer",
  NO_ANSWER: "the host gave no answer",
  INVALID: "invalid",
  ABI_ERROR: "abi error: ",
  AT_OFFSET: " at offset ",
  FOUND: "found ",
  EXPECTED: ", expected ",
  ONE_OF: "one of ",
  MISSING: "missing",
  TOO_DEEP: "nested too deep",
  THE_END: "the end",
  INVALID_UTF8: "invalid UTF-8",
  NIL: "nil",
  RESERVED: "reserved",
  BOOLEAN: "boolean",
  INTEGER: "integer",
  NUMBER: "number",
  STRING: "string",
  BYTES: "bytes",
  BASE64: "base64",
  ARRAY: "array",
  MAP: "map",
  BINARY: "binary",
  FLOAT: "float",
  EXT: "ext",
  I8: "i8",
  I16: "i16",
  I32: "i32",
  I64: "i64",
  U8: "u8",
  U16: "u16",
  U32: "u32",
  U64: "u64",
};

/** Short texts in ASCII, each behind a byte with its length. */
export function printTexts(): SourceFile {
  const file = new SourceFile("assembly/msgpack/texts.gen.ts");
  for (const [name, text] of Object.entries(texts)) {
    const bytes = [text.length, ...Buffer.from(text, "ascii")];
    file.add([
      "// @ts-ignore: decorator",
      "@lazy",
      `export const ${name}: usize = memory.data<u8>([ // ${text}`,
      ...lines(bytes).map((line) => [line]),
      "]);",
    ]);
  }
  return file;
}

function lines(bytes: readonly number[]): string[] {
  const hex = bytes.map((byte) => `0x${byte.toString(16).padStart(2, "0")},`);
  const rows: string[] = [];
  for (let at = 0; at < hex.length; at += 16) rows.push(hex.slice(at, at + 16).join(" "));
  return rows;
}
