import type { Field, RecordType, Type } from "../../contract/schema.js";
import { fileOf } from "./catalog.js";
import { meaning } from "./names.js";

/** A generated page. */
export class Page {
  readonly path: string;
  readonly #parts: string[];

  constructor(name: string, title: string) {
    this.path = `docs/abi/${name}.md`;
    const origin = "<!-- Made by scripts/generate-wire.ts from contract/. Do not edit. -->";
    this.#parts = [origin, `# ${title}`];
  }

  /** Adds paragraphs, headings or tables. */
  add(...parts: string[]): void {
    this.#parts.push(...parts);
  }

  addRecord(record: RecordType): void {
    this.add(`## ${record.name}`, record.doc, fieldTable(record.fields, this));
  }

  /** How a type is named, with a link to the record that it holds. */
  typeName(type: Type): string {
    if (typeof type === "string") return wireNames[type];
    if ("list" in type) return `array of ${this.typeName(type.list)}`;
    if ("map" in type) return `map of ${this.typeName(type.map)}`;
    const page = `docs/abi/${fileOf(type.record)}.md`;
    const file = page === this.path ? "" : `${fileOf(type.record)}.md`;
    return `[${type.record}](${file}#${type.record.toLowerCase()})`;
  }

  toString(): string {
    return `${this.#parts.join("\n\n")}\n`;
  }
}

const wireNames = {
  str: "str",
  bool: "bool",
  i32: "i32",
  u32: "u32",
  i64: "i64",
  f64: "f64",
  bin: "bin",
  any: "any value",
  spliced: "any value",
  args: "map, or bin that holds it",
} as const;

/** A table of rows, the first being its head. */
export function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

export function fieldTable(fields: readonly Field[], page: Page): string {
  const rows = fields.map((field) => {
    const keys = field.alias === undefined ? [field.key] : [field.key, field.alias];
    const name = keys.map((key) => `\`${key}\``).join(", ");
    return [name, page.typeName(field.type), presence(field), meaning(field)];
  });
  return table([["key", "type", "presence", "meaning"], ...rows]);
}

function presence(field: Field): string {
  if (field.required) return "required";
  if (field.omit === "empty") return "left out when empty";
  return field.omit === "null" ? "optional" : "";
}
