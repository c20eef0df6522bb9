import type { RequirementTag, SkillTags } from "../read/annotations.js";
import type { Report } from "../report.js";
import { neededKinds, usedKinds } from "./kinds.js";
import { anyExample, fittingRequirement, wideExample } from "./requirement-example.js";
import type { SdkCall, SdkUses } from "./sdk-calls.js";

interface Context {
  readonly uses: SdkUses;
  readonly report: Report;
}

export function validateRequirements({ requirements }: SkillTags, context: Context): void {
  const seen = new Set<string>();
  for (const requirement of requirements) {
    validateOne(requirement, context);
    const line = lineOf(requirement);
    if (seen.has(line)) context.report.add("SK307", requirement, { line });
    seen.add(line);
  }
  validateCalls(requirements, context);
}

function lineOf({ kind, pattern, mode }: RequirementTag): string {
  return [kind.value, pattern, mode].filter((part) => part !== "").join(" ");
}

function validateOne(requirement: RequirementTag, { uses, report }: Context): void {
  const { kind, pattern } = requirement;
  const about = { kind: kind.value, pattern };
  const broad = ["http", "shell", "tcp", "ws"].includes(kind.value) && /^\*+$/.test(pattern);
  if (broad) report.add("SK303", requirement, { ...about, example: anyExample(kind.value) });
  if (aVariable.test(pattern)) {
    const wide = wideExample(kind.value);
    report.add("SK308", requirement, { ...about, instead: wide === "" ? "" : `; ${wide}` });
  }
  if (uses.packages || (isUsed(kind.value, uses) && !isOtherVariable(requirement, uses))) return;
  const name = kind.value === "env" ? lineOf(requirement) : kind.value;
  report.add("SK304", requirement, { requirement: name });
}

/** `$REDIS_ADDR`, `${REDIS_ADDR}` or `{REDIS_ADDR}`, as other languages put a variable's value. */
const aVariable = /\$\{?[A-Z_][A-Z0-9_]*|\{[A-Z_][A-Z0-9_]*\}/;

function isUsed(kind: string, { imported, unimported, processEnv }: SdkUses): boolean {
  if (imported.has("*") || (kind === "env" && processEnv)) return true;
  return [...imported, ...unimported].some((name) => usedKinds(name).includes(kind));
}

/** Whether every variable that is read has a name in the source, and none is the required one. */
function isOtherVariable(requirement: RequirementTag, { calls, processEnv, imported }: SdkUses) {
  if (requirement.kind.value !== "env" || processEnv || imported.has("*")) return false;
  const reads = calls.filter(({ name }) => neededKinds(name).includes("env"));
  return reads.length > 0 && !reads.some((call) => names(requirement, call));
}

/** One finding for each kind that is missing, and for each variable, at its first call. */
function validateCalls(requirements: readonly RequirementTag[], { uses, report }: Context): void {
  const reported = new Set<string>();
  for (const call of uses.calls) {
    const kinds = neededKinds(call.name);
    const [kind] = kinds;
    if (kind === undefined) continue;
    const variable = kind === "env" ? (call.strings["0"]?.value ?? "") : "";
    const met = requirements.some((each) => kinds.includes(each.kind.value) && names(each, call));
    if (met || reported.has(`${kind} ${variable}`)) continue;
    reported.add(`${kind} ${variable}`);
    const fitting = fittingRequirement(kind, call);
    const needed = variable === "" ? kind : fitting;
    const hint =
      fitting === "" ? hintOfKind(kind) : `Add to the skill tags: @skill:require ${fitting}`;
    report.add("SK305", call, { call: `${call.name}()`, needed, hint });
  }
}

/** What is called isn't known, unless the kind alone says all. */
function hintOfKind(kind: string): string {
  const example = anyExample(kind);
  return example === kind
    ? `Add to the skill tags: @skill:require ${kind}`
    : `Add to the skill tags what it may call, for example: @skill:require ${example}`;
}

/** An env requirement is for one variable, which a call with a literal names. */
function names(requirement: RequirementTag, call: SdkCall): boolean {
  const variable = call.strings["0"]?.value;
  if (requirement.kind.value !== "env" || variable === undefined) return true;
  return requirement.pattern === variable || requirement.pattern.includes("*");
}
