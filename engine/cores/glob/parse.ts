const MAX_NESTING = 64;

/** The characters of a set such as `[a-z_]`: inclusive ranges of code points. */
export interface CharacterSet {
  negated: boolean;
  ranges: [number, number][];
}

/** A part of a pattern. `dirs` is a whole segment `**` with its slash: any directories, or none. */
export type Part =
  | { kind: "literal"; char: string }
  | { kind: "one" | "run" | "any" | "dirs" }
  | { kind: "set"; set: CharacterSet }
  | { kind: "choice"; options: Part[][] };

/** Throws a SyntaxError. */
export function parseGlob(pattern: string): Part[] {
  return new GlobParser(pattern).parse();
}

class GlobParser {
  private readonly pattern: string;
  private readonly chars: string[];
  private at = 0;
  private nesting = 0;

  constructor(pattern: string) {
    this.pattern = pattern;
    this.chars = Array.from(pattern);
  }

  parse(): Part[] {
    const parts: Part[] = [];
    while (this.at < this.chars.length) parts.push(this.part());
    return parts;
  }

  private part(): Part {
    const char = this.chars[this.at++] as string;
    if (char === "?") return { kind: "one" };
    if (char === "*") return this.stars();
    if (char === "[") return { kind: "set", set: this.set(this.at - 1) };
    if (char === "{") return { kind: "choice", options: this.options(this.at - 1) };
    return { kind: "literal", char: char === "\\" ? this.escaped() : char };
  }

  private stars(): Part {
    const before = this.chars[this.at - 2];
    if (this.chars[this.at] !== "*") return { kind: "run" };
    while (this.chars[this.at] === "*") this.at++;
    if (this.chars[this.at] !== "/" || (before !== undefined && before !== "/")) {
      return { kind: "any" };
    }
    this.at++;
    return { kind: "dirs" };
  }

  private set(from: number): CharacterSet {
    const negated = this.chars[this.at] === "!" || this.chars[this.at] === "^";
    if (negated) this.at++;
    const ranges: [number, number][] = [];
    while (this.chars[this.at] !== "]") {
      const low = this.setChar(from);
      const isRange = this.chars[this.at] === "-" && this.chars[this.at + 1] !== "]";
      if (isRange) this.at++;
      const high = isRange ? this.setChar(from) : low;
      if (high < low) this.fail("the range runs backwards", from);
      ranges.push([low, high]);
    }
    this.at++;
    if (ranges.length === 0) this.fail('"[]" holds no character', from);
    return { negated, ranges };
  }

  private setChar(from: number): number {
    const char = this.chars[this.at++] ?? this.fail('"[" is never closed', from);
    return (char === "\\" ? this.escaped() : char).codePointAt(0) as number;
  }

  private options(from: number): Part[][] {
    if (++this.nesting > MAX_NESTING) this.fail(`nested deeper than ${MAX_NESTING} levels`, from);
    const options: Part[][] = [[]];
    for (;;) {
      const char = this.chars[this.at] ?? this.fail('"{" is never closed', from);
      if (char === ",") options.push([]);
      else if (char !== "}") {
        options.at(-1)?.push(this.part());
        continue;
      }
      this.at++;
      if (char === ",") continue;
      this.nesting--;
      return options;
    }
  }

  private escaped(): string {
    return this.chars[this.at++] ?? this.fail('"\\" escapes nothing', this.at - 2);
  }

  private fail(reason: string, at: number): never {
    throw new SyntaxError(
      `Cannot parse pattern "${this.pattern}": ${reason} at character ${at + 1}`,
    );
  }
}
