import {
  decodedMappings,
  encodedMap,
  type SourceMapSegment,
  TraceMap,
} from "@jridgewell/trace-mapping";
import ts from "typescript";
import type { Declarations, Declared, Emitted } from "./emit-declarations.js";

/** One declaration at the top of a file, with the lines that it takes. */
interface Piece extends Declared {
  readonly lines: readonly string[];
  readonly segments: readonly (readonly SourceMapSegment[])[];
  /** Names of the types that it speaks of. */
  readonly types: ReadonlySet<string>;
}

export interface RolledUp {
  readonly lines: readonly string[];
  /** The source map's fields `sources` and `mappings`. */
  readonly sources: readonly string[];
  readonly mappings: string;
}

/** One module out of many: what is exported, and the types of that. `head` are its first lines. */
export function rollUp({ files, exported }: Declarations, head: readonly string[]): RolledUp {
  const kept = reach(files.flatMap(takeApart), [...exported.values()]);
  const sources = [...new Set(kept.map(({ source }) => source))];
  const lines = [...head];
  const mappings: SourceMapSegment[][] = head.map(() => []);
  for (const piece of kept) {
    const place = sources.indexOf(piece.source);
    lines.push(...piece.lines);
    mappings.push(...piece.segments.map((line) => line.map((each) => moved(each, place))));
  }
  lines.push("export {", ...[...exported].map(printExport).sort(), "};");
  const map = new TraceMap({ version: 3, sources, names: [], mappings });
  return { lines, sources, mappings: encodedMap(map).mappings };
}

function printExport([name, declared]: readonly [string, Declared]): string {
  return name === declared.name ? `  ${name},` : `  ${declared.name} as ${name},`;
}

function moved(segment: SourceMapSegment, source: number): SourceMapSegment {
  const [column, , line = 0, sourceColumn = 0] = segment;
  return segment.length === 1 ? segment : [column, source, line, sourceColumn];
}

/** What is wanted, and what that speaks of, in the order of the sources. */
function reach(pieces: readonly Piece[], wanted: readonly Declared[]): Piece[] {
  const isWanted = (piece: Piece) =>
    wanted.some(({ source, name }) => piece.source === source && piece.name === name);
  const reached = new Set(pieces.filter(isWanted));
  for (const { types } of reached) {
    for (const piece of pieces) if (types.has(piece.name)) reached.add(piece);
  }
  const kept = pieces.filter((piece) => reached.has(piece));
  const names = kept.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return kept;
  throw new Error(`Cannot declare the guest library: it has two declarations of ${twice}`);
}

function takeApart({ source, text, map }: Emitted): Piece[] {
  const file = ts.createSourceFile(source, text, ts.ScriptTarget.Latest, true);
  const lines = text.split("\n");
  const segments = decodedMappings(new TraceMap(map));
  return file.statements.flatMap((statement) => {
    const name = nameOf(statement);
    if (name === undefined) return [];
    const first = file.getLineAndCharacterOfPosition(statement.getStart(file, true)).line;
    const end = file.getLineAndCharacterOfPosition(statement.end).line + 1;
    const taken = lines
      .slice(first, end)
      .map((line, i) => withoutExport(line, segments[first + i]));
    return [
      {
        source,
        name,
        types: typesOf(statement),
        lines: taken.map(({ line }) => line),
        segments: taken.map(({ mapped }) => mapped),
      },
    ];
  });
}

/** A line without the word: one list at the end exports all. */
function withoutExport(line: string, segments: readonly SourceMapSegment[] = []) {
  const { length } = /^export (?=declare |type )/.exec(line)?.[0] ?? "";
  const mapped = segments.map(([column, ...rest]) => {
    return [Math.max(0, column - length), ...rest] as SourceMapSegment;
  });
  return { line: line.slice(length), mapped };
}

function nameOf(statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations[0]?.name.getText();
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isModuleDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return isNamed ? statement.name?.text : undefined;
}

function typesOf(statement: ts.Statement): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node)) names.add(node.typeName.getText());
    if (ts.isExpressionWithTypeArguments(node)) names.add(node.expression.getText());
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return names;
}
