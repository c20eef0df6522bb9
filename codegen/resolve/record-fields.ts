import type { FieldModel, ValueType } from "../model.js";
import type { ClassFacts, FieldFacts, TypeFacts } from "../read/facts.js";
import type { Report } from "../report.js";
import { fitLiteral, isZero } from "./literals.js";
import type { Modules } from "./modules.js";
import { typeText } from "./type-text.js";

interface Context {
  readonly modules: Modules;
  readonly report: Report;
  readonly resolve: (type: TypeFacts, what: string) => ValueType | null;
  /** The classes whose base is being read; one of them as base would be endless. */
  readonly derived?: readonly ClassFacts[];
}

/** The public fields of a class, those of its base classes first. Null after a report. */
export function readFields(facts: ClassFacts, context: Context): FieldModel[] | null {
  const inherited = readBase(facts, context);
  const own = facts.fields.map((field) => readField(field, { ...context, owner: facts.name }));
  if (inherited === null || own.some((field) => field === null)) return null;
  const names = new Set(own.map((field) => field?.name));
  return [
    ...inherited.filter((field) => !names.has(field.name)),
    ...own.filter((field) => field !== null),
  ];
}

function readBase(facts: ClassFacts, context: Context): FieldModel[] | null {
  if (facts.base?.kind !== "name") return [];
  const found = context.modules.find(facts.base.name, facts.path);
  const what = `Base of class ${facts.name}`;
  const derived = [...(context.derived ?? []), facts];
  const plain = facts.base.args.length === 0;
  if (found?.kind === "class" && plain && !derived.includes(found.facts)) {
    return readFields(found.facts, { ...context, derived });
  }
  const reason = plain
    ? "a base class must be declared below the folder"
    : "its base has type parameters";
  const hint = "Repeat its fields in the class";
  context.report.add("SK213", facts.base, {
    what,
    type: typeText(facts.base),
    reason,
    instead: hint,
  });
  return null;
}

function readField(
  field: FieldFacts,
  { owner, report, resolve }: Context & { owner: string },
): FieldModel | null {
  const what = `Field "${field.name}" of ${owner}`;
  const type = field.type ?? field.initializer?.type ?? null;
  if (type === null) {
    report.add("SK210", field, { what, example: `${field.name}: string` });
    return null;
  }
  if (field.readonly) {
    report.add("SK215", field, { field: `"${field.name}" of ${owner}` });
    return null;
  }
  const resolved = resolve(type, what);
  if (resolved === null) return null;
  if (field.initializer === null && !field.assigned && isReference(resolved)) {
    const hint = hintOfEmpty(field.name, { type: typeText(type), optional: field.optional });
    report.add("SK223", field, { field: `"${field.name}" of ${owner}`, hint });
  }
  const literal = field.initializer?.literal ?? null;
  const value = literal === null ? null : fitLiteral(literal, resolved);
  return {
    name: field.name,
    description: field.doc,
    type: resolved,
    required: field.initializer === null && !resolved.nullable,
    default: value === null || isZero(value) ? null : value,
  };
}

/** asc wants a value in such a field before its class is made; others begin with zero. */
function isReference({ kind, nullable }: ValueType): boolean {
  return !nullable && kind !== "int" && kind !== "float" && kind !== "bool";
}

function hintOfEmpty(
  name: string,
  { type, optional }: { type: string; optional: boolean },
): string {
  return optional
    ? `Write ${name}: ${type} | null = null when it may be missing, or ${name}!: ${type} when it is required`
    : `Write ${name}!: ${type} when it is required, or give it an initializer`;
}
