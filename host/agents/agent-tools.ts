import type { MethodInfo } from "@luminarys/sdk-as/engine";
import { argumentsSchema } from "../tools/arguments-schema.js";
import { type ToolSource, toolMethods } from "../tools/tool-source.js";
import type { ModelTool } from "./chat-model.js";
import { legalName } from "./legal-name.js";

/** A method of a skill as a tool of a model. */
export interface AgentTool {
  readonly chat: ModelTool;
  readonly skillId: string;
  readonly method: MethodInfo;
}

/** By their names; in the order of skills and methods, which decides who has a name that two would have. */
export function mapAgentTools(sources: readonly ToolSource[]): ReadonlyMap<string, AgentTool> {
  const tools = new Map<string, AgentTool>();
  for (const source of sources) {
    for (const method of toolMethods(source)) {
      const name = legalName(`${source.id}_${method.name}`, (each) => tools.has(each));
      tools.set(name, { chat: chatTool(name, method), skillId: source.id, method });
    }
  }
  return tools;
}

function chatTool(name: string, method: MethodInfo): ModelTool {
  // Endpoints know one dialect, and some refuse its name.
  const { $schema: _dialect, ...parameters } = argumentsSchema(method);
  return { name, description: method.description, parameters };
}
