import { MethodDesc, RequirementDesc } from "./method-desc";
import { Call } from "./runtime/call";
import { InvokeRequest } from "./runtime/request";
import { InvokeResponse } from "./runtime/response";

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

export const handlers: Handlers = new Handlers();

/** Answers a call when a hand-written method has its name. */
export function dispatchHandmade(call: Call): bool {
  const request = call.request(true);
  const at = handlers.indexOf(request.method);
  if (at < 0) return false;
  const answer = handlers.entries[at].handler;
  call.answer(answer(request));
  return true;
}

/** Answers a call that no method has the name of. */
export function dispatchFallback(call: Call): void {
  const answer = handlers.fallback;
  if (answer === null) call.unknown();
  else call.answer(answer(call.request(true)));
}
