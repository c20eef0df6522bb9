import type { EngineResult, MethodInfo } from "@luminarys/sdk-as/engine";
import type { Host } from "../host.js";
import { answerText } from "../tools/answer-text.js";
import { failureText } from "../tools/failure-text.js";
import { type Arguments, readArguments } from "../tools/read-arguments.js";
import { toJson } from "../values/to-json.js";
import type { AgentTool } from "./agent-tools.js";
import type { ToolRequest } from "./chat-model.js";
import { isArguments, readToolInput } from "./tool-input.js";

export interface ToolScope {
  readonly host: Host;
  readonly tools: ReadonlyMap<string, AgentTool>;
  readonly sessionId: string;
  readonly traceId: string;
  readonly signal: AbortSignal;
}

/** What a model gets back. */
export interface ToolOutput {
  readonly text: string;
  readonly isError: boolean;
}

/** Most characters of one output that a model gets. */
const MAX_OUTPUT = 100_000;

/** Calls a tool for a model, which is told what went wrong. Rejects with what nobody expects. */
export async function callTool(request: ToolRequest, scope: ToolScope): Promise<ToolOutput> {
  const tool = scope.tools.get(request.name);
  if (!tool) return failed(unknownTool(request.name, scope));
  const given = readToolInput(request.arguments);
  if (!isArguments(given)) {
    return failed(`Cannot call ${request.name}: its arguments aren't a JSON object`);
  }
  const read = readArguments(tool.method, { given, name: request.name });
  return "fault" in read ? failed(read.fault) : invoke(tool, { args: read.args, scope });
}

async function invoke(
  { skillId, method }: AgentTool,
  { args, scope }: { args: Arguments; scope: ToolScope },
): Promise<ToolOutput> {
  const { host, sessionId, traceId, signal } = scope;
  try {
    const call = { args, sessionId, traceId, signal };
    return outputOf(await host.invoke(skillId, method.name, call), method);
  } catch (error) {
    const text = failureText(error);
    if (text === undefined) throw error;
    return failed(text);
  }
}

/** The answer as text, with what the skill says for the model behind it. */
function outputOf({ value, error, llmContext }: EngineResult, method: MethodInfo): ToolOutput {
  const more = llmContext === undefined ? "" : `\n\n${llmContext}`;
  if (error !== undefined) return failed(`${error}${more}`);
  const json = toJson(value);
  const isContent = method.result?.encoding === "mcp-content";
  const text = isContent ? contentText(json) : answerText(json, method);
  return { text: cut(`${text}${more}`), isError: false };
}

function failed(text: string): ToolOutput {
  return { text: cut(text), isError: true };
}

function unknownTool(name: string, { tools }: ToolScope): string {
  const known = [...tools.keys()].map((each) => `"${each}"`).join(", ");
  return `Cannot call ${JSON.stringify(name)}: there is no such tool. Hint: there are ${known || "none"}`;
}

/** Of ready-made content a model hears the texts, and what else there is. */
function contentText(json: unknown): string {
  const blocks: unknown[] = Array.isArray(json) ? json : [];
  const lines = blocks.map((block) => {
    const { type, text, mimeType } = (block ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof text === "string") return text;
    return `[${[type, mimeType].filter((each) => typeof each === "string").join(", ")}]`;
  });
  return lines.join("\n");
}

function cut(text: string): string {
  if (text.length <= MAX_OUTPUT) return text;
  return `${text.slice(0, MAX_OUTPUT)}\n[cut: ${text.length} characters in all]`;
}
