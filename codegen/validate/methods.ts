import type { Annotations, MethodTags, ParamTag } from "../read/annotations.js";
import type { Report } from "../report.js";
import { addsMethods, type SdkUses } from "./sdk-calls.js";

/** What the module itself exports. */
const reserved = ["skill_alloc", "skill_free", "skill_handle", "skill_describe", "memory"];

interface Context {
  readonly uses: SdkUses;
  readonly report: Report;
}

export function validateMethods({ methods, skill }: Annotations, { uses, report }: Context): void {
  if (methods.length === 0 && !addsMethods(uses) && !isExplained(report)) {
    report.add("SK134", skill.id, {});
  }
  const first = new Map<string, MethodTags>();
  for (const method of methods) {
    validateName(method, report);
    const name = method.name.value;
    const before = first.get(name);
    if (before === undefined) first.set(name, method);
    else if (name !== "") {
      report.add("SK118", method.name, { name, first: report.where(before.name) });
    }
    validateParams(method, report);
  }
}

/** Whether another finding says why no method was found. */
function isExplained({ failed, diagnostics }: Report): boolean {
  return failed || diagnostics.some(({ id }) => id === "SK133");
}

function validateName({ name }: MethodTags, report: Report): void {
  if (name.value === "") return;
  if (reserved.includes(name.value)) report.add("SK117", name, { name: name.value });
  if (/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name.value)) return;
  report.add("SK116", name, { name: name.value, fixed: snakeCase(name.value) });
}

function snakeCase(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  return /^[a-z]/.test(words) ? words : `method${words === "" ? "" : `_${words}`}`;
}

function validateParams(method: MethodTags, report: Report): void {
  const names = new Set<string>();
  let optional: ParamTag | null = null;
  for (const param of method.params) {
    const name = param.name.value;
    if (!/^[A-Za-z_][\w-]*$/.test(name)) {
      const fixed = name.replace(/[^\w-]+/g, "_").replace(/^(?=[\d-])/, "_");
      const marked = /^([A-Za-z_][\w-]*)\?$/.exec(name)?.[1];
      const named = /^[A-Za-z_]/.test(fixed) ? `Name it "${fixed}"` : "It begins with a letter";
      const hint = marked === undefined ? named : `Write: @skill:param ${marked} optional`;
      report.add("SK120", param.name, { name, hint });
    }
    if (names.has(name)) {
      report.add("SK119", param.name, { name, method: method.name.value });
    }
    names.add(name);
    if (!param.required) optional ??= param;
    else if (optional !== null) report.add("SK123", param.name, { name });
  }
}
