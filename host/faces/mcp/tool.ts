import type { Manifest, MethodInfo, SkillDescriptor } from "@luminarys/sdk-as/engine";
import type { Tool as ListedTool } from "@modelcontextprotocol/server";

/** A skill as tools are made of it. */
export interface ToolSource {
  readonly id: string;
  readonly descriptor: SkillDescriptor;
  readonly manifest: Manifest;
}

/** What clients see as one tool, and what a call of it runs. */
export interface SkillTool {
  readonly listed: ListedTool;
  readonly skillId: string;
  /** By name: one, or all those that a `method` argument chooses from. */
  readonly methods: ReadonlyMap<string, MethodInfo>;
  /** Whether a `method` argument chooses. */
  readonly chooses: boolean;
}

/** The methods of a skill that are tools: exposed ones first, then hidden ones removed. */
export function toolMethods({ descriptor, manifest }: ToolSource): MethodInfo[] {
  const { exposed_methods: exposed, hidden_methods: hidden } = manifest.mcp;
  return descriptor.methods
    .filter(({ mcp_hidden, private_callback }) => !mcp_hidden && !private_callback)
    .filter(({ name }) => exposed === undefined || exposed.includes(name))
    .filter(({ name }) => !hidden.includes(name));
}
