import { RE2JS, RE2JSException } from "re2js";

export interface ExpressionOptions {
  /** Whether the pattern is literal text. */
  fixed?: boolean;
  caseInsensitive?: boolean;
}

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** An expression that takes time linear in the length of what it searches. */
export interface Expression {
  /** Whether it matches somewhere in the text, given as UTF-8. */
  test(text: Uint8Array): boolean;
  /** Where it matches, left to right, so often at most; as in Go, none is empty right behind another. */
  ranges(text: Uint8Array, most?: number): ByteRange[];
}

/** Compiles RE2 syntax. Throws a SyntaxError. */
export function compileExpression(pattern: string, options: ExpressionOptions = {}): Expression {
  const flags = options.caseInsensitive ? RE2JS.CASE_INSENSITIVE : 0;
  const compiled = compile(pattern, options.fixed ? RE2JS.quote(pattern) : pattern, flags);
  return {
    test: (text) => compiled.test(text),
    ranges: (text, most) => findRanges(compiled, text, most),
  };
}

function compile(pattern: string, expression: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(expression, flags);
  } catch (cause) {
    if (!(cause instanceof RE2JSException)) throw cause;
    const reason = cause.message.replace(/^error parsing regexp: /, "");
    throw new SyntaxError(`Cannot parse expression "${pattern}": ${reason}`, { cause });
  }
}

function findRanges(
  compiled: RE2JS,
  text: Uint8Array,
  most = Number.POSITIVE_INFINITY,
): ByteRange[] {
  const ranges: ByteRange[] = [];
  const matcher = compiled.matcher(text);
  let last = -1;
  while (ranges.length < most && matcher.find()) {
    const start = matcher.start();
    const end = matcher.end();
    if (start < end || start !== last) ranges.push({ start, end });
    last = end;
  }
  return ranges;
}
