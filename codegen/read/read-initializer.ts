import { ts } from "ts-morph";
import type { Literal } from "../model.js";
import type { Place } from "../source.js";
import type { InitializerFacts, TypeFacts } from "./facts.js";
import { placeOf } from "./place-of.js";
import { readType } from "./read-type.js";

export function readInitializer(node: ts.Expression, file: ts.SourceFile): InitializerFacts {
  const place = placeOf(node, file);
  const literal = readLiteral(node, file);
  return {
    ...place,
    literal,
    name: ts.isIdentifier(node) ? node.text : "",
    type: impliedType(node, { literal, place, file }),
  };
}

function readLiteral(node: ts.Expression, file: ts.SourceFile): Literal | null {
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    return readLiteral(node.expression, file);
  }
  if (ts.isParenthesizedExpression(node)) return readLiteral(node.expression, file);
  if (ts.isStringLiteralLike(node)) return { kind: "string", value: node.text };
  if (ts.isNumericLiteral(node)) return numberLiteral(node.getText(file), "");
  if (ts.isPrefixUnaryExpression(node) && ts.isNumericLiteral(node.operand)) {
    const digits = node.operand.getText(file);
    if (node.operator === ts.SyntaxKind.MinusToken) return numberLiteral(digits, "-");
    if (node.operator === ts.SyntaxKind.PlusToken) return numberLiteral(digits, "");
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: "bool", value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: "bool", value: false };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: "null" };
  return isEmpty(node) ? { kind: "empty" } : null;
}

/** Takes the digits from the source, since the parser has made a double of them. */
function numberLiteral(source: string, sign: "" | "-"): Literal {
  const text = source.replaceAll("_", "");
  const whole = /^(?:\d+|0[xob][\da-f]+)$/i.test(text);
  if (!whole) return { kind: "float", digits: `${sign}${Number(text)}` };
  return { kind: "int", digits: `${BigInt(`${sign}1`) * BigInt(text)}` };
}

function isEmpty(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.length === 0;
  if (!ts.isNewExpression(node)) return false;
  const [first, ...more] = node.arguments ?? [];
  if (first === undefined) return true;
  return more.length === 0 && ts.isNumericLiteral(first) && first.text === "0";
}

interface Context {
  readonly literal: Literal | null;
  readonly place: Place;
  readonly file: ts.SourceFile;
}

function impliedType(node: ts.Expression, { literal, place, file }: Context): TypeFacts | null {
  if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    return readType(node.type, file);
  }
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    const args = (node.typeArguments ?? []).map((argument) => readType(argument, file));
    return { ...place, kind: "name", name: node.expression.text, args };
  }
  const name = literal === null ? "" : impliedName(literal);
  return name === "" ? null : { ...place, kind: "name", name, args: [] };
}

function impliedName(literal: Literal): string {
  if (literal.kind === "string" || literal.kind === "bool") return literal.kind;
  if (literal.kind === "float") return "f64";
  if (literal.kind !== "int") return "";
  const value = BigInt(literal.digits);
  return value === BigInt.asIntN(32, value) ? "i32" : "i64";
}
