import { join } from "node:path";
import ts from "typescript";
import { root } from "../support/sources.js";

export interface Shown {
  /** Such as "fsRead", "fs.read" or "HttpOptions.timeoutMs". */
  readonly name: string;
  /** What an editor shows over it, without the signature. */
  readonly doc: string;
  readonly isInternal: boolean;
}

/** What the guest library exports, with members of namespaces and classes, as editors see it. */
export function listShown(): Shown[] {
  const entry = join(root, "assembly/types.gen.d.ts");
  const program = ts.createProgram([entry], { noLib: true, types: [] });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`Cannot read ${entry}: it is no module`);
  return checker.getExportsOfModule(module).flatMap((symbol) => {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    const shown = show(target, { name: symbol.name, checker });
    const members = [...(target.exports?.values() ?? []), ...(target.members?.values() ?? [])];
    return [
      shown,
      ...members.filter(isPublic).map((member) => {
        const name = `${symbol.name}.${member.name}`;
        const { doc, isInternal } = show(member, { name, checker });
        return { name, doc, isInternal: isInternal || shown.isInternal };
      }),
    ];
  });
}

function show(
  symbol: ts.Symbol,
  { name, checker }: { name: string; checker: ts.TypeChecker },
): Shown {
  const doc = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const isInternal = symbol.getJsDocTags(checker).some((tag) => tag.name === "internal");
  return { name, doc, isInternal };
}

function isPublic({ name, flags, declarations }: ts.Symbol): boolean {
  if (name === "prototype" || (flags & ts.SymbolFlags.TypeParameter) !== 0) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const isHidden = (each: ts.Declaration) => (ts.getCombinedModifierFlags(each) & hidden) !== 0;
  return name !== "__constructor" && !declarations?.some(isHidden);
}
