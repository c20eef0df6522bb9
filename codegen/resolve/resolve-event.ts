import type { MethodTags } from "../read/annotations.js";
import type { ParameterFacts } from "../read/facts.js";
import type { Report } from "../report.js";
import type { TypeResolver } from "./type-resolver.js";

export const eventNames = ["ConnEvent", "WsEvent", "BatchResult"] as const;

interface Context {
  /** Those behind the Context. */
  readonly parameters: readonly ParameterFacts[];
  readonly types: TypeResolver;
  readonly report: Report;
}

/**
 * Key of the event's record when the whole payload is one event, else null. An event's class as one
 * of several annotated parameters is a class like any other.
 */
export function resolveEvent(
  tags: MethodTags,
  { parameters, types, report }: Context,
): string | null {
  for (const parameter of parameters) {
    const name = types.sdkName(parameter.type);
    if (!eventNames.some((event) => event === name)) continue;
    if (!tags.callback && tags.params.length > 0) continue;
    const problem = problemOf(tags, parameters.length);
    if (problem !== "") {
      const what = `Method "${tags.name.value}"`;
      report.add("SK218", parameter, { what, event: `a ${name}`, problem });
    }
    return types.sdkRecord(name);
  }
  return null;
}

function problemOf(tags: MethodTags, parameters: number): string {
  if (!tags.callback) return "but is not marked @skill:callback";
  if (parameters > 1) return "beside other parameters";
  return tags.params.length > 0 ? "and has @skill:param tags" : "";
}
