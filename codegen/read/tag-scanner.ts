import type { Place } from "../source.js";
import type { Said } from "./annotations.js";
import type { TagFacts } from "./facts.js";

/** Walks over the text behind a tag's word and knows where each piece stands in the source. */
export class TagScanner {
  readonly #tag: TagFacts;
  readonly #text: string;
  #at = 0;

  constructor(tag: TagFacts) {
    this.#tag = tag;
    this.#text = tag.text;
  }

  /** Whether nothing but a ` // note` is left. */
  get atEnd(): boolean {
    this.#skipSpace();
    return this.#at === this.#text.length || this.#noteAt(this.#at) === this.#at;
  }

  get atQuote(): boolean {
    this.#skipSpace();
    return this.#text[this.#at] === '"';
  }

  /** The next characters up to a space, left where they are. "" at the end. */
  peekWord(): string {
    return this.atEnd ? "" : (/^\S+/.exec(this.#text.slice(this.#at))?.[0] ?? "");
  }

  /** Null at the end and at a quote. */
  word(): Said | null {
    if (this.atEnd || this.atQuote) return null;
    return this.#take(this.peekWord().length);
  }

  /** Everything that is left, without a note. */
  rest(): Said {
    this.#skipSpace();
    return this.#take(this.#text.slice(this.#at, this.#noteAt(this.#at)).trimEnd().length);
  }

  /** Everything up to the first match of `next`, without a note. */
  upTo(next: RegExp): Said {
    const rest = this.#text.slice(this.#at, this.#noteAt(this.#at));
    const found = rest.search(next);
    return this.#take((found < 0 ? rest : rest.slice(0, found)).trimEnd().length);
  }

  /** Takes `text` if it comes next, with no space before it. */
  skip(text: string): boolean {
    const found = this.#text.startsWith(text, this.#at);
    if (found) this.#at += text.length;
    return found;
  }

  /** Reads a quoted text at the scanner; null when its end is missing. The quote is consumed. */
  quoted(): Said | null {
    const start = this.#at;
    let value = "";
    for (let at = start + 1; at < this.#text.length; at++) {
      const char = this.#text.charAt(at);
      if (char === '"') {
        this.#at = at + 1;
        return { ...this.#place(start, this.#at), value };
      }
      const escaped = char === "\\" && /["\\]/.test(this.#text.charAt(at + 1));
      if (escaped) at++;
      value += escaped ? this.#text.charAt(at) : char;
    }
    this.#at = this.#text.length;
    return null;
  }

  /** Whether a space or the end comes next. */
  get atGap(): boolean {
    return !/^\S/.test(this.#text.slice(this.#at, this.#at + 1));
  }

  /** From the next character to the end of the line. */
  get placeOfRest(): Place {
    this.#skipSpace();
    return this.#place(this.#at, this.#text.length);
  }

  #take(length: number): Said {
    const start = this.#at;
    this.#at += length;
    return { ...this.#place(start, this.#at), value: this.#text.slice(start, this.#at) };
  }

  #place(start: number, end: number): Place {
    const { path, textStart } = this.#tag;
    return { path, start: textStart + start, end: textStart + end };
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at++;
  }

  /** Where a ` // note` begins at or after `from`; the end of the text when there is none. */
  #noteAt(from: number): number {
    const note = /(?<=\s)\/\/(?=\s|$)/g;
    note.lastIndex = from;
    return note.exec(this.#text)?.index ?? this.#text.length;
  }
}
