import { nearestName } from "@luminarys/sdk-as/engine";
import {
  type CallToolRequest,
  type CallToolResult,
  CLIENT_INFO_META_KEY,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { failureText } from "../../tools/failure-text.js";
import type { ActiveCall, CallEvent, Question } from "./active-call.js";
import type { McpClient } from "./mcp-client.js";
import type { McpFace } from "./mcp-face.js";
import { RequestLink } from "./request-link.js";
import { promptError, sampledText, samplingParams } from "./sampling.js";
import type { SkillTool } from "./tool.js";
import { readToolCall } from "./tool-arguments.js";
import { failedResult, toolResult } from "./tool-result.js";

/** The one question that a call may have open. */
const QUESTION = "prompt";

export interface CallScope {
  readonly face: McpFace;
  readonly client: McpClient;
  readonly server: Server;
  readonly context: ServerContext;
}

type Params = CallToolRequest["params"];
type Answer = CallToolResult | InputRequiredResult;

/**
 * Answers one request to call a tool. What a skill or its caller does wrong is a result that says so;
 * throws a ProtocolError for a tool that the client doesn't have.
 */
export async function callTool(params: Params, scope: CallScope): Promise<Answer> {
  const { face, client, context } = scope;
  const tool = client.allows(params.name) ? face.tools.get(params.name) : undefined;
  if (!tool) throw unknownTool(params.name, scope);
  const read = readToolCall(tool, params.arguments ?? {});
  if ("fault" in read) return failedResult(read.fault);
  const state = context.mcpReq.requestState<string>();
  const owner = `${client.owner} ${params.name}`;
  const sessionId = context.sessionId ?? client.sessionId(clientName(context));
  const call =
    state === undefined
      ? face.startCall({
          skillId: tool.skillId,
          method: read.method.name,
          args: read.args,
          sessionId,
          traceId: traceOf(context),
        })
      : resume(face, { state, owner, context });
  const event = await serve(call, scope);
  if (event.kind === "asked") return park(face, { call, question: event.question, owner });
  return answerOf(event, { tool, method: read.method.name });
}

/** Hints at none of the tools that the client mustn't know of. */
function unknownTool(name: string, { face, client }: CallScope): ProtocolError {
  const offered = [...face.tools.values()].filter(({ listed }) => client.allows(listed.name));
  const near = nearestTool(name, offered);
  const hint = near === undefined ? "" : `. Hint: did you mean ${JSON.stringify(near)}?`;
  const message = `Cannot call tool ${JSON.stringify(name)}: there is none of this name${hint}`;
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}

/** Of a tool's name that begins with a skill only what stands behind it counts. */
function nearestTool(name: string, offered: readonly SkillTool[]): string | undefined {
  const isOwn = (prefix: string) => prefix !== "" && name.startsWith(prefix);
  const prefix = offered.map(prefixOf).find(isOwn) ?? "";
  const names = offered.map(({ listed }) => listed.name).filter((each) => each.startsWith(prefix));
  const rests = names.map((each) => each.slice(prefix.length));
  const near = nearestName(name.slice(prefix.length), rests);
  return near === undefined ? undefined : `${prefix}${near}`;
}

/** What stands before the method in a tool's name. */
function prefixOf({ listed: { name }, methods, chooses }: SkillTool): string {
  const [method = ""] = methods.keys();
  return chooses ? "" : name.slice(0, name.length - method.length);
}

async function serve(call: ActiveCall, { server, context }: CallScope): Promise<CallEvent> {
  const link = new RequestLink(server, context);
  const { signal } = context.mcpReq;
  const cancel = () => call.cancel();
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  try {
    return await call.serve(link);
  } finally {
    signal.removeEventListener("abort", cancel);
    await link.flushed;
  }
}

function answerOf(
  event: Exclude<CallEvent, { kind: "asked" }>,
  { tool, method: name }: { tool: SkillTool; method: string },
): CallToolResult {
  const method = tool.methods.get(name);
  if (event.kind === "ended" && method) return toolResult(event.result, { method, tool });
  const { error } = event as Extract<CallEvent, { kind: "failed" }>;
  const text = failureText(error);
  if (text === undefined) throw error;
  return failedResult(text);
}

/** The client's model is asked by the client, which comes back with what it said. */
function park(
  face: McpFace,
  { call, question, owner }: { call: ActiveCall; question: Question; owner: string },
): Answer {
  const state = face.parking.park({ call, question, owner });
  if (state === undefined) {
    call.cancel();
    return failedResult("Cannot ask the client's model: too many calls wait for theirs");
  }
  const request = inputRequired.createMessage(samplingParams(question.prompt));
  return inputRequired({ inputRequests: { [QUESTION]: request }, requestState: state });
}

function resume(
  face: McpFace,
  { state, owner, context }: { state: string; owner: string; context: ServerContext },
): ActiveCall {
  const parked = face.parking.take(state, owner);
  if (!parked) {
    const message = "Cannot go on with the call: it is unknown or was given up";
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, message);
  }
  const { call, question } = parked;
  const view = inputResponse(context.mcpReq.inputResponses, QUESTION);
  try {
    if (view.kind !== "sampling") throw promptError("the client came back without an answer");
    question.answer(sampledText(view.result));
  } catch (error) {
    question.refuse(error as Error);
  }
  return call;
}

/** What the client calls itself where each request says it. */
function clientName({ mcpReq }: ServerContext): string {
  const { [CLIENT_INFO_META_KEY]: info } = (mcpReq.envelope ?? {}) as {
    [CLIENT_INFO_META_KEY]?: { name?: string };
  };
  return info?.name ?? "";
}

/** The trace that the client's request belongs to, by W3C's trace context. */
function traceOf({ mcpReq }: ServerContext): string {
  const { traceparent } = (mcpReq._meta ?? {}) as { traceparent?: unknown };
  const [, id = ""] = /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(String(traceparent ?? "")) ?? [];
  return id;
}
