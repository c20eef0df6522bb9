import type { MethodInfo } from "@luminarys/sdk-as/engine";
import { signatureOf } from "@luminarys/sdk-as/engine/cores";
import type { Tool, ToolAnnotations } from "@modelcontextprotocol/server";
import { type ToolSource, toolMethods } from "../../tools/tool-source.js";
import type { SkillTool } from "./tool.js";
import { nameFault, toolName } from "./tool-name.js";
import { toolInput, toolOutput } from "./tool-schemas.js";

export interface ToolSet {
  /** By name, in the order of names. */
  readonly tools: ReadonlyMap<string, SkillTool>;
  /** One line for each tool that is left out. */
  readonly problems: readonly string[];
}

/** The tools of skills. One whose name isn't allowed, or taken, is left out and reported. */
export function mapTools(sources: readonly ToolSource[]): ToolSet {
  const tools = new Map<string, SkillTool>();
  const problems: string[] = [];
  for (const tool of sources.flatMap(toolsOf)) {
    const problem = problemOf(tool, tools);
    if (problem === undefined) tools.set(tool.listed.name, tool);
    else problems.push(problem);
  }
  const inOrder = [...tools].sort(([a], [b]) => (a < b ? -1 : 1));
  return { tools: new Map(inOrder), problems };
}

function toolsOf(source: ToolSource): SkillTool[] {
  const methods = toolMethods(source);
  if (source.manifest.mcp.mapping === "per_method") {
    return methods.map((method) => methodTool(source, method));
  }
  return methods.length === 0 ? [] : [choosingTool(source, methods)];
}

function problemOf(
  { listed: { name }, skillId }: SkillTool,
  taken: ReadonlyMap<string, SkillTool>,
): string | undefined {
  const start = `Cannot offer tool "${name}" of skill "${skillId}"`;
  const fault = nameFault(name);
  if (fault !== undefined) return `${start}: ${fault}. Hint: change mcp.separator`;
  const other = taken.get(name);
  if (!other) return undefined;
  return `${start}: skill "${other.skillId}" has one of this name. Hint: change mcp.prefix or mcp.separator`;
}

function methodTool(source: ToolSource, method: MethodInfo): SkillTool {
  const { description, hints, name } = method;
  const output = toolOutput(method);
  const annotations = hints && toAnnotations(hints);
  const listed: Tool = {
    name: toolName(source, name),
    title: titleOf(source, name),
    ...(description === "" ? {} : { description }),
    inputSchema: toolInput(method),
    ...(output && { outputSchema: output }),
    ...(annotations && { annotations }),
  };
  const methods = new Map([[name, method]]);
  return { listed, skillId: source.id, methods, chooses: false };
}

/** One tool for a skill, whose `method` chooses and whose `arguments` are the method's. */
function choosingTool(source: ToolSource, methods: readonly MethodInfo[]): SkillTool {
  const { id, descriptor, manifest } = source;
  const about = manifest.description || descriptor.description;
  const lines = methods.map((each) => `- ${signatureOf(each)}: ${each.description}`);
  const listed: Tool = {
    name: id,
    title: descriptor.skill_name,
    description: [...(about ? [about] : []), "Methods:", ...lines].join("\n"),
    inputSchema: {
      type: "object",
      properties: {
        method: { type: "string", enum: methods.map(({ name }) => name) },
        arguments: { type: "object", description: "What the method takes, by name" },
      },
      required: ["method"],
    },
  };
  const byName = new Map(methods.map((method) => [method.name, method]));
  return { listed, skillId: id, methods: byName, chooses: true };
}

/** `Notes: read note` */
function titleOf({ id, descriptor }: ToolSource, method: string): string {
  return `${descriptor.skill_name || id}: ${method.replaceAll("_", " ")}`;
}

function toAnnotations(hints: NonNullable<MethodInfo["hints"]>): ToolAnnotations {
  const { read_only, destructive, idempotent, open_world } = hints;
  return {
    ...(read_only !== undefined && { readOnlyHint: read_only }),
    ...(destructive !== undefined && { destructiveHint: destructive }),
    ...(idempotent !== undefined && { idempotentHint: idempotent }),
    ...(open_world !== undefined && { openWorldHint: open_world }),
  };
}
