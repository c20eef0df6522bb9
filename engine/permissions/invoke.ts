import type { InvokePolicy } from "../manifest/model.js";
import { allow, type Decision, deny, type ManifestLine } from "./decision.js";

/** A skill in a call: its instance id and its manifest's policy. */
export interface Party {
  readonly id: string;
  readonly policy: InvokePolicy;
}

/** Both must agree: the caller's can_invoke and the callee's can_be_invoked_by. */
export function decideInvoke(caller: Party, callee: Party): Decision {
  if (caller.id === callee.id) return { allowed: true, reason: "its own method", lines: [] };
  const calls = entryFor(caller.policy.can_invoke, callee.id);
  const called = entryFor(callee.policy.can_be_invoked_by, caller.id);
  const lines = [
    line(caller, { list: "invoke_policy.can_invoke", item: calls ?? callee.id }),
    line(callee, { list: "invoke_policy.can_be_invoked_by", item: called ?? caller.id }),
  ];
  if (calls !== undefined && called !== undefined) return allow(lines, {});
  const missing = lines.filter((_, index) => [calls, called][index] === undefined);
  if (calls === undefined) return deny(`"${caller.id}" may not invoke "${callee.id}"`, missing);
  return deny(`"${callee.id}" may not be invoked by "${caller.id}"`, missing);
}

function line({ id }: Party, entry: { list: string; item: string }): ManifestLine {
  return { ...entry, skill: id };
}

function entryFor(ids: readonly string[], id: string): string | undefined {
  return ids.find((each) => each === id) ?? ids.find((each) => each === "*");
}
