import {
  type Allowed,
  type Decision,
  type Denied,
  demand,
  deny,
  type ManifestLine,
  tellAs,
} from "./decision.js";

/** One thing that a host call needs; `action` stands after `Cannot`. */
export interface Check {
  readonly action: string;
  readonly decision: Decision;
}

interface Denial {
  readonly action: string;
  readonly decision: Denied;
}

/** For reasons: more make no message clearer, while grants are named all. */
const MAX_ACTIONS = 3;

/** What allows all of it. Throws the HostError that answers a denied call, and names all that is missing. */
export function demandAll(checks: readonly Check[]): Allowed[] {
  const denials = checks.filter((check): check is Denial => !check.decision.allowed);
  // When no line of a manifest helps, what else is missing doesn't matter.
  const hopeless = denials.find(({ decision }) => decision.lines.length === 0);
  if (hopeless) demand(hopeless.decision, hopeless.action);
  if (denials.length > 1) demandTogether(denials);
  return checks.map(({ action, decision }) => demand(decision, action));
}

function demandTogether(denials: readonly Denial[]): void {
  const { reason, action } = joinReasons(denials, ({ reason }) => reason);
  const lines = mergeLines(denials.flatMap(({ decision }) => decision.lines));
  const denied = deny(reason, lines);
  const isToldLess = denials.some(({ decision }) => decision.told !== undefined);
  const told = joinReasons(denials, ({ reason, told }) => told ?? reason);
  demand(isToldLess ? tellAs(denied, told.reason) : denied, isToldLess ? told.action : action);
}

function joinReasons(denials: readonly Denial[], reasonOf: (denied: Denied) => string) {
  const actions = new Map<string, string[]>();
  for (const { action, decision } of denials) {
    const same = actions.get(reasonOf(decision)) ?? [];
    actions.set(reasonOf(decision), [...same, action]);
  }
  const [[reason, first], ...others] = [...actions] as [
    [string, string[]],
    ...[string, string[]][],
  ];
  const more = others
    .slice(0, MAX_ACTIONS - 1)
    .map(([reason, actions]) => `; cannot ${printActions(actions)}: ${reason}`);
  return { reason: `${reason}${more.join("")}`, action: printActions(first) };
}

function printActions(actions: readonly string[]): string {
  const rest = actions.length - MAX_ACTIONS;
  if (rest > 0) return `${actions.slice(0, MAX_ACTIONS).join(", ")} and ${rest} more`;
  return actions.join(" and ");
}

/** Each line once; none that reads a directory where another one also writes it. */
function mergeLines(lines: readonly ManifestLine[]): ManifestLine[] {
  const byText = new Map(lines.map((line) => [textOf(line), line]));
  return [...byText]
    .filter(([text]) => !byText.has(text.replace(/:ro$/, ":rw")) || !text.endsWith(":ro"))
    .map(([, line]) => line);
}

function textOf(line: ManifestLine): string {
  return "list" in line ? `${line.list} ${line.item}` : `${line.key} ${line.value}`;
}
