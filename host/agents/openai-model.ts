import type { Clock } from "@luminarys/sdk-as/engine";
import OpenAI from "openai";
import { Agent, fetch } from "undici";
import { completionsUrl, type LlmEndpoint } from "../devices/llm/endpoint.js";
import { AnswerParts } from "./answer-parts.js";
import type {
  ChatModel,
  ModelAnswer,
  ModelMessage,
  ModelRequest,
  ModelTool,
  ToolRequest,
} from "./chat-model.js";
import { readModelFailure } from "./model-failure.js";
import { isArguments, readToolInput } from "./tool-input.js";

type Completions = OpenAI.Chat.Completions.ChatCompletionCreateParamsStreaming;
type Fetch = NonNullable<ConstructorParameters<typeof OpenAI>[0]>["fetch"];

/** What is sent of the library's headers, which also tell of this machine and its environment. */
const SENT_HEADERS = ["accept", "authorization", "content-type"];
/** The time is the caller's, who aborts. */
const NO_LIMIT_MS = 2 ** 31 - 1;
/** Of a tool. */
const MAX_NAME = 64;

/** A model behind an OpenAI-compatible endpoint, asked once for each answer. */
export class OpenAiModel implements ChatModel {
  private readonly endpoint: LlmEndpoint;
  private readonly clock: Clock;
  private readonly client: OpenAI;
  private readonly agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

  /** Throws a TypeError for an endpoint that is no URL. */
  constructor(endpoint: LlmEndpoint, clock: Clock) {
    this.endpoint = endpoint;
    this.clock = clock;
    this.client = this.openClient(completionsUrl(endpoint));
  }

  async answer({ messages, tools, signal, onPart }: ModelRequest): Promise<ModelAnswer> {
    const body: Completions = {
      model: this.endpoint.model,
      messages: messages.map(toMessage),
      ...(tools.length > 0 && { tools: tools.map(toTool) }),
      stream: true,
      stream_options: { include_usage: true },
    };
    try {
      const stream = await this.client.chat.completions.create(body, { signal });
      const parts = new AnswerParts();
      for await (const part of stream) onPart(parts.add(part));
      signal.throwIfAborted();
      return parts.end();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw readModelFailure(error, { endpoint: this.endpoint, nowMs: this.clock.now() });
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  /** Nothing is taken from the environment, and nothing is written to the console. */
  private openClient(url: URL): OpenAI {
    const { key = "" } = this.endpoint;
    const base = new URL(url);
    base.search = "";
    return new OpenAI({
      baseURL: base.href.replace(/\/chat\/completions$/, ""),
      defaultQuery: Object.fromEntries(url.searchParams),
      apiKey: key === "" ? "none" : key,
      ...(key === "" && { defaultHeaders: { authorization: null } }),
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      maxRetries: 0,
      timeout: NO_LIMIT_MS,
      logLevel: "off",
      fetch: ((input: string, init: RequestInit) => this.send(input, init)) as unknown as Fetch,
    });
  }

  private send(url: string, { method, headers, body, signal }: RequestInit) {
    const given = new Headers(headers);
    const sent = SENT_HEADERS.flatMap((name): [string, string][] => {
      const value = given.get(name);
      return value === null ? [] : [[name, value]];
    });
    return fetch(url, {
      method: method ?? "POST",
      headers: sent,
      body: body as string,
      signal: signal ?? null,
      dispatcher: this.agent,
      redirect: "manual",
    });
  }
}

function toMessage(message: ModelMessage): Completions["messages"][number] {
  if (message.role === "tool") {
    return { role: "tool", tool_call_id: message.callId, content: message.content };
  }
  if (message.role !== "assistant") return message;
  const { content, calls } = message;
  if (calls.length === 0) return { role: "assistant", content };
  const tool_calls = calls.map((call) => {
    return { id: call.id, type: "function" as const, function: toFunction(call) };
  });
  return { role: "assistant", content: content === "" ? null : content, tool_calls };
}

/** What a model made up may be nothing that endpoints take back. */
function toFunction({ name, arguments: text }: ToolRequest): { name: string; arguments: string } {
  const legal = name.replace(/[^A-Za-z0-9_-]/gu, "_").slice(0, MAX_NAME);
  const input = readToolInput(text);
  return { name: legal, arguments: JSON.stringify(isArguments(input) ? input : { invalid: text }) };
}

function toTool({ name, description, parameters }: ModelTool) {
  const schema = { ...parameters } as Record<string, unknown>;
  return { type: "function" as const, function: { name, description, parameters: schema } };
}
