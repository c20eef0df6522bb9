import { MethodDesc, RequirementDesc } from "./method-desc";
import { Call } from "./call";
import { callRequest } from "./call-fields";
import { answerWith } from "./held";
import { InvokeRequest } from "./request";
import { InvokeResponse } from "./response";

/** Answers invocations, in hand-written entry files and methods. */
export type SkillHandler = (req: InvokeRequest) => InvokeResponse;

/** A hand-written method and what answers it. */
export class HandlerEntry {
  constructor(
    readonly description: MethodDesc,
    readonly handler: SkillHandler
  ) {}
}

/** Everything that was registered by hand, in order. */
export class Handlers {
  entries: HandlerEntry[] = [];
  requirements: RequirementDesc[] = [];
  /** Answers methods that nothing else knows. */
  fallback: SkillHandler | null = null;
  id: string = "";
  name: string = "";
  version: string = "";
  description: string = "";

  /** Index of the method `name`, or -1. */
  indexOf(name: string): i32 {
    for (let i = 0; i < this.entries.length; i++) {
      if (this.entries[i].description.name == name) return i;
    }
    return -1;
  }
}

// @ts-ignore: decorator
@lazy
let registered: Handlers | null = null;

/** What was registered so far. Made on demand, so that other skills needn't carry it. */
export function handlers(): Handlers {
  let all = registered;
  if (all === null) registered = all = new Handlers();
  return all;
}

/** Answers a call when a hand-written method has its name. */
export function dispatchHandmade(call: Call): bool {
  const request = callRequest(call);
  const at = handlers().indexOf(request.method);
  if (at < 0) return false;
  const answer = handlers().entries[at].handler;
  answerWith(call, answer(request));
  return true;
}

/** Answers a call that no method has the name of. */
export function dispatchFallback(call: Call): void {
  const answer = handlers().fallback;
  if (answer === null) call.unknown();
  else answerWith(call, answer(callRequest(call)));
}
