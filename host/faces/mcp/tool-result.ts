import type { EngineResult, MethodInfo } from "@luminarys/sdk-as/engine";
import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/server";
import { answerText } from "../../tools/answer-text.js";
import { toJson } from "../../values/to-json.js";
import type { SkillTool } from "./tool.js";
import { isObject, RESULT_KEY } from "./tool-schemas.js";

type Structured = Record<string, unknown>;
type Answer = Pick<EngineResult, "value" | "error" | "llmContext">;

/**
 * A method's answer as clients get it: text, and structured content when it is more than text; what the
 * skill says for the model stands behind it.
 */
export function toolResult(
  { value, error, llmContext }: Answer,
  { method, tool }: { method: MethodInfo; tool: SkillTool },
): CallToolResult {
  const more = llmContext === undefined ? [] : [{ type: "text" as const, text: llmContext }];
  if (error !== undefined) {
    return { isError: true, content: [{ type: "text", text: error }, ...more] };
  }
  const json = toJson(value);
  if (method.result?.encoding === "mcp-content") return { content: [...blocksOf(json), ...more] };
  const structured = structure(json, { method, tool });
  return {
    content: [{ type: "text", text: answerText(json, method) }, ...more],
    ...(structured && { structuredContent: structured }),
  };
}

/** Ready-made content; the library checks what is in each block. */
function blocksOf(json: unknown): ContentBlock[] {
  return Array.isArray(json) ? json : [];
}

export function failedResult(text: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text }] };
}

/** As the tool's output schema says it; without one, only what is an object anyway. */
function structure(
  json: unknown,
  { method, tool }: { method: MethodInfo; tool: SkillTool },
): Structured | undefined {
  if (tool.listed.outputSchema === undefined) {
    // As text it can't be told from one that says "null".
    if (json === null && method.result) return { [RESULT_KEY]: null };
    return isRecord(json) ? json : undefined;
  }
  if (method.result && isObject(method.result)) return isRecord(json) ? json : {};
  return { [RESULT_KEY]: json };
}

function isRecord(value: unknown): value is Structured {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
