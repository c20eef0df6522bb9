import type { HistoryMessage } from "@luminarys/sdk-as/engine";
import type { AgentConfig } from "../config/model.js";
import type { Host } from "../host.js";
import { type AgentTool, mapAgentTools } from "./agent-tools.js";
import { type AgentAnswer, AgentError, type AgentRun } from "./agents.js";
import { callTool } from "./call-tool.js";
import type { ChatModel, ModelAnswer, ModelMessage, ToolRequest } from "./chat-model.js";
import { readToolInput } from "./tool-input.js";
import { printToolMessage } from "./tool-message.js";

export interface TurnOptions {
  readonly host: Host;
  readonly agent: AgentConfig;
  readonly model: ChatModel;
  readonly run: AgentRun;
  /** What the model is told, the new message included. */
  readonly messages: readonly ModelMessage[];
}

/** One turn of an agent: the model is asked and its tools are called until it has no more to ask. */
export class Turn {
  private readonly options: TurnOptions;
  private readonly messages: ModelMessage[];
  private readonly tools: ReadonlyMap<string, AgentTool>;
  private readonly usage = { input_tokens: 0, output_tokens: 0 };
  private readonly callIds = new Set<string>();
  /** Ends what a step still does when the turn has failed. */
  private readonly ending = new AbortController();
  private readonly signal: AbortSignal;
  /** All that was said, and what of it the history doesn't have yet. */
  private text = "";
  private unkept = "";

  constructor(options: TurnOptions) {
    const { host, agent, run, messages } = options;
    this.options = options;
    this.messages = [...messages];
    this.tools = mapAgentTools(host.list().filter(({ id }) => agent.skills.includes(id)));
    this.signal = AbortSignal.any([run.signal, this.ending.signal]);
  }

  /** Rejects with an AgentError, or with what nobody expects; the history has then what was said. */
  async finish(): Promise<AgentAnswer> {
    try {
      return await this.takeSteps();
    } finally {
      this.ending.abort();
      await this.keepText();
    }
  }

  private async takeSteps(): Promise<AgentAnswer> {
    const { max_steps, id } = this.options.agent;
    for (let step = 1; step <= max_steps; step++) {
      const { text, calls } = await this.ask();
      if (calls.length === 0) return { content: this.text, usage: this.usage };
      // Nobody would read what the tools of the last step answer.
      if (step === max_steps) break;
      this.messages.push({ role: "assistant", content: text, calls });
      const outputs = await Promise.all(calls.map((call) => this.call(call, step)));
      for (const { message, told } of outputs) {
        await this.keep(message);
        this.messages.push(told);
      }
      this.signal.throwIfAborted();
    }
    throw stepsError(id, max_steps);
  }

  /** The model's next answer, whose calls have ids that this turn hasn't seen. */
  private async ask(): Promise<ModelAnswer> {
    const { model } = this.options;
    let isFirst = true;
    const answer = await model.answer({
      messages: this.messages,
      tools: [...this.tools.values()].map(({ chat }) => chat),
      signal: this.signal,
      onPart: (part) => {
        if (part === "") return;
        this.say(part, isFirst && this.text !== "" ? "\n\n" : "");
        isFirst = false;
      },
    });
    this.usage.input_tokens += answer.usage.input_tokens;
    this.usage.output_tokens += answer.usage.output_tokens;
    await this.keepText();
    return { ...answer, calls: answer.calls.map((call) => this.withOwnId(call)) };
  }

  private say(part: string, gap: string): void {
    const delta = `${gap}${part}`;
    this.text += delta;
    this.unkept += part;
    this.options.run.onEvent({ kind: "text", text: this.text, delta });
  }

  private async call(request: ToolRequest, step: number) {
    const { host, run } = this.options;
    const { id: callId, name: tool } = request;
    const { clock } = host.engine;
    const { sessionId, traceId } = run;
    const input = readToolInput(request.arguments);
    run.onEvent({ kind: "tool_call", callId, tool, input });
    const startedMs = clock.now();
    const scope = { host, tools: this.tools, sessionId, traceId, signal: this.signal };
    const { text: output, isError } = await callTool(request, scope);
    const durationMs = clock.now() - startedMs;
    run.onEvent({ kind: "tool_result", callId, tool, output, durationMs, isError });
    const kept = { id: callId, tool, input, output, step };
    return {
      message: printToolMessage({ ...kept, is_error: isError, duration_ms: durationMs }),
      told: { role: "tool" as const, callId, content: output },
    };
  }

  private withOwnId(call: ToolRequest): ToolRequest {
    let { id } = call;
    for (let count = 2; this.callIds.has(id); count++) id = `${call.id}_${count}`;
    this.callIds.add(id);
    return { ...call, id };
  }

  private async keepText(): Promise<void> {
    const content = this.unkept;
    this.unkept = "";
    if (content !== "") await this.keep({ role: "assistant", content });
  }

  private async keep(message: HistoryMessage): Promise<void> {
    await this.options.host.appendHistory(this.options.run.sessionId, message);
  }
}

function stepsError(id: string, steps: number): AgentError {
  const reason = `agent "${id}" took ${steps} steps and isn't done`;
  const hint = "Hint: raise max_steps of the agent in host.yaml";
  return new AgentError(`Cannot finish the turn: ${reason}. ${hint}`, { code: "exhausted" });
}
