import { type Code, SourceFile } from "./source-file.js";

// What the guest says; as AssemblyScript strings these would take three times the bytes.

/** Names of types: the numbers of the type bytes that announce each. */
const typeNames: Record<string, readonly [string, ...(readonly number[])[]]> = {
  INTEGER: ["integer", span(0x00, 0x7f), span(0xcc, 0xd3), span(0xe0, 0xff)],
  MAP: ["map", span(0x80, 0x8f), [0xde, 0xdf]],
  ARRAY: ["array", span(0x90, 0x9f), [0xdc, 0xdd]],
  STRING: ["string", span(0xa0, 0xbf), span(0xd9, 0xdb)],
  NIL: ["nil", [0xc0]],
  RESERVED: ["reserved", [0xc1]],
  BOOLEAN: ["boolean", [0xc2, 0xc3]],
  BINARY: ["binary", span(0xc4, 0xc6)],
  EXT: ["ext", span(0xc7, 0xc9), span(0xd4, 0xd8)],
  FLOAT: ["float", [0xca, 0xcb]],
};

/** What every skill needs. */
const common: Record<string, string> = {
  ...Object.fromEntries(Object.entries(typeNames).map(([name, [text]]) => [name, text])),
  BYTES: "bytes",
  VALUE: "value",
  REQUEST: "request",
  PARAMETER: "parameter",
  CANNOT_DECODE: "Cannot decode ",
  UNKNOWN_METHOD: 'Unknown method "',
  OPEN_QUOTE: ' "',
  DOT: ".",
  AT_OFFSET: " at offset ",
  FOUND: ": found ",
  HEX: "0x",
  OPEN: " (",
  EXPECTED: ", expected ",
  ONE_OF: "one of ",
  MISSING: ": missing",
  TOO_DEEP: ": nested too deep",
  THE_END: "the end",
  INVALID_UTF8: "invalid UTF-8",
};

/** What is part of the skills that use it. */
const others: Record<string, string> = {
  ANSWER: "answer",
  NO_ANSWER: "the host gave no answer",
  INVALID: "invalid",
  ABI_ERROR: "abi error: ",
  NUMBER: "number",
  BASE64: "base64",
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
  const offsets = printCommon(file);
  file.add([
    "/** Where in TEXTS the names of types are: by type byte >> 4, then by 0xc0 to 0xdf. */",
    "export const TYPE_NAMES: usize = memory.data<u8>([",
    ...lines([...span(0x0, 0xf).map((high) => high << 4), ...span(0xc0, 0xdf)].map(nameOffset)),
    "]);",
  ]);
  for (const [name, text] of Object.entries(others)) {
    file.add([
      "// @ts-ignore: decorator",
      "@lazy",
      `export const ${name}: usize = memory.data<u8>([ // ${text}`,
      ...lines(bytesOf(text)),
      "]);",
    ]);
  }
  return file;

  function nameOffset(head: number): number {
    const found = Object.entries(typeNames).find(([, [, ...heads]]) => heads.flat().includes(head));
    return offsets.get(found?.[0] ?? "") ?? 0;
  }
}

/** Prints the common texts as one block of static data and returns where in it each lies. */
function printCommon(file: SourceFile): Map<string, number> {
  const offsets = new Map<string, number>();
  const block: Code[] = [];
  let end = 0;
  for (const [name, text] of Object.entries(common)) {
    offsets.set(name, end);
    block.push([`// ${name}: ${text}`], ...lines(bytesOf(text)));
    end += text.length + 1;
  }
  file.add(["export const TEXTS: usize = memory.data<u8>([", ...block, "]);"]);
  file.add([...offsets].map(([name, at]) => `export const ${name}: usize = TEXTS + ${at};`));
  return offsets;
}

function bytesOf(text: string): number[] {
  return [text.length, ...Buffer.from(text, "ascii")];
}

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function lines(bytes: readonly number[]): Code[] {
  const hex = bytes.map((byte) => `0x${byte.toString(16).padStart(2, "0")},`);
  const rows: Code[] = [];
  for (let at = 0; at < hex.length; at += 16) rows.push([hex.slice(at, at + 16).join(" ")]);
  return rows;
}
