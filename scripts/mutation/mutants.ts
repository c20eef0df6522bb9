import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** One change of one file. */
export interface Mutant {
  /** Relative to the root, with forward slashes. */
  path: string;
  /** Where the change begins, both from 1. */
  line: number;
  column: number;
  /** What is changed and into what. */
  words: string;
  /** The whole file, as it is and changed. */
  original: string;
  changed: string;
}

interface Edit {
  node: ts.Node;
  by: string;
  /** What it is called when the changed text says too little or too much. */
  words?: string;
}

const swapped = new Map<ts.SyntaxKind, string[]>([
  [ts.SyntaxKind.LessThanToken, ["<=", ">="]],
  [ts.SyntaxKind.LessThanEqualsToken, ["<", ">"]],
  [ts.SyntaxKind.GreaterThanToken, [">=", "<="]],
  [ts.SyntaxKind.GreaterThanEqualsToken, [">", "<"]],
  [ts.SyntaxKind.EqualsEqualsToken, ["!="]],
  [ts.SyntaxKind.ExclamationEqualsToken, ["=="]],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ["!=="]],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ["==="]],
  [ts.SyntaxKind.AmpersandAmpersandToken, ["||"]],
  [ts.SyntaxKind.BarBarToken, ["&&"]],
]);

/** Every change that an operator knows, in the order of the file. */
export function mutantsOf(root: string, path: string): Mutant[] {
  const text = readFileSync(join(root, path), "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const mutants: Mutant[] = [];
  const visit = (node: ts.Node): void => {
    if (isText(node)) return;
    for (const edit of editsOf(node, source)) mutants.push(apply(edit, { path, text, source }));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

/** Imports and types decide nothing, and words are no behaviour. */
function isText(node: ts.Node): boolean {
  return ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node);
}

function editsOf(node: ts.Node, source: ts.SourceFile): Edit[] {
  if (ts.isIfStatement(node)) return ofIf(node, source);
  if (ts.isConditionalExpression(node)) return [negate(node.condition, source)];
  if (ts.isBinaryExpression(node)) {
    const { operatorToken } = node;
    return (swapped.get(operatorToken.kind) ?? []).map((by) => ({ node: operatorToken, by }));
  }
  if (ts.isNumericLiteral(node)) return [{ node, by: `(${node.getText(source)} + 1)` }];
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, by: "false" }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, by: "true" }];
  return ts.isReturnStatement(node) ? ofReturn(node, source) : [];
}

function ofIf(node: ts.IfStatement, source: ts.SourceFile): Edit[] {
  const words = `drop ${shorten(node.getText(source))}`;
  const drop = { node, by: node.elseStatement?.getText(source) ?? ";", words };
  return [negate(node.expression, source), drop];
}

function negate(node: ts.Expression, source: ts.SourceFile): Edit {
  return { node, by: `!(${node.getText(source)})` };
}

/** A function that says boolean answers both, whatever it's asked. */
function ofReturn(node: ts.ReturnStatement, source: ts.SourceFile): Edit[] {
  const { expression } = node;
  const around = ts.findAncestor(node, ts.isFunctionLike);
  const type = around?.type?.getText(source);
  if (expression === undefined || !(type === "boolean" || type === "bool")) return [];
  if (["true", "false"].includes(expression.getText(source))) return [];
  return ["true", "false"].map((by) => ({ node: expression, by }));
}

interface File {
  path: string;
  text: string;
  source: ts.SourceFile;
}

function apply({ node, by, words }: Edit, { path, text, source }: File): Mutant {
  const start = node.getStart(source);
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  return {
    path,
    line: line + 1,
    column: character + 1,
    words: words ?? `${shorten(node.getText(source))} -> ${shorten(by)}`,
    original: text,
    changed: text.slice(0, start) + by + text.slice(node.end),
  };
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
