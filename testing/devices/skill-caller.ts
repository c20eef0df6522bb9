import type { EngineCall, EngineResult } from "../../engine/engine.js";
import type { SkillDescriptor } from "../../engine/wire/descriptor.gen.js";

/** What fake clients of skills need of the engine that runs them. */
export interface SkillCaller {
  /** In order of adding. */
  readonly skillIds: readonly string[];
  describe(skillId: string): SkillDescriptor;
  /** Throws what the engine throws. Everything that the call caused has ended. */
  invoke(skillId: string, method: string, call: EngineCall): EngineResult;
  /** The request id of the call that a running one began with; "" when none runs. */
  originOf(requestId: string): string;
  /** Runs it once no skill runs: now, or after the calls that do. */
  whenIdle(work: () => void): void;
}
