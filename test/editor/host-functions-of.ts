import { join } from "node:path";
import ts from "typescript";
import { listSources, root } from "../support/sources.js";

/** The host functions that each function of the guest library ends in, by "fsRead" or "fs.read". */
export function listHostFunctions(): ReadonlyMap<string, readonly string[]> {
  const bodies = new Map<string, ReadonlySet<string>>();
  for (const { path } of listSources((each) => /^assembly\/[\w-]+\.ts$/.test(each))) {
    const text = ts.sys.readFile(join(root, path)) ?? "";
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    collect(file, { scope: "", bodies });
  }
  return new Map([...bodies.keys()].map((name) => [name, [...reach(name, bodies)].sort()]));
}

interface Collecting {
  /** "", or a namespace's name with a dot. */
  readonly scope: string;
  readonly bodies: Map<string, ReadonlySet<string>>;
}

function collect(node: ts.Node, { scope, bodies }: Collecting): void {
  for (const statement of ts.isSourceFile(node) || ts.isModuleBlock(node) ? node.statements : []) {
    if (ts.isModuleDeclaration(statement) && statement.body !== undefined) {
      collect(statement.body, { scope: `${statement.name.text}.`, bodies });
    }
    if (ts.isFunctionDeclaration(statement)) {
      bodies.set(`${scope}${statement.name?.text}`, calledIn(statement));
    }
  }
}

function calledIn(node: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (each: ts.Node): void => {
    if (ts.isCallExpression(each) && ts.isIdentifier(each.expression)) {
      names.add(each.expression.text);
    }
    ts.forEachChild(each, visit);
  };
  visit(node);
  return names;
}

/** Follows calls into functions of the same namespace, else into those of all files. */
function reach(name: string, bodies: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const scope = name.slice(0, name.indexOf(".") + 1);
  const seen = new Set([name]);
  const found = new Set<string>();
  for (const each of seen) {
    for (const called of bodies.get(each) ?? []) {
      const [, wired] = /^call([A-Z]\w+)$/.exec(called) ?? [];
      if (wired !== undefined) found.add(snakeCase(wired));
      else seen.add(bodies.has(`${scope}${called}`) ? `${scope}${called}` : called);
    }
  }
  return found;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at) => `${at > 0 ? "_" : ""}${letter.toLowerCase()}`);
}
