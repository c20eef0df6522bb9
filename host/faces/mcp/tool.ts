import type { MethodInfo } from "@luminarys/sdk-as/engine";
import type { Tool as ListedTool } from "@modelcontextprotocol/server";

/** What clients see as one tool, and what a call of it runs. */
export interface SkillTool {
  readonly listed: ListedTool;
  readonly skillId: string;
  /** By name: one, or all those that a `method` argument chooses from. */
  readonly methods: ReadonlyMap<string, MethodInfo>;
  /** Whether a `method` argument chooses. */
  readonly chooses: boolean;
}
