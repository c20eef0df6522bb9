import { ts } from "ts-morph";
import type { TagFacts } from "./facts.js";

const mark = "@skill:";

/**
 * Finds the `@skill:` lines of all comments. `owners` tells which function a top-level statement
 * is; a comment belongs to the function that it stands above.
 */
export function readTags(file: ts.SourceFile, owners: ReadonlyMap<ts.Node, number>): TagFacts[] {
  if (!file.text.includes(mark)) return [];
  const tags: TagFacts[] = [];
  const marks = findMarks(file.text);
  for (const statement of [...file.statements, file.endOfFileToken]) {
    const owner = owners.get(statement) ?? -1;
    const above = ts.getLeadingCommentRanges(file.text, statement.pos) ?? [];
    for (const comment of above) tags.push(...readComment(file, { comment, owner }));
    const behind = ts.getTrailingCommentRanges(file.text, statement.end) ?? [];
    for (const comment of behind) tags.push(...readComment(file, { comment, owner: -1 }));
    tags.push(...readInside(file, { statement, marks }));
  }
  return tags.sort((a, b) => a.start - b.start);
}

/** Offsets of all marks, in order, wherever they stand. */
function findMarks(text: string): number[] {
  const marks: number[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) marks.push(at);
  return marks;
}

interface Inside {
  readonly statement: ts.Node;
  /** Those before the statement's end are taken out. */
  readonly marks: number[];
}

/** Tags in comments inside a statement belong to nothing, but mustn't be lost silently. */
function readInside(file: ts.SourceFile, { statement, marks }: Inside): TagFacts[] {
  const tags: TagFacts[] = [];
  const start = statement.getStart(file);
  const seen = new Set<number>();
  for (const at of takeBefore(statement.end, marks)) {
    const gap = at < start ? -1 : gapAround(at, { file, statement });
    if (gap < 0) continue;
    const comments = [
      ...(ts.getTrailingCommentRanges(file.text, gap) ?? []),
      ...(ts.getLeadingCommentRanges(file.text, gap) ?? []),
    ];
    for (const comment of comments) {
      if (comment.pos > at || comment.end <= at || seen.has(comment.pos)) continue;
      seen.add(comment.pos);
      tags.push(...readComment(file, { comment, owner: -1 }));
    }
  }
  return tags;
}

function takeBefore(end: number, marks: number[]): number[] {
  const found = marks.findIndex((at) => at >= end);
  return marks.splice(0, found < 0 ? marks.length : found);
}

/** Start of the space between tokens that holds `at`, or -1 when a token holds it. */
function gapAround(
  at: number,
  { file, statement }: { file: ts.SourceFile; statement: ts.Node },
): number {
  let node = statement;
  for (;;) {
    const inner = node.getChildren(file).find((child) => child.pos <= at && at < child.end);
    if (inner === undefined) return -1;
    if (at < inner.getStart(file)) return inner.pos;
    if (inner.getChildCount(file) === 0) return -1;
    node = inner;
  }
}

interface Comment {
  readonly comment: ts.CommentRange;
  readonly owner: number;
}

function readComment(file: ts.SourceFile, { comment, owner }: Comment): TagFacts[] {
  const block = comment.kind === ts.SyntaxKind.MultiLineCommentTrivia;
  const closed = block && file.text.startsWith("*/", comment.end - 2);
  const end = closed ? comment.end - 2 : comment.end;
  const tags: TagFacts[] = [];
  for (let start = comment.pos; start < end; ) {
    const newline = file.text.indexOf("\n", start);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    const cutOff = closed && lineEnd === end && isCutOff(file.text, end);
    const tag = readLine(file, { start, end: lineEnd });
    if (tag !== null) tags.push({ ...tag, owner, cutOff });
    start = lineEnd + 1;
  }
  return tags;
}

/** A star or slash glued to the end, or code right behind it, means that a pattern closed it. */
function isCutOff(text: string, end: number): boolean {
  if (/\s/.test(text.charAt(end - 1))) return false;
  if (text.charAt(end - 1) === "*" || text.charAt(end - 1) === "/") return true;
  return /^[^\s/]/.test(text.slice(end + 2, end + 3));
}

type Line = Omit<TagFacts, "owner" | "cutOff">;

function readLine(file: ts.SourceFile, line: { start: number; end: number }): Line | null {
  const text = file.text.slice(line.start, line.end);
  const found = /^\s*(?:\/\/+|\/\*+|\*+)?\s*@skill:(\S*)/.exec(text);
  if (found === null) return null;
  const start = line.start + found[0].length - mark.length - (found[1] ?? "").length;
  const textStart = line.start + found[0].length;
  return {
    path: file.fileName,
    start,
    end: textStart,
    word: found[1] ?? "",
    text: file.text.slice(textStart, line.end).trimEnd(),
    textStart,
  };
}
