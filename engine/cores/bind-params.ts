import type { Value } from "../codec/value.js";
import type { MethodInfo, ParamInfo } from "../wire/descriptor.gen.js";
import type { ArgumentProblem } from "./argument-problem.js";
import { fromJson, type Reading } from "./from-json.js";
import { signatureOf } from "./signature.js";

/** What a request holds; fields that are there more than once have lists. */
export interface ParamSources {
  readonly route: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly body: Value;
  /** Whether values in the body are texts, as in a form. */
  readonly isForm: boolean;
}

/** Why a request is refused, for its client. */
export interface UnboundParams {
  readonly refusal: string;
}

export interface BoundParams {
  readonly args: Readonly<Record<string, unknown>>;
}

/** A value as the request has it; texts are converted by the type that is wanted. */
interface Found {
  readonly value: unknown;
  readonly isText: boolean;
}

/**
 * The method's own parameters, from the route, else the query, else the body, converted by its
 * descriptor; keys that it doesn't know are ignored. A refusal names all that doesn't fit.
 */
export function bindParams(method: MethodInfo, sources: ParamSources): BoundParams | UnboundParams {
  const problems: ArgumentProblem[] = [];
  const reading: Reading = { report: (problem) => void problems.push(problem) };
  const entries = method.params.flatMap((param): [string, unknown][] => {
    const found = find(param.name, sources);
    if (found) return [[param.name, convert(found, { param, reading })]];
    if (param.required) reading.report({ name: param.name, message: "missing" });
    return [];
  });
  if (problems.length === 0) return { args: Object.fromEntries(entries) };
  const lines = problems.map(({ name, message }) => `- ${name}: ${message}\n`).join("");
  return { refusal: `The request doesn't fit ${signatureOf(method)}\n${lines}`.trimEnd() };
}

function find(name: string, { route, query, body, isForm }: ParamSources): Found | undefined {
  if (Object.hasOwn(route, name)) return { value: route[name], isText: true };
  if (Object.hasOwn(query, name)) return { value: query[name], isText: true };
  if (isMap(body)) {
    return Object.hasOwn(body, name) ? { value: body[name], isText: isForm } : undefined;
  }
  return name === "body" && body !== null ? { value: body, isText: false } : undefined;
}

interface Target {
  readonly param: ParamInfo;
  readonly reading: Reading;
}

function convert({ value, isText }: Found, { param, reading }: Target): unknown {
  if (value instanceof Uint8Array && param.encoding === "base64") return value;
  const json = isText ? fromTexts(value as string | string[], param) : value;
  return fromJson(json, { param, path: param.name, reading });
}

/** What JSON would have; a text that can't be converted stays one, which then doesn't fit. */
function fromTexts(value: string | string[], param: ParamInfo): unknown {
  if (param.encoding !== "") return value;
  if (param.type === "array") {
    const texts = Array.isArray(value) ? value : [value];
    return texts.map((each) => (param.items ? fromTexts(each, param.items) : each));
  }
  return Array.isArray(value) ? value : (fromText[param.type]?.(value) ?? value);
}

const fromText: Readonly<Record<string, (text: string) => unknown>> = {
  number: (text) => (/^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined),
  boolean: (text) => booleans[text],
};

/** A checkbox of a form sends "on". */
const booleans: Readonly<Record<string, boolean>> = {
  true: true,
  false: false,
  1: true,
  0: false,
  on: true,
};

function isMap(value: Value): value is { [key: string]: Value } {
  const isObject = typeof value === "object" && value !== null;
  return isObject && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
