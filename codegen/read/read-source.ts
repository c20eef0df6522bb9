import { ts } from "ts-morph";
import type { Source } from "../source.js";
import type {
  AliasFacts,
  ClassFacts,
  ConstantFacts,
  FunctionFacts,
  OtherFacts,
  SourceFacts,
  SyntaxErrorFacts,
} from "./facts.js";
import { hasModifier } from "./has-modifier.js";
import { readCalls } from "./read-calls.js";
import { readClass } from "./read-class.js";
import { readFunction } from "./read-function.js";
import { readInitializer } from "./read-initializer.js";
import { type ModuleNames, readModuleNames } from "./read-module.js";
import { readTags } from "./read-tags.js";
import { readType } from "./read-type.js";

/** Reads a source whose text is normalized. Never throws for what the source says. */
export function readSource(source: Source): SourceFacts {
  // To asc these are text, also inside a line comment; to this parser they would end the line.
  const text = source.text.replace(/[\u2028\u2029]/g, " ");
  const file = ts.createSourceFile(source.path, text, {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  const names = readModuleNames(file);
  const declared = new Declarations(file, names.exports);
  for (const statement of file.statements) declared.add(statement);
  return {
    path: source.path,
    tags: readTags(file, declared.owners).map((tag) => ({
      ...tag,
      text: source.text.slice(tag.textStart, tag.textStart + tag.text.length),
    })),
    functions: declared.functions,
    classes: declared.classes,
    aliases: declared.aliases,
    constants: declared.constants,
    others: declared.others,
    imports: names.imports,
    reexports: names.reexports,
    ...readCalls(file, callRoots(names, declared.functions)),
    syntaxErrors: readSyntaxErrors(file),
  };
}

/** The names that calls of interest begin with: what is imported, a handler's Context, and RegExp. */
function callRoots(names: ModuleNames, functions: readonly FunctionFacts[]): Set<string> {
  const imported = names.imports.map((each) => each.local);
  const parameters = functions.flatMap((each) => each.parameters.map(({ name }) => name));
  return new Set([...imported, ...parameters, "RegExp"]);
}

class Declarations {
  readonly functions: FunctionFacts[] = [];
  readonly classes: ClassFacts[] = [];
  readonly aliases: AliasFacts[] = [];
  readonly constants: ConstantFacts[] = [];
  readonly others: OtherFacts[] = [];
  /** Index of each function declaration in `functions`. */
  readonly owners = new Map<ts.Node, number>();
  readonly #file: ts.SourceFile;
  readonly #exports: ReadonlyMap<string, string>;

  constructor(file: ts.SourceFile, exports: ReadonlyMap<string, string>) {
    this.#file = file;
    this.#exports = exports;
  }

  add(node: ts.Statement): void {
    if (ts.isFunctionDeclaration(node)) {
      this.owners.set(node, this.functions.length);
      this.functions.push(readFunction(node, this.#context(node, node.name)));
    } else if (ts.isClassDeclaration(node)) {
      this.classes.push(readClass(node, this.#context(node, node.name)));
    } else if (ts.isTypeAliasDeclaration(node)) {
      this.aliases.push({
        name: node.name.text,
        exportedAs: this.#context(node, node.name).exportedAs,
        generic: node.typeParameters !== undefined,
        type: readType(node.type, this.#file),
      });
    } else if (ts.isVariableStatement(node)) {
      this.#addConstants(node);
    } else {
      this.#addOther(node);
    }
  }

  #addConstants(node: ts.VariableStatement): void {
    if ((node.declarationList.flags & ts.NodeFlags.Const) === 0) return;
    for (const { name, initializer } of node.declarationList.declarations) {
      if (!ts.isIdentifier(name) || initializer === undefined) continue;
      this.constants.push({
        name: name.text,
        exportedAs: this.#context(node, name).exportedAs,
        initializer: readInitializer(initializer, this.#file),
      });
    }
  }

  #addOther(node: ts.Statement): void {
    if (ts.isEnumDeclaration(node)) this.others.push({ name: node.name.text, kind: "enum" });
    if (ts.isInterfaceDeclaration(node)) {
      this.others.push({ name: node.name.text, kind: "interface" });
    }
    if (ts.isModuleDeclaration(node)) {
      this.others.push({ name: node.name.text, kind: "namespace" });
    }
  }

  #context(node: ts.Node, name: ts.Identifier | undefined) {
    const local = name?.text ?? "default";
    const exported = hasModifier(node, ts.SyntaxKind.ExportKeyword);
    return { file: this.#file, exportedAs: exported ? local : (this.#exports.get(local) ?? "") };
  }
}

/** The parser keeps its errors in a property that its types don't show. */
interface ParsedFile extends ts.SourceFile {
  readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[];
}

function readSyntaxErrors(file: ts.SourceFile): SyntaxErrorFacts[] {
  return (file as ParsedFile).parseDiagnostics.map((each) => ({
    start: each.start,
    end: each.start + each.length,
    reason: ts.flattenDiagnosticMessageText(each.messageText, " "),
  }));
}
