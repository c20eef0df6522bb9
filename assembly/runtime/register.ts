import { describeHandlers } from "./handler-descriptor";
import {
  HandlerEntry,
  SkillHandler,
  dispatchFallback,
  dispatchHandmade,
  handlers,
} from "./handlers";
import { MethodDesc, RequirementDesc } from "./method-desc";
import { serveHandmade } from "./registry";

/** Serves `methods`, each by `handler`. The last registration of a name counts. */
export function addMethods(handler: SkillHandler, methods: MethodDesc[]): void {
  for (let i = 0; i < methods.length; i++) {
    const entry = new HandlerEntry(methods[i], handler);
    const known = handlers().indexOf(methods[i].name);
    if (known < 0) handlers().entries.push(entry);
    else handlers().entries[known] = entry;
  }
  serveHandmade(dispatchHandmade, dispatchFallback, describeHandlers);
}

/** Serves the methods of a hand-written entry file; unknown methods go to `handler` as well. */
export function register(handler: SkillHandler, methods: MethodDesc[]): void {
  handlers().fallback = handler;
  addMethods(handler, methods);
}

/** Adds to the permissions that the skill says it needs. */
export function registerRequirements(reqs: RequirementDesc[]): void {
  handlers().requirements = handlers().requirements.concat(reqs);
  serveHandmade(dispatchHandmade, dispatchFallback, describeHandlers);
}

/** Says what the skill is, in a hand-written entry file. */
export function setSkillIdentity(
  id: string,
  name: string,
  version: string,
  description: string
): void {
  handlers().id = id;
  handlers().name = name;
  handlers().version = version;
  handlers().description = description;
  serveHandmade(dispatchHandmade, dispatchFallback, describeHandlers);
}
