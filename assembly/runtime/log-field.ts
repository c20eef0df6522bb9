import { Writer } from "../msgpack/writer";

/** A named value of a log line: text, or by `number` and `flag` a typed one. */
export class LogField {
  /** What the value is called in the log. */
  name: string = "";
  /** The text; "" when the value is a number or a flag. */
  value: string = "";
  private amount: f64 = 0;
  // Hooks, so that skills needn't carry what they don't log: fields at all, numbers and flags.
  private write: (out: Writer, field: LogField) => void = hookFields();

  /** A value that is text. */
  static text(name: string, value: string): LogField {
    const field = new LogField();
    field.name = name;
    field.value = value;
    return field;
  }

  /** A value that is a number. */
  static number(name: string, value: f64): LogField {
    const field = LogField.text(name, "");
    field.amount = value;
    field.write = writeNumber;
    return field;
  }

  /** A value that is true or false. */
  static flag(name: string, value: bool): LogField {
    const field = LogField.text(name, "");
    field.amount = value ? 1 : 0;
    field.write = writeFlag;
    return field;
  }
}

/** No fields of a log line: static, and never filled. */
// @ts-ignore: decorator
@lazy export const NO_FIELDS: LogField[] = [];

function writeText(out: Writer, field: LogField): void {
  out.string(field.value);
}

function writeNumber(out: Writer, field: LogField): void {
  const amount = field.amount;
  const isWhole = nearest(amount) == amount && abs(amount) <= f64.MAX_SAFE_INTEGER;
  if (isWhole) out.i64(amount as i64);
  else out.f64(amount);
}

function writeFlag(out: Writer, field: LogField): void {
  out.bool(field.amount != 0);
}

// @ts-ignore: decorator
@lazy
let writeFields: (out: Writer, fields: LogField[]) => void = writeNone;

/** The first field makes `writeLogFields` write fields; returns how the value of most is written. */
function hookFields(): (out: Writer, field: LogField) => void {
  writeFields = writePairs;
  return writeText;
}

function writeNone(out: Writer, _fields: LogField[]): void {
  out.map(0);
}

function writePairs(out: Writer, fields: LogField[]): void {
  out.map(fields.length);
  for (let i = 0; i < fields.length; i++) {
    const field = unchecked(fields[i]);
    out.string(field.name);
    field.write(out, field);
  }
}

/** Writes fields as a map. */
export function writeLogFields(out: Writer, fields: LogField[]): void {
  writeFields(out, fields);
}
