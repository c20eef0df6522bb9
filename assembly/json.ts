import { JsonParser } from "./json-parser";
import { JsonWriter } from "./json-writer";
import { MsgValue } from "./msgpack/value";
import { Result } from "./result";

/** JSON texts, such as web services take and give. Nothing here asks the host. */
export namespace json {
  /**
   * The value that a JSON text holds, 64 levels deep at most. A number without fraction and exponent is
   * an int as far as i64 and u64 reach, any other a float; of keys that come twice the last one counts.
   * A text that is no JSON fails with code `invalid`, and the error says at which character.
   */
  export function parse(text: string): Result<MsgValue> {
    const parser = new JsonParser(text);
    parser.parse();
    const code = parser.error.length > 0 ? "invalid" : "";
    return new Result<MsgValue>(parser.value, parser.error, code);
  }

  /**
   * A value as JSON, without spaces. Bytes become base64; infinities, NaN and extensions become null, and
   * keys that aren't texts are left out. Throws for what is nested deeper than 64 levels.
   */
  export function stringify(value: MsgValue): string {
    const writer = new JsonWriter();
    writer.write(value);
    return writer.toString();
  }
}
