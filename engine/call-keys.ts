import type { EngineCall } from "./engine.js";
import { nearestName } from "./nearest-name.js";

const known: Record<keyof EngineCall, true> = {
  args: true,
  payload: true,
  requestId: true,
  traceId: true,
  sessionId: true,
  llmSessionId: true,
  callerId: true,
  state: true,
  deadlineNs: true,
  timeoutMs: true,
  within: true,
};

/** Throws a TypeError for a key that isn't one of a call, such as an argument outside of `args`. */
export function demandCallKeys(call: object): void {
  for (const key of Object.keys(call)) {
    if (Object.hasOwn(known, key)) continue;
    const near = nearestName(key, Object.keys(known));
    const hint = near === undefined ? "put arguments under args" : `did you mean "${near}"?`;
    throw new TypeError(`Cannot invoke a method: unknown key "${key}" of the call. Hint: ${hint}`);
  }
}
