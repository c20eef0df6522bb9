import { readFileSync } from "node:fs";
import { findPackage } from "./package.js";

interface SdkName {
  readonly kind: string;
  /** Of a class or namespace. */
  readonly members: readonly string[];
  readonly isExported: boolean;
}

let known: ReadonlyMap<string, SdkName> | undefined;

/** What the SDK declares, by name. */
export function sdkNames(): ReadonlyMap<string, SdkName> {
  known ??= readNames(readFileSync(new URL("assembly/types.gen.d.ts", findPackage().root), "utf8"));
  return known;
}

/** Reads declarations as they are printed for editors, which compile nothing but them. */
function readNames(text: string): Map<string, SdkName> {
  const [declared = "", exported = ""] = text.split("\nexport {");
  const exports = new Set(exported.match(/\w+/g));
  const names = new Map<string, SdkName>();
  for (const [, kind = "", name = "", base = "", rest = ""] of declared.matchAll(declarations)) {
    const own = [...rest.matchAll(members)].map(([, member = ""]) => member);
    const inherited = names.get(base)?.members ?? [];
    names.set(name, {
      kind,
      members: [...new Set([...own, ...inherited])],
      isExported: exports.has(name),
    });
  }
  return names;
}

const declarations =
  /^declare (class|namespace|function|const) (\w+)(?:<\w+>)?(?: extends (\w+))?(.*(?:\n(?:[ }]).*)*)/gm;
const members =
  /^ {4}(?!private |protected |constructor\b)(?:(?:static|readonly|get|set|function) )*(\w+)[?(<:]/gm;
