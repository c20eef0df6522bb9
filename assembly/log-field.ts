import { Writer } from "./msgpack/writer";

const TEXT: u8 = 0;
const NUMBER: u8 = 1;
const FLAG: u8 = 2;

/** A named value of a log line: text, or by `number` and `flag` a typed one. */
export class LogField {
  name: string = "";
  value: string = "";
  private kind: u8 = TEXT;
  private amount: f64 = 0;

  static text(name: string, value: string): LogField {
    const field = new LogField();
    field.name = name;
    field.value = value;
    return field;
  }

  static number(name: string, value: f64): LogField {
    const field = LogField.text(name, "");
    field.kind = NUMBER;
    field.amount = value;
    return field;
  }

  static flag(name: string, value: bool): LogField {
    const field = LogField.number(name, value ? 1 : 0);
    field.kind = FLAG;
    return field;
  }

  /** Writes the field as a pair of a map. */
  write(out: Writer): void {
    out.key(this.name);
    const amount = this.amount;
    if (this.kind == TEXT) out.string(this.value);
    else if (this.kind == FLAG) out.bool(amount != 0);
    else if (nearest(amount) == amount && abs(amount) <= 9007199254740991) out.i64(amount as i64);
    else out.f64(amount);
  }
}

export function writeLogField(out: Writer, field: LogField): void {
  field.write(out);
}
