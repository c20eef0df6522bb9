import { InvokeError } from "./errors.js";
import type { HostedSkill } from "./hosted-skill.js";
import { denialMessage } from "./permissions/decision.js";
import { decideInvoke } from "./permissions/invoke.js";

const ANYBODY = { can_invoke: ["*"], can_be_invoked_by: ["*"] };

export interface Access {
  /** Id of the skill that calls; "" for a face. */
  readonly callerId: string;
  /** The calling skill, when it is one of this engine. */
  readonly caller: HostedSkill | undefined;
  readonly method: string;
}

/** Throws an InvokeError unless this caller may call this method. A skill may call all of its own. */
export function demandAccess(callee: HostedSkill, { callerId, caller, method }: Access): void {
  if (callerId === callee.id) return;
  const action = `invoke "${callee.id}/${method}"`;
  if (callee.methods.get(method)?.private_callback) {
    const message = `Cannot ${action}: it is a callback, private to "${callee.id}"`;
    throw new InvokeError(message, { code: "denied" });
  }
  if (callerId === "") return;
  const decision = decideInvoke(
    { id: callerId, policy: caller?.manifest.invoke_policy ?? ANYBODY },
    { id: callee.id, policy: callee.manifest.invoke_policy },
  );
  if (decision.allowed) return;
  throw new InvokeError(denialMessage(decision, action), { code: "denied" });
}
