import {
  type AnswerRoom,
  compileExpression,
  type Expression,
  type GrepOptions,
  type LineMatch,
} from "@luminarys/sdk-as/engine/cores";
import type { TimeLimit } from "../../files/time-limit.js";
import { everyLine, type Finder, literalFinder, shapeFinder } from "./finder.js";

const LF = 0x0a;
const CR = 0x0d;
/** How many lines are tested between two looks at the clock. */
const CHECK_EVERY = 64;

/** Searches whole lines of a file, part by part. */
export interface LineSearch {
  /** The lines that match; with `filename_only` one of them. */
  readonly matches: readonly LineMatch[];
  /** Searches the next lines. False once no more are wanted. */
  search(text: Buffer): boolean;
}

/** So many in one line are more than there ever is room for. */
const MOST_RANGES = 2_000_000;

/** What a search may take. */
export interface SearchBounds {
  readonly limit: TimeLimit;
  readonly room: AnswerRoom;
}

/** What is the same for all files. Throws a SyntaxError. */
export interface LineSearcher {
  begin(bounds: SearchBounds): LineSearch;
}

export function compileLineSearch(request: GrepOptions): LineSearcher {
  const { pattern, fixed = false, case_insensitive: caseInsensitive = false } = request;
  const expression = compileExpression(pattern, { fixed, caseInsensitive });
  const isLiteral = (fixed || !/[\\.+*?()|[\]{}^$]/.test(pattern)) && isPlain(pattern);
  const parts = { request, expression };
  if (isLiteral && !caseInsensitive) {
    const needle = Buffer.from(pattern);
    const literal = { test: (line: Buffer) => line.includes(needle), ranges: rangesOf(needle) };
    const rest = { request, expression: literal, finder: literalFinder(needle) };
    return { begin: (bounds) => new FileSearch({ ...rest, ...bounds }) };
  }
  const text = fixed ? pattern.replace(/[\\.+*?()|[\]{}^$]/g, "\\$&") : pattern;
  const finder = shapeFinder({ pattern: text, caseInsensitive }) ?? everyLine;
  return { begin: (bounds) => new FileSearch({ ...parts, finder, ...bounds }) };
}

/** Whether its bytes are found wherever its characters are: U+FFFD also stands for what is no UTF-8. */
function isPlain(pattern: string): boolean {
  return pattern !== "" && !pattern.includes("\ufffd") && !/\p{Surrogate}/u.test(pattern);
}

function rangesOf(needle: Buffer): Expression["ranges"] {
  return (line, most = MOST_RANGES) => {
    const ranges = [];
    const bytes = line as Buffer;
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length)) {
      if (ranges.length === most) break;
      ranges.push({ start: at, end: at + needle.length });
    }
    return ranges;
  };
}

interface SearchParts extends SearchBounds {
  readonly request: GrepOptions;
  readonly expression: { test(line: Buffer): boolean; ranges: Expression["ranges"] };
  readonly finder: Finder;
}

class FileSearch implements LineSearch {
  readonly matches: LineMatch[] = [];
  private readonly parts: SearchParts;
  private line = 1;

  constructor(parts: SearchParts) {
    this.parts = parts;
  }

  search(text: Buffer): boolean {
    const { expression, finder, limit, request } = this.parts;
    const most = request.filename_only ? 1 : request.max_count || Number.POSITIVE_INFINITY;
    const find = finder(text);
    let counted = 0;
    let tested = 0;
    for (let hit = find(0), end = 0; hit >= 0; hit = find(end + 1)) {
      if (tested++ % CHECK_EVERY === 0) limit.check();
      const start = hit === 0 ? 0 : text.lastIndexOf(LF, hit - 1) + 1;
      const found = text.indexOf(LF, hit);
      end = found < 0 ? text.length : found;
      const cut = found > start && text[end - 1] === CR ? end - 1 : end;
      const line = text.subarray(start, cut);
      if (!expression.test(line)) continue;
      this.line += countLines(text, { from: counted, to: start });
      counted = start;
      this.add(line, expression.ranges(line, MOST_RANGES));
      if (this.matches.length >= most) return false;
    }
    this.line += countLines(text, { from: counted, to: text.length });
    return true;
  }

  private add(line: Buffer, ranges: LineMatch["ranges"]): void {
    const { request, room } = this.parts;
    room.takeHit(ranges.length);
    if (request.with_lines) room.takeText(line.length);
    const text = request.with_lines ? decoder.decode(line) : "";
    this.matches.push({ line_num: this.line, line: text, ranges });
  }
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function countLines(text: Buffer, { from, to }: { from: number; to: number }): number {
  let count = 0;
  for (let at = text.indexOf(LF, from); at >= 0 && at < to; at = text.indexOf(LF, at + 1)) count++;
  return count;
}
