import { MAX_DEPTH } from "./msgpack/fault";
import { MsgValue } from "./msgpack/value";
import { TextBuilder } from "./runtime/text-builder";

/** Writes values as JSON, without spaces. */
export class JsonWriter {
  private readonly out: TextBuilder = new TextBuilder();

  /** Throws for what is nested too deeply. */
  write(value: MsgValue, depth: i32 = 0): void {
    switch (value.kind) {
      case 1:
        return this.put(value.b ? "true" : "false");
      case 2:
        return this.put(value.isUnsigned ? (value.i as u64).toString() : value.i.toString());
      case 3:
        return this.put(isFinite(value.f) ? value.f.toString() : "null");
      case 4:
        return this.writeString(value.s);
      case 5:
        return this.writeBytes(value.bin);
      case 6:
        return this.writeArray(value.arr, deeper(depth));
      case 7:
        return this.writeMap(value, deeper(depth));
      default:
        this.put("null");
    }
  }

  toString(): string {
    return this.out.toString();
  }

  private put(piece: string): void {
    this.out.text(piece);
  }

  /** As base64. */
  private writeBytes(bytes: Uint8Array): void {
    const size = bytes.length;
    this.put('"');
    for (let i = 0; i < size; i += 3) {
      const second: u32 = i + 1 < size ? bytes[i + 1] : 0;
      const third: u32 = i + 2 < size ? bytes[i + 2] : 0;
      const bits = ((bytes[i] as u32) << 16) | (second << 8) | third;
      this.out.unit(base64Digit(bits >> 18));
      this.out.unit(base64Digit((bits >> 12) & 63));
      this.out.unit(i + 1 < size ? base64Digit((bits >> 6) & 63) : 0x3d);
      this.out.unit(i + 2 < size ? base64Digit(bits & 63) : 0x3d);
    }
    this.put('"');
  }

  private writeArray(items: MsgValue[], depth: i32): void {
    this.put("[");
    for (let i = 0; i < items.length; i++) {
      if (i > 0) this.put(",");
      this.write(items[i], depth);
    }
    this.put("]");
  }

  /** Without keys that aren't strings. */
  private writeMap(map: MsgValue, depth: i32): void {
    const keys = map.keyVals;
    let open = "{";
    for (let i = 0; i < keys.length; i++) {
      if (keys[i].kind != 4) continue;
      this.put(open);
      this.writeString(keys[i].s);
      this.put(":");
      this.write(map.vals[i], depth);
      open = ",";
    }
    this.put(open == "{" ? "{}" : "}");
  }

  private writeString(text: string): void {
    let from = 0;
    this.put('"');
    for (let i = 0; i < text.length; i++) {
      const escape = escapeOf(text.charCodeAt(i));
      if (escape.length == 0) continue;
      this.out.part(text, from, i);
      this.put(escape);
      from = i + 1;
    }
    this.out.part(text, from, text.length);
    this.put('"');
  }
}

function deeper(depth: i32): i32 {
  if (depth < MAX_DEPTH) return depth + 1;
  throw new Error("Cannot write JSON: nested deeper than " + MAX_DEPTH.toString() + " levels");
}

/** How a character is written within a string; "" for as it is. */
function escapeOf(char: i32): string {
  if (char == 0x22) return '\\"';
  if (char == 0x5c) return "\\\\";
  if (char >= 0x20) return "";
  if (char == 0x0a) return "\\n";
  if (char == 0x0d) return "\\r";
  if (char == 0x09) return "\\t";
  return "\\u00" + (char >> 4).toString() + hexDigit(char & 15);
}

function hexDigit(value: i32): string {
  return String.fromCharCode(value < 10 ? 0x30 + value : 0x57 + value);
}

function base64Digit(value: i32): i32 {
  if (value < 26) return 0x41 + value;
  if (value < 52) return 0x47 + value;
  if (value < 62) return value - 4;
  return value == 62 ? 0x2b : 0x2f;
}
