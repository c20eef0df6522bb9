import type { ParamTag } from "../read/annotations.js";
import type { FunctionFacts, ParameterFacts } from "../read/facts.js";
import type { Report } from "../report.js";

export interface Pair {
  readonly tag: ParamTag;
  readonly parameter: ParameterFacts;
}

interface Context {
  readonly handler: FunctionFacts;
  /** Those behind the Context. */
  readonly parameters: readonly ParameterFacts[];
  readonly report: Report;
}

/** Matches tags with parameters by position. Without pairs when they can't belong together. */
export function matchParams(tags: readonly ParamTag[], context: Context): Pair[] {
  const { handler, parameters, report } = context;
  if (tags.length !== parameters.length) {
    reportCount(tags, context);
    return [];
  }
  const pairs = parameters.flatMap((parameter, index) => {
    const tag = tags[index];
    return tag === undefined ? [] : [{ tag, parameter }];
  });
  const strays = pairs.filter(({ tag, parameter }) => !sameName(tag.name.value, parameter.name));
  const swapped = strays.find(({ tag }) =>
    strays.some(({ parameter }) => sameName(tag.name.value, parameter.name)),
  );
  if (swapped !== undefined) {
    report.add("SK205", swapped.tag.name, {
      name: swapped.tag.name.value,
      position: `${pairs.indexOf(swapped) + 1}`,
      function: handler.name,
      parameter: swapped.parameter.name,
      order: parameters.map((parameter) => parameter.name).join(", "),
    });
    return [];
  }
  for (const { tag, parameter } of strays) {
    const values = { name: tag.name.value, parameter: parameter.name };
    report.add("SK206", tag.name, values);
  }
  return pairs;
}

/** Names the odd ones out when the names of the others agree. */
function reportCount(tags: readonly ParamTag[], { handler, parameters, report }: Context): void {
  const absent = tags.filter(
    (tag) => !parameters.some((each) => sameName(tag.name.value, each.name)),
  );
  const bare = parameters.filter(
    (each) => !tags.some((tag) => sameName(tag.name.value, each.name)),
  );
  const difference = tags.length - parameters.length;
  if (absent.length === difference && bare.length === 0) {
    for (const { name } of absent) {
      report.add("SK202", name, { name: name.value, function: handler.name });
    }
  } else if (bare.length === -difference && absent.length === 0) {
    for (const parameter of bare) {
      report.add("SK203", parameter, { name: parameter.name, function: handler.name });
    }
  } else {
    report.add("SK204", handler, {
      function: handler.name,
      parameters: count(parameters.length, "parameter"),
      tags: count(tags.length, "@skill:param tag"),
    });
  }
}

function count(number: number, noun: string): string {
  return `${number === 0 ? "no" : number} ${noun}${number === 1 ? "" : "s"}`;
}

/** `log_file`, `logFile` and `_logFile` are the same name. */
function sameName(tag: string, parameter: string): boolean {
  return bareName(tag) === bareName(parameter);
}

function bareName(name: string): string {
  return name.replace(/[^a-z0-9]/gi, "").toLowerCase();
}
