import { compileFileType } from "./file-types.js";
import { linesOf } from "./lines.js";
import { compileExclusion, compilePathPatterns, type PathTest } from "./path-pattern.js";
import { type ByteRange, compileExpression, type Expression } from "./regexp.js";

/** As `fs_grep` asks; only the pattern is required. */
export interface GrepOptions {
  pattern: string;
  fixed?: boolean;
  case_insensitive?: boolean;
  with_lines?: boolean;
  filename_only?: boolean;
  /** Most matching lines of a file; 0 = unlimited. */
  max_count?: number;
  include?: readonly string[];
  exclude?: readonly string[];
  type_filter?: string;
}

export interface LineMatch {
  /** From 1. */
  line_num: number;
  line: string;
  ranges: ByteRange[];
}

/** A search ready to be asked file by file. */
export interface Grep {
  /** Whether a file with that path, relative to where the search began, is to be searched. */
  takes: PathTest;
  /** The lines that match; undefined when none does. A file with a NUL byte is taken as binary: none. */
  search(content: Uint8Array): LineMatch[] | undefined;
}

/** Throws a SyntaxError that names the part at fault. */
export function compileGrep(options: GrepOptions): Grep {
  const { pattern, fixed = false, case_insensitive: caseInsensitive = false } = options;
  const expression = compileExpression(pattern, { fixed, caseInsensitive });
  return {
    takes: compileSelection(options),
    search: (text) => search(text, { ...options, expression }),
  };
}

function compileSelection({ include = [], exclude = [], type_filter = "" }: GrepOptions): PathTest {
  const included = include.length > 0 ? compilePathPatterns(include) : () => true;
  const excluded = compileExclusion(exclude);
  const ofType = type_filter ? compileFileType(type_filter) : () => true;
  return (path) => ofType(path) && included(path) && !excluded(path);
}

interface LineSearch extends GrepOptions {
  expression: Expression;
}

function search(text: Uint8Array, options: LineSearch): LineMatch[] | undefined {
  if (text.includes(0)) return undefined;
  const { expression, with_lines = false, filename_only = false, max_count = 0 } = options;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const matches: LineMatch[] = [];
  let line_num = 0;
  for (const line of linesOf(text)) {
    line_num++;
    if (!expression.test(line)) continue;
    if (filename_only) return [];
    const ranges = expression.ranges(line);
    matches.push({ line_num, line: with_lines ? decoder.decode(line) : "", ranges });
    if (matches.length === max_count) break;
  }
  return matches.length > 0 ? matches : undefined;
}
