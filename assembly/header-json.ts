import { JsonScanner } from "./json-scanner";
import { HttpHeader } from "./wire/http.gen";

/** Reads a JSON object whose values are strings. Stops at the first thing that is none. */
class HeaderParser extends JsonScanner {
  headers: HttpHeader[] = [];

  constructor(json: string) {
    super(json, "headers");
  }

  parse(): void {
    this.skipSpace();
    if (this.at == this.json.length) return;
    this.expect(0x7b);
    if (!this.takes(0x7d)) {
      do this.parseHeader();
      while (this.takes(0x2c));
      this.expect(0x7d);
    }
    this.expectEnd();
    if (this.hasFailed) this.headers = [];
  }

  private parseHeader(): void {
    const name = this.parseString();
    this.expect(0x3a);
    const value = this.parseString();
    if (!this.hasFailed) this.headers.push({ name, value });
  }
}

/** Headers of a JSON object in their order, or what's wrong with it. */
export function parseHeaders(json: string): HeaderParser {
  const parser = new HeaderParser(json);
  parser.parse();
  return parser;
}
