import type { CallFacts, SourceFacts } from "../read/facts.js";
import type { Modules } from "../resolve/modules.js";

/** A call of a function of the SDK. */
export interface SdkCall extends Pick<CallFacts, "path" | "start" | "end" | "strings" | "heads"> {
  /** The published name, as in `httpGet`, `http.get` or `Context.call`. */
  readonly name: string;
}

export interface SdkUses {
  readonly calls: readonly SdkCall[];
  /** Every published name that a source imports, also one that isn't called directly. */
  readonly imported: ReadonlySet<string>;
  /** What is called without an import, and may be the SDK's: to import it was forgotten. */
  readonly unimported: readonly string[];
  /** Whether packages beside the SDK are imported: their calls can't be seen. */
  readonly packages: boolean;
  /** Whether a source reads `process.env`, which is the SDK's under its asconfig. */
  readonly processEnv: boolean;
}

/** Whether methods may be added at run time. */
export function addsMethods({ calls, imported }: SdkUses): boolean {
  const adders = ["registerMethods", "register"];
  return adders.some((name) => imported.has(name) || calls.some((call) => call.name === name));
}

interface Context {
  readonly sources: readonly SourceFacts[];
  readonly modules: Modules;
}

export function findSdkCalls({ sources, modules }: Context): SdkUses {
  const calls: SdkCall[] = [];
  const imported = new Set<string>();
  let packages = false;
  for (const source of sources) {
    const names = new Map<string, string>();
    for (const each of source.imports) {
      if (modules.isSdk(each.from, source.path)) names.set(each.local, each.name);
      else packages ||= !each.from.startsWith(".");
    }
    for (const name of names.values()) imported.add(name);
    for (const name of contextNames(source, modules)) names.set(name, "Context");
    for (const call of source.calls) {
      const name = publishedName(call, names);
      if (name !== "") calls.push({ ...call, name });
    }
  }
  const processEnv = sources.some((source) => source.readsProcessEnv);
  const unimported = sources.flatMap(({ undeclaredRoots }) => undeclaredRoots);
  return { calls, imported, unimported, packages, processEnv };
}

/** What functions call their Context. */
function contextNames({ functions, path }: SourceFacts, modules: Modules): string[] {
  return functions
    .flatMap(({ parameters }) => parameters)
    .filter(({ type }) => {
      const found = type?.kind === "name" ? modules.find(type.name, path) : null;
      return found?.kind === "sdk" && found.name === "Context";
    })
    .map(({ name }) => name);
}

/** `""` for what isn't the SDK's; `import * as sdk` makes `sdk.http.get` a `http.get`. */
function publishedName({ root, member }: CallFacts, names: ReadonlyMap<string, string>): string {
  const name = names.get(root);
  if (name === undefined) return "";
  if (name === "*") return member;
  return member === "" ? name : `${name}.${member}`;
}
