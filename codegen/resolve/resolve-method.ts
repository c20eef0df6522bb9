import type { Method, Param, Result } from "../model.js";
import type { MethodTags } from "../read/annotations.js";
import type { FunctionFacts, ParameterFacts, SourceFacts } from "../read/facts.js";
import type { Report } from "../report.js";
import { matchParams } from "./match-params.js";
import type { Modules } from "./modules.js";
import { resolveEvent } from "./resolve-event.js";
import { resolveParam } from "./resolve-param.js";
import type { TypeResolver } from "./type-resolver.js";

export interface MethodContext {
  readonly handler: FunctionFacts;
  readonly source: SourceFacts;
  readonly modules: Modules;
  readonly types: TypeResolver;
  readonly report: Report;
}

/** Null after a report, when nothing can be made of it. */
export function resolveMethod(tags: MethodTags, context: MethodContext): Method | null {
  const { handler, types, report } = context;
  if (handler.oddity !== "") {
    report.add("SK216", handler, { function: handler.name, reason: handler.oddity });
    return null;
  }
  if (handler.exportedAs === "") {
    report.add("SK208", handler, { function: handler.name, method: tags.name.value });
  }
  const takesContext = types.sdkName(handler.parameters[0]?.type ?? null) === "Context";
  const parameters = handler.parameters.slice(takesContext ? 1 : 0).filter((parameter) => {
    const late = types.sdkName(parameter.type) === "Context";
    if (late) report.add("SK221", parameter, { name: parameter.name, function: handler.name });
    return !late;
  });
  const event = resolveEvent(tags, { parameters, types, report });
  return {
    name: tags.name.value,
    description: tags.description,
    handler: { path: handler.path, name: handler.exportedAs },
    context: takesContext,
    params: event === null ? resolveParams(tags, { ...context, parameters }) : [],
    event: event ?? "",
    result: resolveResult(tags, context),
    internal: tags.internal || tags.callback,
    callback: tags.callback,
    hints: tags.hints,
  };
}

function resolveParams(
  tags: MethodTags,
  context: MethodContext & { parameters: readonly ParameterFacts[] },
): Param[] {
  const { handler, parameters, report } = context;
  const pairs = matchParams(tags.params, { handler, parameters, report });
  return pairs
    .map(({ tag, parameter }, index) => {
      const last = index === pairs.length - 1;
      return resolveParam(tag, { ...context, parameter, last });
    })
    .filter((param) => param !== null);
}

function resolveResult(tags: MethodTags, { handler, types, report }: MethodContext): Result | null {
  const what = `Result of ${handler.name}()`;
  if (handler.result === null) {
    report.add("SK210", handler, { what, example: `${handler.name}(): string, or void` });
    return null;
  }
  if (handler.result.kind === "name" && handler.result.name === "void") {
    if (tags.result !== null) report.add("SK222", tags.result, { function: handler.name });
    return null;
  }
  const type = types.resolve(handler.result, what);
  return type === null ? null : { type, description: tags.result?.value ?? "" };
}
