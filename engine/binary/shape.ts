import { ByteSource } from "./byte-source.js";

const MAGIC = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const valueTypes: Record<number, string> = {
  127: "i32",
  126: "i64",
  125: "f32",
  124: "f64",
  123: "v128",
  112: "funcref",
  111: "externref",
};
const kinds = ["function", "table", "memory", "global", "tag"] as const;

/** A range of the binary: a whole section, header included. */
export interface Section {
  from: number;
  to: number;
  /** Where its content begins. */
  content: number;
}

/** Something imported or exported; a function with its type, such as `(i32, i32) -> i64`. */
export interface Extern {
  kind: (typeof kinds)[number];
  type: string;
}

export interface Memory {
  flags: number;
  min: number;
  max: number | undefined;
}

/** `type` is its elements' as a byte of the binary. */
export interface Table extends Memory {
  type: number;
}

/** What a module's sections say about its edges. */
export interface ModuleShape {
  imports: { module: string; name: string; extern: Extern }[];
  exports: Map<string, Extern>;
  memories: Memory[];
  tables: Table[];
  /** Index of the function that runs at instantiation. */
  start: number | undefined;
  sections: Map<number, Section>;
}

/** Throws a SkillLoadError with code `malformed`. Proves nothing else: compiling does. */
export function readShape(bytes: Uint8Array): ModuleShape {
  const source = new ByteSource(bytes);
  if (MAGIC.some((byte) => source.atEnd || source.byte() !== byte)) {
    source.offset = 0;
    source.malformed("doesn't begin as a WebAssembly module");
  }
  const sections = readSections(source);
  const types = readTypes(open(bytes, sections.get(1)));
  const functions: string[] = [];
  const imports = readImports(open(bytes, sections.get(2)), types, functions);
  const declared = open(bytes, sections.get(3));
  for (let left = declared.u32(); left > 0; left--) functions.push(typeAt(types, declared));
  const memory = open(bytes, sections.get(5));
  const memories: Memory[] = [];
  for (let left = memory.u32(); left > 0; left--) memories.push(readMemory(memory));
  const table = open(bytes, sections.get(4));
  const tables: Table[] = [];
  for (let left = table.u32(); left > 0; left--) tables.push(readTable(table));
  const exports = readExports(open(bytes, sections.get(7)), functions);
  const start = sections.has(8) ? open(bytes, sections.get(8)).u32() : undefined;
  return { imports, exports, memories, tables, start, sections };
}

function readSections(source: ByteSource): Map<number, Section> {
  const sections = new Map<number, Section>();
  while (!source.atEnd) {
    const from = source.offset;
    const id = source.byte();
    const part = source.part(source.u32());
    // Such as zeros behind the module's end, which a copy may leave.
    if (id === 0 && part.atEnd) source.malformed("holds a section without a name");
    sections.set(id, { from, to: part.end, content: part.offset });
  }
  return sections;
}

/** A section's content; of an absent one, an empty list. */
function open(bytes: Uint8Array, section: Section | undefined): ByteSource {
  return section
    ? new ByteSource(bytes, section.content, section.to)
    : new ByteSource(Uint8Array.of(0));
}

function readTypes(source: ByteSource): string[] {
  const types: string[] = [];
  for (let left = source.u32(); left > 0; left--) {
    if (source.byte() !== 0x60) source.malformed("holds a type that isn't a function's");
    const params = readValueTypes(source);
    const results = readValueTypes(source);
    types.push(`(${params}) -> ${results.includes(",") || !results ? `(${results})` : results}`);
  }
  return types;
}

function readValueTypes(source: ByteSource): string {
  const names: string[] = [];
  for (let left = source.u32(); left > 0; left--) {
    names.push(valueTypes[source.byte()] ?? source.malformed("holds an unknown value type"));
  }
  return names.join(", ");
}

function typeAt(types: string[], source: ByteSource): string {
  return types[source.u32()] ?? source.malformed("names a type that it lacks");
}

function readImports(
  source: ByteSource,
  types: string[],
  functions: string[],
): ModuleShape["imports"] {
  const imports: ModuleShape["imports"] = [];
  for (let left = source.u32(); left > 0; left--) {
    const module = source.name();
    const name = source.name();
    const kind = readKind(source);
    const type = readImportType(source, kind, types);
    if (kind === "function") functions.push(type);
    imports.push({ module, name, extern: { kind, type } });
  }
  return imports;
}

function readImportType(source: ByteSource, kind: Extern["kind"], types: string[]): string {
  if (kind === "function") return typeAt(types, source);
  if (kind === "memory") readMemory(source);
  else if (kind === "global") {
    source.byte();
    source.byte();
  } else if (kind === "table") {
    source.byte();
    readMemory(source);
  } else {
    source.byte();
    source.u32();
  }
  return kind;
}

function readKind(source: ByteSource): Extern["kind"] {
  return kinds[source.byte()] ?? source.malformed("holds an unknown kind of import or export");
}

function readMemory(source: ByteSource): Memory {
  const flags = source.byte();
  const min = source.u32();
  return { flags, min, max: flags & 1 ? source.u32() : undefined };
}

function readTable(source: ByteSource): Table {
  const type = source.byte();
  if (type !== 112 && type !== 111) source.malformed("holds a table of an unknown type");
  return { type, ...readMemory(source) };
}

function readExports(source: ByteSource, functions: string[]): ModuleShape["exports"] {
  const exports: ModuleShape["exports"] = new Map();
  for (let left = source.u32(); left > 0; left--) {
    const name = source.name();
    const kind = readKind(source);
    const index = source.u32();
    const type = kind === "function" ? functions[index] : kind;
    exports.set(name, { kind, type: type ?? source.malformed("exports a function that it lacks") });
  }
  return exports;
}
