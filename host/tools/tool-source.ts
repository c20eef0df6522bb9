import type { Manifest, MethodInfo, SkillDescriptor } from "@luminarys/sdk-as/engine";

/** A skill as tools are made of it. */
export interface ToolSource {
  readonly id: string;
  readonly descriptor: SkillDescriptor;
  readonly manifest: Manifest;
}

/** The methods of a skill that are tools: exposed ones first, then hidden ones removed. */
export function toolMethods({ descriptor, manifest }: ToolSource): MethodInfo[] {
  const { exposed_methods: exposed, hidden_methods: hidden } = manifest.mcp;
  return descriptor.methods
    .filter(({ mcp_hidden, private_callback }) => !mcp_hidden && !private_callback)
    .filter(({ name }) => exposed === undefined || exposed.includes(name))
    .filter(({ name }) => !hidden.includes(name));
}
