import { ts } from "ts-morph";
import type { TypeFacts } from "./facts.js";
import { placeOf } from "./place-of.js";

export function readType(node: ts.TypeNode, file: ts.SourceFile): TypeFacts {
  const place = placeOf(node, file);
  if (ts.isParenthesizedTypeNode(node)) return readType(node.type, file);
  if (ts.isArrayTypeNode(node)) {
    return { ...place, kind: "array", of: readType(node.elementType, file) };
  }
  if (ts.isTypeReferenceNode(node)) {
    const args = (node.typeArguments ?? []).map((argument) => readType(argument, file));
    return { ...place, kind: "name", name: nameOf(node.typeName), args };
  }
  if (ts.isUnionTypeNode(node)) return readUnion(node, file);
  const keyword = ts.tokenToString(node.kind);
  if (keyword !== undefined) return { ...place, kind: "name", name: keyword, args: [] };
  return { ...place, kind: "other", text: node.getText(file), union: false };
}

function readUnion(node: ts.UnionTypeNode, file: ts.SourceFile): TypeFacts {
  const place = placeOf(node, file);
  const rest = node.types.filter((type) => !isNull(type));
  const only = rest.length === 1 ? rest[0] : undefined;
  if (only === undefined || rest.length === node.types.length) {
    return { ...place, kind: "other", text: node.getText(file), union: true };
  }
  const of = readType(only, file);
  return of.kind === "nullable" ? of : { ...place, kind: "nullable", of };
}

function isNull(node: ts.TypeNode): boolean {
  return ts.isLiteralTypeNode(node) && node.literal.kind === ts.SyntaxKind.NullKeyword;
}

function nameOf(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${nameOf(name.left)}.${name.right.text}`;
}
