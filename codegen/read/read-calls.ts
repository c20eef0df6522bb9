import { ts } from "ts-morph";
import type { CallFacts, SourceFacts, StringFacts } from "./facts.js";
import { placeOf } from "./place-of.js";

type Calls = Pick<SourceFacts, "calls" | "undeclaredRoots" | "readsProcessEnv">;

/** The calls whose functions begin with one of the names in `roots`, and what others begin with. */
export function readCalls(file: ts.SourceFile, roots: ReadonlySet<string>): Calls {
  const calls: CallFacts[] = [];
  const declared = new Set(roots);
  const others = new Set<string>();
  let readsProcessEnv = false;
  const pending: ts.Node[] = [file];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const call = readCall(node, file);
      if (call !== null && roots.has(call.root)) calls.push(call);
      else if (call !== null) others.add(call.root);
    }
    const name = declaredName(node);
    if (name !== "") declared.add(name);
    readsProcessEnv ||= isProcessEnv(node);
    ts.forEachChild(node, (child) => void pending.push(child));
  }
  return {
    calls: calls.sort((a, b) => a.start - b.start),
    undeclaredRoots: [...others].filter((name) => !declared.has(name)),
    readsProcessEnv,
  };
}

function declaredName(node: ts.Node): string {
  const isNamed =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isModuleDeclaration(node);
  return isNamed && node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : "";
}

function isProcessEnv(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === "env" &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "process"
  );
}

function readCall(
  node: ts.CallExpression | ts.NewExpression,
  file: ts.SourceFile,
): CallFacts | null {
  const path = memberPath(node.expression);
  if (path === null) return null;
  const [root = "", ...members] = path;
  const strings: Record<string, StringFacts> = {};
  const heads: Record<string, string> = {};
  for (const [index, argument] of (node.arguments ?? []).entries()) {
    readStrings(argument, { key: `${index}`, file, strings, heads });
  }
  return { ...placeOf(node.expression, file), root, member: members.join("."), strings, heads };
}

interface Target {
  readonly key: string;
  readonly file: ts.SourceFile;
  readonly strings: Record<string, StringFacts>;
  readonly heads: Record<string, string>;
}

function readStrings(node: ts.Expression, { key, file, strings, heads }: Target): void {
  if (ts.isStringLiteralLike(node)) {
    strings[key] = { ...placeOf(node, file), value: node.text };
  } else if (ts.isObjectLiteralExpression(node)) {
    for (const property of node.properties) {
      if (!ts.isPropertyAssignment(property) || !ts.isIdentifier(property.name)) continue;
      readStrings(property.initializer, { key: property.name.text, file, strings, heads });
    }
  } else {
    const head = headOf(node);
    if (head !== "") heads[key] = head;
  }
}

/** What a template or a sum of texts begins with, or "". */
function headOf(node: ts.Expression): string {
  let first = node;
  while (ts.isBinaryExpression(first) && first.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    first = first.left;
  }
  if (ts.isTemplateExpression(first)) return first.head.text;
  return ts.isStringLiteralLike(first) ? first.text : "";
}

function memberPath(node: ts.Expression): string[] | null {
  if (ts.isIdentifier(node)) return [node.text];
  if (!ts.isPropertyAccessExpression(node)) return null;
  const left = memberPath(node.expression);
  return left === null ? null : [...left, node.name.text];
}
