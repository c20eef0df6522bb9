import { type FieldKind, outcomeShapes, type RecordShape, recordShapes } from "./record-shapes.js";
import { StoreError } from "./store-error.js";
import { type TableName, tableNames } from "./tables.js";

/** One record of an export. */
export interface ParsedRecord {
  readonly table: TableName;
  readonly record: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with a line, without its place. */
class LineProblem extends Error {}

/** The records of an export. Throws a StoreError that names the first wrong line. */
export function parseLines(text: string, { file, layout }: { file: string; layout: number }) {
  const records: ParsedRecord[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line === "" && index > 0) continue;
    try {
      if (index === 0) demandHeader(line, layout);
      else records.push(parseRecord(line));
    } catch (cause) {
      if (!(cause instanceof LineProblem)) throw cause;
      const message = `Cannot import ${file}:${index + 1}: ${cause.message}`;
      throw new StoreError(message, { code: "invalid", cause });
    }
  }
  return records;
}

function demandHeader(line: string, layout: number): void {
  const found = line === "" ? undefined : parseObject(line).layout;
  if (found === layout) return;
  const wanted = JSON.stringify({ layout });
  throw new LineProblem(`expected ${wanted}, with which exports of this version begin`);
}

function parseRecord(line: string): ParsedRecord {
  const { table, ...fields } = parseObject(line);
  const name = tableNames.find((each) => each === table);
  if (!name) throw new LineProblem(`expected table to be one of ${tableNames.join(", ")}`);
  return { table: name, record: parseFields(fields, recordShapes[name]) };
}

function parseObject(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new LineProblem(`it isn't JSON (${(error as Error).message})`);
  }
  return demandObject(value, "the line");
}

function demandObject(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new LineProblem(`expected ${what} to be an object`);
}

function parseFields(fields: Fields, shape: RecordShape): Fields {
  const unknown = Object.keys(fields).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) throw new LineProblem(`unknown field "${unknown}"`);
  const parsed = Object.entries(shape).map(([name, kind]) => {
    if (fields[name] === undefined) throw new LineProblem(`${name} is missing`);
    return [name, parsers[kind](fields[name], name)];
  });
  return Object.fromEntries(parsed);
}

const parsers: Readonly<Record<FieldKind, (value: unknown, name: string) => unknown>> = {
  text: (value, name) => {
    if (typeof value === "string") return value;
    throw new LineProblem(`expected ${name} to be a text`);
  },
  bytes: (value, name) => {
    if (typeof value === "string") {
      const bytes = Buffer.from(value, "base64");
      if (bytes.toString("base64") === value) return new Uint8Array(bytes);
    }
    throw new LineProblem(`expected ${name} to be bytes in base64`);
  },
  count: (value, name) => {
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value;
    throw new LineProblem(`expected ${name} to be a whole number, not below 0`);
  },
  nanoseconds: (value, name) => {
    if (Number.isSafeInteger(value) && (value as number) >= 0) return value;
    if (typeof value === "string" && /^\d{1,19}$/.test(value)) return BigInt(value);
    throw new LineProblem(`expected ${name} to be nanoseconds, as a number or digits`);
  },
  outcome: (value, name) => {
    const { kind, ...fields } = demandObject(value, name);
    const shape = typeof kind === "string" ? outcomeShapes[kind] : undefined;
    if (!shape) throw new LineProblem(`expected ${name}.kind to be none, callback or batch`);
    return { kind, ...parseFields(fields, shape) };
  },
};
