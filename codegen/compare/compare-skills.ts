import { signatureLabel, typeLabel, valueLabel } from "../print/type-label.js";
import type { TypedDescriptor, TypedMethod } from "../typed-descriptor.js";
import { compareArguments, compareTypes } from "./compare-types.js";

/** One difference. `break` stops callers, `more` asks the host for more, `note` does neither. */
export interface Change {
  readonly effect: "break" | "more" | "note";
  readonly text: string;
}

export interface ComparedSkill {
  readonly descriptor: TypedDescriptor;
  /** The host functions that it imports; null when that isn't known. */
  readonly capabilities: readonly string[] | null;
}

interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

/** What the step from one version of a skill to another means to its callers and its host. */
export function compareSkills({ before, after }: Pair<ComparedSkill>): Change[] {
  const descriptors = { before: before.descriptor, after: after.descriptor };
  return [
    ...compareIdentity(descriptors),
    ...compareMethods({
      before: callable(before.descriptor),
      after: callable(after.descriptor),
    }),
    ...compareNeeds(descriptors),
    ...compareCapabilities({ before: before.capabilities, after: after.capabilities }),
  ];
}

function callable({ methods }: TypedDescriptor): TypedMethod[] {
  return methods.filter((method) => !method.private_callback);
}

function compareIdentity({ before, after }: Pair<TypedDescriptor>): Change[] {
  if (before.skill_id === after.skill_id) return [];
  return [note(`The skill's id was ${before.skill_id}, is ${after.skill_id}`)];
}

function compareMethods({ before, after }: Pair<readonly TypedMethod[]>): Change[] {
  const added = after.filter((each) => !before.some(({ name }) => name === each.name));
  const old = before.flatMap((method) => {
    const now = after.find(({ name }) => name === method.name);
    if (now !== undefined) return compareMethod({ before: method, after: now });
    const likely = added.filter((each) => shapeOf(each) === shapeOf(method));
    const [renamed] = likely.length === 1 ? likely : [];
    const guess = renamed === undefined ? "" : `; it may be ${renamed.name} now`;
    return [breaking(`${method.name} is gone${guess}`)];
  });
  return [...old, ...added.map((method) => note(`${method.name} is new`))];
}

function shapeOf(method: TypedMethod): string {
  return signatureLabel({ ...method, name: "" });
}

function compareMethod({ before, after }: Pair<TypedMethod>): Change[] {
  const { name } = before;
  const misfits = compareArguments(
    { before: before.params, after: after.params },
    (param) => `${name}: parameter ${param}`,
  );
  const hidden = after.mcp_hidden && !before.mcp_hidden;
  return [
    ...(hidden ? [breaking(`${name} is internal: models no longer see it`)] : []),
    ...[...misfits, ...compareResults({ before, after })].map(breaking),
    ...compareDefaults({ before, after }),
  ];
}

function compareResults({ before, after }: Pair<TypedMethod>): string[] {
  const { name, result: old } = before;
  const { result: now } = after;
  // A descriptor that doesn't say the result promises nothing.
  if (!old || now === undefined) return [];
  if (now === null) return [`${name}: result was ${typeLabel(old)}, is nothing`];
  return compareTypes(
    { before: old, after: now },
    { path: `${name}: result`, direction: "result" },
  );
}

function compareDefaults({ before, after }: Pair<TypedMethod>): Change[] {
  return before.params.flatMap((old) => {
    const now = after.params.find(({ name }) => name === old.name);
    if (now === undefined || now.required) return [];
    const [was, is] = [old.default, now.default].map(valueLabel);
    if (was === is || old.required) return [];
    return [note(`${before.name}: parameter ${old.name} had the default ${was}, has ${is}`)];
  });
}

function compareNeeds({ before, after }: Pair<TypedDescriptor>): Change[] {
  const lines = ({ requirements }: TypedDescriptor) =>
    requirements.map(({ kind, pattern, mode }) => [kind, pattern, mode].filter(Boolean).join(" "));
  const pair = { before: lines(before), after: lines(after) };
  return compareSets(pair, (line) => `requirement ${line}`);
}

function compareCapabilities({ before, after }: Pair<readonly string[] | null>): Change[] {
  if (before === null || after === null) return [];
  return compareSets({ before, after }, (name) => `host function ${name}`);
}

function compareSets(
  { before, after }: Pair<readonly string[]>,
  label: (name: string) => string,
): Change[] {
  const more = after.filter((each) => !before.includes(each));
  const less = before.filter((each) => !after.includes(each));
  return [
    ...more.map((each): Change => ({ effect: "more", text: `${label(each)} is new` })),
    ...less.map((each) => note(`${label(each)} is gone`)),
  ];
}

function breaking(text: string): Change {
  return { effect: "break", text };
}

function note(text: string): Change {
  return { effect: "note", text };
}
