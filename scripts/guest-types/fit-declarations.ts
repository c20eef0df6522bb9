import ts from "typescript";

/** Classes that a skill only passes to the library, never reads. */
const isInput = /Options$/;

/**
 * Makes TypeScript take what AssemblyScript takes. Fields of option classes become optional, because
 * an object literal may leave them out and they keep their defaults. What gives a `bool`, which
 * AssemblyScript's own types call a boolean or a number, gives a boolean: else `done = status.isOk`
 * would be an error.
 */
export const fitDeclarations: ts.TransformerFactory<ts.SourceFile | ts.Bundle> = (context) => {
  const { factory } = context;

  const markField = (node: ts.Node): ts.Node => {
    if (!ts.isPropertyDeclaration(node)) return node;
    const { modifiers, name, type, initializer } = node;
    const question = factory.createToken(ts.SyntaxKind.QuestionToken);
    return factory.updatePropertyDeclaration(node, modifiers, name, question, type, initializer);
  };
  const sayBoolean = (node: ts.Node): ts.Node => {
    if (ts.isParameter(node)) return node;
    const isBool = ts.isTypeReferenceNode(node) && ts.idText(node.typeName as ts.Identifier);
    if (isBool === "bool") return factory.createKeywordTypeNode(ts.SyntaxKind.BooleanKeyword);
    return ts.visitEachChild(node, sayBoolean, context);
  };
  const visit = (node: ts.Node): ts.Node => {
    const isOptions = ts.isClassDeclaration(node) && isInput.test(node.name?.text ?? "");
    return ts.visitEachChild(node, isOptions ? markField : sayBoolean, context);
  };
  return (file) => (ts.isSourceFile(file) ? ts.visitEachChild(file, visit, context) : file);
};
