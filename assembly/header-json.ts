import { HttpHeader } from "./wire/http.gen";

/** Reads a JSON object whose values are strings. Stops at the first thing that is none. */
class HeaderParser {
  headers: HttpHeader[] = [];
  error: string = "";
  private at: i32 = 0;

  constructor(private json: string) {}

  parse(): void {
    this.skipSpace();
    if (this.at == this.json.length) return;
    this.expect("{");
    if (!this.takes("}")) {
      do this.parseHeader();
      while (this.takes(","));
      this.expect("}");
    }
    if (this.at < this.json.length) this.refuse("the end");
    if (this.error.length > 0) this.headers = [];
  }

  private parseHeader(): void {
    const name = this.parseString();
    this.expect(":");
    const value = this.parseString();
    if (this.error.length == 0) this.headers.push({ name, value });
  }

  private skipSpace(): void {
    while (this.at < this.json.length && isSpace(this.json.charCodeAt(this.at))) this.at++;
  }

  /** Takes `char` and the space around it, if it comes next. */
  private takes(char: string): bool {
    this.skipSpace();
    if (this.error.length > 0 || this.json.charAt(this.at) != char) return false;
    this.at++;
    this.skipSpace();
    return true;
  }

  private expect(char: string): void {
    if (!this.takes(char)) this.refuse('"' + char + '"');
  }

  private refuse(wanted: string): void {
    if (this.error.length > 0) return;
    const place = " at offset " + this.at.toString();
    this.error = "Cannot parse headers: expected " + wanted + place;
  }

  private parseString(): string {
    this.skipSpace();
    if (this.error.length > 0) return "";
    if (this.json.charAt(this.at) != '"') {
      this.refuse("a string");
      return "";
    }
    let text = "";
    let from = ++this.at;
    while (this.at < this.json.length) {
      const char = this.json.charCodeAt(this.at);
      if (char < 0x20) break;
      if (char == 0x22) {
        text += this.json.substring(from, this.at++);
        return text;
      }
      if (char == 0x5c) {
        text += this.json.substring(from, this.at) + this.parseEscape();
        from = this.at;
        if (this.error.length > 0) return "";
      } else this.at++;
    }
    this.refuse("the end of the string");
    return "";
  }

  private parseEscape(): string {
    const char = this.json.charAt(this.at + 1);
    this.at += 2;
    if (char == "u") return this.parseUnit();
    if (char == "n") return "\n";
    if (char == "t") return "\t";
    if (char == "r") return "\r";
    if (char == "b") return "\b";
    if (char == "f") return "\f";
    if (char == '"' || char == "\\" || char == "/") return char;
    this.at -= 2;
    this.refuse("a JSON escape");
    return "";
  }

  private parseUnit(): string {
    let unit = 0;
    for (let i = 0; i < 4; i++) {
      const digit = hexValue(this.json, this.at);
      if (digit < 0) {
        this.refuse("a hexadecimal digit");
        return "";
      }
      unit = (unit << 4) | digit;
      this.at++;
    }
    return String.fromCharCode(unit);
  }
}

function isSpace(char: i32): bool {
  return char == 0x20 || (char >= 0x09 && char <= 0x0d && char != 0x0b && char != 0x0c);
}

/** Value of the hexadecimal digit at `at`, or -1. */
function hexValue(text: string, at: i32): i32 {
  const char = at < text.length ? text.charCodeAt(at) : 0;
  if (char >= 0x30 && char <= 0x39) return char - 0x30;
  const letter = char | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Headers of a JSON object in their order, or what's wrong with it. */
export function parseHeaders(json: string): HeaderParser {
  const parser = new HeaderParser(json);
  parser.parse();
  return parser;
}
