import { ts } from "ts-morph";
import type { FunctionFacts, ParameterFacts } from "./facts.js";
import { hasModifier } from "./has-modifier.js";
import { placeOf } from "./place-of.js";
import { readInitializer } from "./read-initializer.js";
import { readType } from "./read-type.js";

/** `exportedAs` is the name that the module exports it under, or "". */
export function readFunction(
  node: ts.FunctionDeclaration,
  { file, exportedAs }: { file: ts.SourceFile; exportedAs: string },
): FunctionFacts {
  return {
    ...placeOf(node.name ?? node, file),
    name: node.name?.text ?? "default",
    exportedAs,
    oddity: oddityOf(node),
    parameters: node.parameters.map((parameter) => readParameter(parameter, file)),
    result: node.type === undefined ? null : readType(node.type, file),
  };
}

function readParameter(node: ts.ParameterDeclaration, file: ts.SourceFile): ParameterFacts {
  return {
    ...placeOf(node, file),
    name: ts.isIdentifier(node.name) ? node.name.text : node.name.getText(file),
    type: node.type === undefined ? null : readType(node.type, file),
    initializer: node.initializer === undefined ? null : readInitializer(node.initializer, file),
    optional: node.questionToken !== undefined,
  };
}

function oddityOf(node: ts.FunctionDeclaration): string {
  if (node.typeParameters !== undefined) return "it has type parameters";
  if (hasModifier(node, ts.SyntaxKind.AsyncKeyword)) return "it is async";
  if (node.asteriskToken !== undefined) return "it is a generator";
  if (hasModifier(node, ts.SyntaxKind.DefaultKeyword)) return "it is a default export";
  if (node.body === undefined) return "it has no body";
  if (node.parameters.some((parameter) => parameter.dotDotDotToken !== undefined)) {
    return "it has a rest parameter";
  }
  if (node.parameters.some((parameter) => !ts.isIdentifier(parameter.name))) {
    return "it takes a parameter apart";
  }
  return "";
}
