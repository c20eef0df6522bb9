import { ts } from "ts-morph";
import type { ClassFacts, FieldFacts, TypeFacts } from "./facts.js";
import { hasModifier } from "./has-modifier.js";
import { placeOf } from "./place-of.js";
import { readInitializer } from "./read-initializer.js";
import { readType } from "./read-type.js";

/** `exportedAs` is the name that the module exports it under, or "". */
export function readClass(
  node: ts.ClassDeclaration,
  { file, exportedAs }: { file: ts.SourceFile; exportedAs: string },
): ClassFacts {
  const base = node.heritageClauses
    ?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)
    ?.types.at(0);
  return {
    ...placeOf(node.name ?? node, file),
    name: node.name?.text ?? "default",
    exportedAs,
    oddity: oddityOf(node),
    base: base === undefined ? null : readBase(base, file),
    fields: readFields(node, file),
  };
}

function readFields(node: ts.ClassDeclaration, file: ts.SourceFile): FieldFacts[] {
  const maker = node.members.find(ts.isConstructorDeclaration);
  const made = maker === undefined ? [] : assignedNames(maker);
  return node.members
    .flatMap((member) => readMember(member, file))
    .map((field) => (made.includes(field.name) ? { ...field, assigned: true } : field));
}

/** The names that a constructor assigns, as in `this.name = ...`. */
function assignedNames(node: ts.Node): string[] {
  const names: string[] = [];
  const visit = (inner: ts.Node): void => {
    if (
      ts.isBinaryExpression(inner) &&
      inner.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(inner.left) &&
      inner.left.expression.kind === ts.SyntaxKind.ThisKeyword
    ) {
      names.push(inner.left.name.text);
    }
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return names;
}

function readBase(node: ts.ExpressionWithTypeArguments, file: ts.SourceFile): TypeFacts {
  const args = (node.typeArguments ?? []).map((argument) => readType(argument, file));
  return { ...placeOf(node, file), kind: "name", name: node.expression.getText(file), args };
}

function readMember(node: ts.ClassElement, file: ts.SourceFile): FieldFacts[] {
  if (ts.isConstructorDeclaration(node)) {
    return node.parameters
      .filter((parameter) => ts.isParameterPropertyDeclaration(parameter, node))
      .flatMap((parameter) => readField(parameter, file));
  }
  return ts.isPropertyDeclaration(node) ? readField(node, file) : [];
}

function readField(
  node: ts.PropertyDeclaration | ts.ParameterDeclaration,
  file: ts.SourceFile,
): FieldFacts[] {
  const hidden = [
    ts.SyntaxKind.StaticKeyword,
    ts.SyntaxKind.PrivateKeyword,
    ts.SyntaxKind.ProtectedKeyword,
  ];
  if (hidden.some((kind) => hasModifier(node, kind)) || !ts.isIdentifier(node.name)) return [];
  return [
    {
      ...placeOf(node, file),
      name: node.name.text,
      doc: readDoc(node, file),
      type: node.type === undefined ? null : readType(node.type, file),
      initializer: node.initializer === undefined ? null : readInitializer(node.initializer, file),
      optional: node.questionToken !== undefined,
      assigned: ts.isParameter(node) || node.exclamationToken !== undefined,
      readonly: hasModifier(node, ts.SyntaxKind.ReadonlyKeyword),
    },
  ];
}

/** The text of the last comment above, if it is a doc comment. */
function readDoc(node: ts.Node, file: ts.SourceFile): string {
  const comment = ts.getLeadingCommentRanges(file.text, node.pos)?.at(-1);
  const text = comment === undefined ? "" : file.text.slice(comment.pos, comment.end);
  if (!text.startsWith("/**") || text.length < 5) return "";
  const lines = text.slice(3, -2).split("\n");
  return lines
    .map((line) => line.replace(/^\s*\*/, "").trim())
    .filter((line) => line !== "")
    .join(" ");
}

function oddityOf(node: ts.ClassDeclaration): string {
  if (node.typeParameters !== undefined) return "it has type parameters";
  if (hasModifier(node, ts.SyntaxKind.AbstractKeyword)) return "it is abstract";
  if (hasModifier(node, ts.SyntaxKind.DefaultKeyword)) return "it is a default export";
  const needed = node.members
    .find(ts.isConstructorDeclaration)
    ?.parameters.some((each) => each.initializer === undefined && !each.questionToken);
  return needed === true ? "its constructor needs arguments" : "";
}
