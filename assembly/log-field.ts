import { Writer } from "./msgpack/writer";

/** A named value of a log line: text, or by `number` and `flag` a typed one. */
export class LogField {
  name: string = "";
  value: string = "";
  private amount: f64 = 0;
  // A hook, so that skills which log texts only needn't carry the rest.
  private write: (out: Writer, field: LogField) => void = writeText;

  static text(name: string, value: string): LogField {
    const field = new LogField();
    field.name = name;
    field.value = value;
    return field;
  }

  static number(name: string, value: f64): LogField {
    const field = LogField.text(name, "");
    field.amount = value;
    field.write = writeNumber;
    return field;
  }

  static flag(name: string, value: bool): LogField {
    const field = LogField.text(name, "");
    field.amount = value ? 1 : 0;
    field.write = writeFlag;
    return field;
  }
}

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

/** Writes fields as the pairs of a map. */
export function writeLogFields(out: Writer, fields: LogField[]): void {
  out.map(fields.length);
  for (let i = 0; i < fields.length; i++) {
    const field = unchecked(fields[i]);
    out.string(field.name);
    field.write(out, field);
  }
}
