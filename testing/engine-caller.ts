import type { Engine, EngineCall, EngineResult } from "../engine/engine.js";
import { requireValue } from "../engine/maybe.js";
import type { SkillDescriptor } from "../engine/wire/descriptor.gen.js";
import type { SkillCaller } from "./devices/skill-caller.js";
import type { IdleWork } from "./idle-work.js";

/** Calls the skills of an engine whose devices answer at once. */
export class EngineCaller implements SkillCaller {
  private readonly engine: Engine;
  private readonly idle: IdleWork;

  constructor(engine: Engine, idle: IdleWork) {
    this.engine = engine;
    this.idle = idle;
  }

  get skillIds(): readonly string[] {
    return this.engine.skillIds;
  }

  describe(skillId: string): SkillDescriptor {
    return this.engine.describe(skillId);
  }

  invoke(skillId: string, method: string, call: EngineCall): EngineResult {
    const result = requireValue(this.engine.invoke(skillId, method, call), "call");
    requireValue(result.done(), "call");
    this.idle.proceed();
    return result;
  }

  originOf(requestId: string): string {
    return this.engine.originOf(requestId);
  }

  whenIdle(work: () => void): void {
    this.idle.add(work);
  }
}
