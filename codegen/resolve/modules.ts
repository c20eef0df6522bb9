import type {
  AliasFacts,
  ClassFacts,
  ConstantFacts,
  OtherFacts,
  SourceFacts,
} from "../read/facts.js";

/** What a name in a source stands for. */
export type Declaration =
  | { readonly kind: "class"; readonly path: string; readonly facts: ClassFacts }
  | { readonly kind: "alias"; readonly path: string; readonly facts: AliasFacts }
  | { readonly kind: "constant"; readonly path: string; readonly facts: ConstantFacts }
  | { readonly kind: "other"; readonly path: string; readonly facts: OtherFacts }
  | { readonly kind: "sdk"; readonly name: string }
  | { readonly kind: "package"; readonly from: string }
  | { readonly kind: "missing"; readonly from: string };

/** The sources of one skill, connected by their imports. */
export class Modules {
  readonly #sources: ReadonlyMap<string, SourceFacts>;
  readonly #sdkPaths: ReadonlySet<string>;

  /** `sdk` is the SDK's import path as the source at `main` writes it. */
  constructor(sources: readonly SourceFacts[], { main, sdk }: { main: string; sdk: string }) {
    this.#sources = new Map(sources.map((source) => [source.path, source]));
    this.#sdkPaths = new Set(["@luminarys/sdk-as", absolute(main, sdk)]);
  }

  /** Whether `from`, as the source at `path` imports it, is the SDK. */
  isSdk(from: string, path: string): boolean {
    return this.#sdkPaths.has(absolute(path, from));
  }

  /** What `name` stands for in the source at `path`. A dotted name goes through a namespace. */
  find(name: string, path: string): Declaration | null {
    const [first = "", second] = name.split(".");
    const own = second === undefined ? this.#declared(first, path) : null;
    if (own !== null) return own;
    const bound = this.#sources.get(path)?.imports.find((each) => each.local === first);
    if (bound === undefined) return null;
    if (second === undefined) return this.#exported(bound.name, { from: bound.from, path });
    return bound.name === "*" ? this.#exported(second, { from: bound.from, path }) : null;
  }

  #declared(name: string, path: string): Declaration | null {
    const source = this.#sources.get(path);
    if (source === undefined) return null;
    const named = (each: { readonly name: string }) => each.name === name;
    const found =
      wrap("class", source.classes.find(named)) ??
      wrap("alias", source.aliases.find(named)) ??
      wrap("constant", source.constants.find(named)) ??
      wrap("other", source.others.find(named));
    return found === null ? null : ({ ...found, path } as Declaration);
  }

  #exported(name: string, { from, path }: { from: string; path: string }): Declaration {
    if (this.isSdk(from, path)) return { kind: "sdk", name };
    if (!from.startsWith(".")) return { kind: "package", from };
    const target = this.#locate(from, path);
    const found = target === null ? null : this.#exportOf(name, target, new Set());
    return found ?? { kind: "missing", from };
  }

  #exportOf(name: string, path: string, visited: Set<string>): Declaration | null {
    const source = this.#sources.get(path);
    if (source === undefined || visited.has(`${path} ${name}`)) return null;
    visited.add(`${path} ${name}`);
    const local = localName(name, source);
    const own = this.#declared(local, path);
    if (own !== null) return own;
    const bound = source.imports.find((each) => each.local === local && each.name !== "*");
    const onward = bound === undefined ? [] : [{ name: bound.name, from: bound.from }];
    for (const each of source.reexports) {
      if (each.exportedAs === name) onward.push({ name: each.name, from: each.from });
      if (each.exportedAs === "*") onward.push({ name, from: each.from });
    }
    for (const next of onward) {
      if (this.isSdk(next.from, path)) return { kind: "sdk", name: next.name };
      const target = this.#locate(next.from, path);
      const found = target === null ? null : this.#exportOf(next.name, target, visited);
      if (found !== null) return found;
    }
    return null;
  }

  #locate(from: string, path: string): string | null {
    const base = absolute(path, from);
    const paths = candidatePaths(base);
    return paths.find((candidate) => this.#sources.has(candidate)) ?? null;
  }
}

function wrap<Kind extends string, Facts>(kind: Kind, facts: Facts | undefined) {
  return facts === undefined ? null : { kind, facts };
}

function localName(name: string, source: SourceFacts): string {
  const lists = [source.classes, source.aliases, source.constants];
  const found = lists.flat().find((each) => each.exportedAs === name);
  return found?.name ?? name;
}

/** The files that an import of `base` may mean, in asc's order. */
export function candidatePaths(base: string): string[] {
  const bare = base.replace(/\.(?:ts|js)$/, "");
  return base === bare ? [`${base}.ts`, `${base}/index.ts`] : [`${bare}.ts`, `${base}.ts`];
}

/** Joins a relative import with the folder of the importing file; other imports stay. */
export function absolute(path: string, from: string): string {
  if (!from.startsWith(".")) return from;
  const segments = path.split("/").slice(0, -1);
  for (const segment of from.split("/")) {
    const up = segment === ".." && segments.length > 0 && segments.at(-1) !== "..";
    if (up) segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  return segments.join("/");
}
