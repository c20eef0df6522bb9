import { ts } from "ts-morph";
import type { ImportFacts, ReexportFacts } from "./facts.js";

/** How a module's names connect to other modules and to its own exports. */
export interface ModuleNames {
  readonly imports: ImportFacts[];
  readonly reexports: ReexportFacts[];
  /** Local name to exported name, of `export { local as exported }`. */
  readonly exports: Map<string, string>;
}

export function readModuleNames(file: ts.SourceFile): ModuleNames {
  const names: ModuleNames = { imports: [], reexports: [], exports: new Map() };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, names);
    if (ts.isExportDeclaration(statement)) readExport(statement, names);
  }
  return names;
}

function readImport(node: ts.ImportDeclaration, { imports }: ModuleNames): void {
  const clause = node.importClause;
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const from = node.moduleSpecifier.text;
  if (clause?.name !== undefined) imports.push({ local: clause.name.text, name: "default", from });
  const bindings = clause?.namedBindings;
  if (bindings === undefined) {
    if (clause?.name === undefined) imports.push({ local: "", name: "", from });
  } else if (ts.isNamespaceImport(bindings)) {
    imports.push({ local: bindings.name.text, name: "*", from });
  } else {
    for (const each of bindings.elements) {
      imports.push({ local: each.name.text, name: (each.propertyName ?? each.name).text, from });
    }
  }
}

function readExport(node: ts.ExportDeclaration, { reexports, exports }: ModuleNames): void {
  const from =
    node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)
      ? node.moduleSpecifier.text
      : null;
  if (node.exportClause === undefined) {
    if (from !== null) reexports.push({ exportedAs: "*", name: "*", from });
  } else if (ts.isNamedExports(node.exportClause)) {
    for (const each of node.exportClause.elements) {
      const name = (each.propertyName ?? each.name).text;
      if (from === null) exports.set(name, each.name.text);
      else reexports.push({ exportedAs: each.name.text, name, from });
    }
  }
}
