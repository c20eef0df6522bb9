import { TextBuilder } from "./runtime/text-builder";

/** Walks through a JSON text and keeps the first thing that is wrong with it. */
export class JsonScanner {
  error: string = "";
  protected at: i32 = 0;

  constructor(
    protected readonly json: string,
    /** What is parsed, for errors. */
    private readonly what: string,
  ) {}

  /** UTF-16 unit that comes next; 0 at the end. */
  protected get next(): i32 {
    return this.at < this.json.length ? this.json.charCodeAt(this.at) : 0;
  }

  protected get hasFailed(): bool {
    return this.error.length > 0;
  }

  protected skipSpace(): void {
    while (isSpace(this.next)) this.at++;
  }

  /** Takes `char` and the space around it, if it comes next. */
  protected takes(char: i32): bool {
    this.skipSpace();
    if (this.hasFailed || this.next != char) return false;
    this.at++;
    this.skipSpace();
    return true;
  }

  protected expect(char: i32): void {
    if (!this.takes(char)) this.refuse('"' + String.fromCharCode(char) + '"');
  }

  protected expectEnd(): void {
    this.skipSpace();
    if (this.at < this.json.length) this.refuse("the end");
  }

  protected refuse(wanted: string): void {
    if (this.hasFailed) return;
    const place = " at offset " + this.at.toString();
    this.error = "Cannot parse " + this.what + ": expected " + wanted + place;
  }

  protected parseString(): string {
    this.skipSpace();
    if (this.hasFailed) return "";
    if (this.next != 0x22) {
      this.refuse("a string");
      return "";
    }
    const from = ++this.at;
    this.skipUnescaped();
    if (this.next == 0x22) return this.json.substring(from, this.at++);
    const text = new TextBuilder();
    for (let start = from; ; start = this.at) {
      this.skipUnescaped();
      text.part(this.json, start, this.at);
      if (this.next == 0x22) break;
      if (this.next == 0x5c) text.unit(this.parseEscape());
      else this.refuse("the end of the string");
      if (this.hasFailed) return "";
    }
    this.at++;
    return text.toString();
  }

  private skipUnescaped(): void {
    for (; this.at < this.json.length; this.at++) {
      const char = this.next;
      if (char < 0x20 || char == 0x22 || char == 0x5c) return;
    }
  }

  private parseEscape(): i32 {
    const char = this.at + 1 < this.json.length ? this.json.charCodeAt(this.at + 1) : 0;
    const unit = char == 0x75 ? 0 : unitOfEscape(char);
    if (unit < 0) this.refuse("a JSON escape");
    else this.at += 2;
    return char == 0x75 ? this.parseUnit() : unit;
  }

  private parseUnit(): i32 {
    let unit = 0;
    for (let i = 0; i < 4; i++) {
      const digit = hexValue(this.next);
      if (digit < 0) {
        this.refuse("a hexadecimal digit");
        return 0;
      }
      unit = (unit << 4) | digit;
      this.at++;
    }
    return unit;
  }
}

/** What a letter behind a backslash stands for, or -1. */
function unitOfEscape(char: i32): i32 {
  if (char == 0x6e) return 0x0a;
  if (char == 0x74) return 0x09;
  if (char == 0x72) return 0x0d;
  if (char == 0x62) return 0x08;
  if (char == 0x66) return 0x0c;
  return char == 0x22 || char == 0x5c || char == 0x2f ? char : -1;
}

function isSpace(char: i32): bool {
  return char == 0x20 || (char >= 0x09 && char <= 0x0d && char != 0x0b && char != 0x0c);
}

/** Value of a hexadecimal digit, or -1. */
function hexValue(char: i32): i32 {
  if (char >= 0x30 && char <= 0x39) return char - 0x30;
  const letter = char | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
