import { join, relative } from "node:path";
import ts from "typescript";
import { fitDeclarations } from "./fit-declarations.js";

/** A declaration's place: the source's path below the root, such as "assembly/http.ts", and its name. */
export interface Declared {
  readonly source: string;
  readonly name: string;
}

export interface Emitted {
  readonly source: string;
  /** Declarations, as TypeScript prints them. */
  readonly text: string;
  /** The source map of `text`. */
  readonly map: string;
}

export interface Declarations {
  readonly files: readonly Emitted[];
  /** What the guest library exports; by the name by which it does. */
  readonly exported: ReadonlyMap<string, Declared>;
}

/** What TypeScript makes of the guest library's sources below `root`. Throws an Error if it can't. */
export function emitDeclarations(root: string): Declarations {
  const entry = join(root, "index.ts");
  const program = ts.createProgram([entry], optionsOf(root));
  const texts = new Map<string, string>();
  const keep = (path: string, text: string) => texts.set(path, text);
  const fit = { afterDeclarations: [fitDeclarations] };
  const { emitSkipped } = program.emit(undefined, keep, undefined, true, fit);
  if (emitSkipped) throw new Error("Cannot declare the guest library: TypeScript emits nothing");
  const files = program
    .getSourceFiles()
    .filter(({ fileName, isDeclarationFile }) => !isDeclarationFile && fileName !== entry)
    .map(({ fileName }) => {
      const made = fileName.replace(/\.ts$/, ".d.ts");
      const [text = "", map = ""] = [texts.get(made), texts.get(`${made}.map`)];
      return { source: pathBelow(root, fileName), text, map };
    });
  return { files, exported: exportsOf(program, root) };
}

function optionsOf(root: string): ts.CompilerOptions {
  const folder = join(root, "assembly");
  const { config } = ts.readConfigFile(join(folder, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  return {
    ...options,
    noEmit: false,
    noEmitOnError: false,
    declaration: true,
    declarationMap: true,
    emitDeclarationOnly: true,
    newLine: ts.NewLineKind.LineFeed,
  };
}

function exportsOf(program: ts.Program, root: string): Map<string, Declared> {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(join(root, "index.ts"));
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error("Cannot declare the guest library: no index.ts");
  const exported = new Map<string, Declared>();
  for (const symbol of checker.getExportsOfModule(module)) {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const { name, declarations } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    const declaration = declarations?.[0]?.getSourceFile().fileName ?? "";
    exported.set(symbol.name, { source: pathBelow(root, declaration), name });
  }
  return exported;
}

function pathBelow(root: string, path: string): string {
  return relative(root, path).replaceAll("\\", "/");
}
