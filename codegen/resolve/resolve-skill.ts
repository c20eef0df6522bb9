import type { Method, Skill } from "../model.js";
import type { Annotations, MethodTags } from "../read/annotations.js";
import type { SourceFacts } from "../read/facts.js";
import type { Report } from "../report.js";
import { Modules } from "./modules.js";
import { resolveMethod } from "./resolve-method.js";
import { TypeResolver } from "./type-resolver.js";

/** Makes the model of what the tags and signatures say; it has holes where errors were reported. */
export function resolveSkill(
  sources: readonly SourceFacts[],
  { annotations, report }: { annotations: Annotations; report: Report },
): { skill: Skill; modules: Modules } {
  const { skill: tags } = annotations;
  const sdk = tags.sdk?.value ?? "@luminarys/sdk-as";
  const modules = new Modules(sources, { main: tags.path, sdk });
  const types = new TypeResolver(modules, report);
  const resolve = (method: MethodTags): Method[] => {
    const source = sources.find((each) => each.path === method.path);
    const handler = source?.functions[method.owner];
    if (source === undefined || handler === undefined) return [];
    const resolved = resolveMethod(method, { handler, source, modules, types, report });
    return resolved === null ? [] : [resolved];
  };
  const methods = annotations.methods.flatMap(resolve);
  const skill: Skill = {
    path: tags.path,
    id: tags.id?.value ?? "",
    name: tags.name?.value ?? "",
    version: tags.version?.value ?? "",
    description: tags.description?.value ?? "",
    sdk,
    requirements: tags.requirements.map(({ kind, pattern, mode }) => ({
      kind: kind.value,
      pattern,
      mode,
    })),
    methods,
    records: types.records,
  };
  return { skill, modules };
}
