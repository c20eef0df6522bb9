import { asciiRange, perlSets, sequenceOfSet, sequenceOfText } from "./byte-sequence.js";
import {
  anyShape,
  choiceOfShapes,
  concatShapes,
  emptyShape,
  repeatShape,
  type Shape,
  wholeShape,
} from "./shape.js";

export interface ShapeOptions {
  readonly caseInsensitive: boolean;
}

/**
 * What all matches of a valid RE2 expression have in common; undefined when it holds what isn't known
 * here. It may be less than there is, never more.
 */
export function readShape(pattern: string, { caseInsensitive }: ShapeOptions): Shape | undefined {
  const flagged = pattern.startsWith("(?i)");
  const text = flagged ? pattern.slice(4) : pattern;
  try {
    return new ShapeReader(text, caseInsensitive || flagged).read();
  } catch (error) {
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
}

class UnknownSyntax extends Error {
  override readonly name = "UnknownSyntax";
}

class ShapeReader {
  private readonly text: string;
  private readonly ignoreCase: boolean;
  private at = 0;

  constructor(text: string, ignoreCase: boolean) {
    this.text = text;
    this.ignoreCase = ignoreCase;
  }

  read(): Shape {
    const shape = this.choice();
    if (this.at < this.text.length) throw new UnknownSyntax();
    return shape;
  }

  private choice(): Shape {
    const options = [this.sequence()];
    while (this.take("|")) options.push(this.sequence());
    return choiceOfShapes(options);
  }

  private sequence(): Shape {
    let shape = emptyShape;
    while (this.at < this.text.length && !/[|)]/.test(this.text[this.at] as string)) {
      shape = concatShapes(shape, this.repeated(this.atom()));
    }
    return shape;
  }

  private repeated(shape: Shape): Shape {
    const [found, sign, least, more, most] =
      /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(this.text.slice(this.at, this.at + 24)) ?? [];
    if (found === undefined) return shape;
    this.at += found.length;
    if (sign === "*") return this.repeated(repeatShape(shape, { min: 0, max: Infinity }));
    if (sign === "+") return this.repeated(repeatShape(shape, { min: 1, max: Infinity }));
    if (sign === "?") return this.repeated(repeatShape(shape, { min: 0, max: 1 }));
    const min = Number(least);
    if (min === 0) return this.repeated(anyShape);
    const unlimited = most ? Number(most) : Infinity;
    return this.repeated(repeatShape(shape, { min, max: more ? unlimited : min }));
  }

  private atom(): Shape {
    const char = this.next();
    if (char === "(") return this.group();
    if (char === "[") return this.set();
    if (char === "\\") return this.escape();
    if (char === ".") return anyShape;
    if (char === "^" || char === "$") return emptyShape;
    return this.character(char);
  }

  private group(): Shape {
    const [opening] = /^\?(?::|P?<\w+>)/.exec(this.text.slice(this.at)) ?? [];
    if (opening === undefined && this.text[this.at] === "?") throw new UnknownSyntax();
    this.at += opening?.length ?? 0;
    const shape = this.choice();
    if (!this.take(")")) throw new UnknownSyntax();
    return shape;
  }

  private escape(): Shape {
    const char = this.next();
    const set = perlSets[char];
    if (set) return this.oneOf(set);
    if (/[DSW]/.test(char)) return anyShape;
    if (/[bBAz]/.test(char)) return emptyShape;
    if (/[0-9A-Za-z]/.test(char)) throw new UnknownSyntax();
    return this.character(char);
  }

  private set(): Shape {
    const isNegated = this.take("^");
    const codes: number[] = [];
    let isKnown = !isNegated;
    for (let first = true; first || this.text[this.at] !== "]"; first = false) {
      const member = this.member();
      if (member) codes.push(...member);
      else isKnown = false;
    }
    this.at++;
    return isKnown ? this.oneOf(codes) : anyShape;
  }

  /** Undefined for members beyond ASCII. */
  private member(): readonly number[] | undefined {
    const first = this.memberCharacter();
    if (typeof first !== "number") return first;
    const isRange = this.text[this.at] === "-" && this.text[this.at + 1] !== "]";
    if (!isRange) return first < 0x80 ? [first] : undefined;
    this.at++;
    const last = this.memberCharacter();
    if (typeof last !== "number") throw new UnknownSyntax();
    return last < 0x80 ? asciiRange(first, last) : undefined;
  }

  private memberCharacter(): number | readonly number[] | undefined {
    const char = this.next();
    if (char === "[" && this.text[this.at] === ":") throw new UnknownSyntax();
    if (char !== "\\") return char.codePointAt(0) as number;
    const escaped = this.next();
    const set = perlSets[escaped];
    if (set) return set;
    if (/[DSW]/.test(escaped)) return undefined;
    if (/[0-9A-Za-z]/.test(escaped)) throw new UnknownSyntax();
    return escaped.codePointAt(0) as number;
  }

  private character(char: string): Shape {
    const code = char.codePointAt(0) as number;
    if (code < 0x80) return this.oneOf([code]);
    // What reads as U+FFFD may be any byte that isn't UTF-8.
    return this.ignoreCase || char === "\ufffd" ? anyShape : wholeShape(sequenceOfText(char));
  }

  private oneOf(codes: readonly number[]): Shape {
    return wholeShape(sequenceOfSet(new Set(codes), { ignoreCase: this.ignoreCase }));
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at++;
    return true;
  }

  private next(): string {
    const code = this.text.codePointAt(this.at);
    if (code === undefined) throw new UnknownSyntax();
    const char = String.fromCodePoint(code);
    this.at += char.length;
    return char;
  }
}
