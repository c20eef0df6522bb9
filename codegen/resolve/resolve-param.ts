import type { Example, Literal, Param, ValueType } from "../model.js";
import type { ParamTag } from "../read/annotations.js";
import type { InitializerFacts, ParameterFacts, SourceFacts, TypeFacts } from "../read/facts.js";
import type { Report } from "../report.js";
import { expected } from "./expected.js";
import { fitLiteral, isZero, literalText, parseLiteral } from "./literals.js";
import type { Modules } from "./modules.js";
import type { TypeResolver } from "./type-resolver.js";
import { typeText } from "./type-text.js";

export interface ParamContext {
  readonly parameter: ParameterFacts;
  /** Whether it is the handler's last, so that a call may leave it out. */
  readonly last: boolean;
  readonly source: SourceFacts;
  readonly modules: Modules;
  readonly types: TypeResolver;
  readonly report: Report;
}

/** Null after a report, when it has no type that the wire knows. */
export function resolveParam(tag: ParamTag, context: ParamContext): Param | null {
  const { parameter, types, report } = context;
  const name = tag.name.value;
  const facts = parameter.type ?? parameter.initializer?.type ?? null;
  if (facts === null) {
    report.add("SK210", parameter, {
      what: `Parameter "${name}"`,
      example: `${parameter.name}: string`,
    });
    return null;
  }
  const type = types.resolve(facts, `Parameter "${name}"`);
  if (type === null) return null;
  checkType(tag, { type, report });
  const stated = readDefault(tag, { type, report });
  if (stated !== null) checkInitial(tag, { ...context, type, stated });
  const initial = stated === null ? readInitial(tag, { ...context, type }) : null;
  const fallback = stated ?? initial?.literal ?? null;
  checkOptions(tag, { type, facts, fallback, report });
  checkAbsent(tag, { type, parameter, report });
  return {
    name,
    description: tag.description,
    required: tag.required,
    type,
    enum: tag.enum.map((option) => option.value),
    fallback: tag.required ? null : fallback,
    omit: initial?.omit ?? false,
    default: stated ?? (fallback === null || isZero(fallback) ? null : fallback),
    example: readExample(tag, { type, report }),
  };
}

interface Typed {
  readonly type: ValueType;
  readonly report: Report;
}

function checkType(tag: ParamTag, { type, report }: Typed): void {
  if (tag.type === null) return;
  const [name, found] = [tag.name.value, tag.type.value];
  if (found !== "bytes") {
    const hint = "Remove it: the type comes from the function";
    report.add("SK129", tag.type, { name, found, reason: "only type:bytes is known", hint });
  } else if (type.kind !== "bytes") {
    const reason = "it is not a Uint8Array";
    const hint = "Declare the parameter as Uint8Array";
    report.add("SK129", tag.type, { name, found, reason, hint });
  }
}

function checkOptions(
  tag: ParamTag,
  { type, facts, fallback, report }: Typed & { facts: TypeFacts; fallback: Literal | null },
): void {
  const [first] = tag.enum;
  if (first === undefined) return;
  const name = tag.name.value;
  if (type.kind !== "string") {
    report.add("SK126", first, { name, type: typeText(facts) });
    return;
  }
  const options = tag.enum.map((option) => option.value);
  for (const [index, option] of tag.enum.entries()) {
    const problem = option.value === "" ? "an empty option" : `"${option.value}" twice`;
    const twice = options.indexOf(option.value) < index;
    if (twice || option.value === "") report.add("SK131", option, { name, problem });
  }
  if (tag.required || fallback?.kind !== "string" || options.includes(fallback.value)) return;
  if (tag.default === null && fallback.value === "") return;
  const values = { value: fallback.value, name, options: options.join(", ") };
  report.add("SK125", tag.default ?? tag.name, values);
}

/** Without a default, an absent argument is a value that the enum doesn't have. */
function checkAbsent(
  tag: ParamTag,
  { type, parameter, report }: Typed & { parameter: ParameterFacts },
): void {
  const [first] = tag.enum;
  if (first === undefined || tag.required || tag.default !== null) return;
  if (type.kind !== "string" || type.nullable || parameter.initializer !== null) return;
  const values = { name: tag.name.value, first: first.value, parameter: parameter.name };
  report.add("SK132", tag.name, values);
}

function readDefault(tag: ParamTag, { type, report }: Typed): Literal | null {
  if (tag.default === null) return null;
  const [name, value] = [tag.name.value, tag.default.value];
  if (tag.required) report.add("SK127", tag.default, { name });
  const literal = parseLiteral(value, type);
  if (literal !== null) return literal;
  const scalar = type.kind === "int" || type.kind === "float" || type.kind === "bool";
  const hint = scalar
    ? ""
    : "An absent list, map, class or bytes is empty, or what the handler says";
  report.add("SK124", tag.default, { value, name, expected: expected(type), hint });
  return null;
}

function readExample(tag: ParamTag, { type, report }: Typed): Example | null {
  if (tag.example === null) return null;
  const { value } = tag.example;
  if (type.kind === "bytes") return { kind: "string", value };
  const literal = parseLiteral(value, type) ?? parseJson(value, type);
  if (literal !== null) return literal;
  const scalar = type.kind === "int" || type.kind === "float" || type.kind === "bool";
  const hint = scalar ? "" : 'Write it as JSON: example:["a","b"] or example:{"key":1}';
  const values = { value, name: tag.name.value, expected: expected(type), hint };
  report.add("SK128", tag.example, values);
  return null;
}

function parseJson(text: string, type: ValueType): Example | null {
  try {
    const value = JSON.parse(text);
    const shape = Array.isArray(value) ? "list" : typeof value === "object" ? "map" : "scalar";
    const wanted = type.kind === "record" ? "map" : type.kind;
    return wanted === shape || wanted === "any" ? { kind: "json", value } : null;
  } catch {
    return type.kind === "any" ? { kind: "string", value: text } : null;
  }
}

/** What the handler's own initializer gives to an absent one. */
function readInitial(
  tag: ParamTag,
  context: ParamContext & { type: ValueType },
): { literal: Literal | null; omit: boolean } | null {
  const { parameter, last, type, source, modules, report } = context;
  if (parameter.initializer === null || tag.required) return null;
  const literal = literalOf(parameter.initializer, { source, modules });
  const fitting = literal === null ? null : fitLiteral(literal, type);
  if (fitting !== null) return { literal: fitting, omit: false };
  if (!last) report.add("SK209", parameter, { name: tag.name.value });
  return { literal: null, omit: last };
}

/** Both may say what an absent one is, if they say the same. */
function checkInitial(
  tag: ParamTag,
  { parameter, type, stated, source, modules, report }: ParamContext & Typed & { stated: Literal },
): void {
  if (parameter.initializer === null || tag.default === null || tag.required) return;
  const literal = literalOf(parameter.initializer, { source, modules });
  const initial = literal === null ? null : fitLiteral(literal, type);
  const text = initial === null ? null : literalText(initial);
  if (text === null || text === literalText(stated)) return;
  const values = { value: tag.default.value, name: tag.name.value, initial: text };
  report.add("SK224", tag.default, values);
}

/** A literal, or the constant of that name, which is as good. */
function literalOf(
  initializer: InitializerFacts,
  { source, modules }: { source: SourceFacts; modules: Modules },
): Literal | null {
  if (initializer.literal !== null || initializer.name === "") return initializer.literal;
  const found = modules.find(initializer.name, source.path);
  return found?.kind === "constant" ? found.facts.initializer.literal : null;
}
