import {
  type AsyncDevice,
  type Clock,
  chain,
  type HistoryMessage,
  type HostCall,
  HostError,
  type HostFunctionTypes,
  type Maybe,
  type Store,
  timeLeftMs,
} from "@luminarys/sdk-as/engine";
import { backoffMs, filterHistory } from "@luminarys/sdk-as/engine/cores";
import { ChatClient } from "./llm/chat-client.js";
import type { LlmEndpoint } from "./llm/endpoint.js";
import { endedError, type ThreadCall, whenEnded } from "./thread-call.js";

export type { LlmEndpoint } from "./llm/endpoint.js";

export interface LlmContext {
  /** Without one, prompts are answered with an error that says how to configure it. */
  readonly endpoint?: LlmEndpoint | undefined;
  /** Where conversations are read. */
  readonly store: Store;
  readonly clock: Clock;
  /** From 0 up to 1; spreads the waits between attempts. */
  readonly random?: () => number;
  /** Asks whom the caller offers instead of the endpoint; undefined when that is nobody. */
  readonly answerPrompt?:
    | ((request: PromptCompleteRequest, call: HostCall) => Promise<string> | undefined)
    | undefined;
}

export interface LlmDevice extends AsyncDevice<"llm"> {
  /** Ends what is being asked. */
  close(): Promise<void>;
}

type PromptCompleteRequest = HostFunctionTypes["prompt_complete"]["request"];

const MAX_WAIT_MS = 600_000;
const DEFAULT_RETRIES = 2;
const BACKOFF = { minMs: 500, maxMs: 8000 };

/** The configured model, and conversations from the store. Throws a TypeError for an endpoint that is none. */
export function createLlmDevice(context: LlmContext): LlmDevice {
  const model = context.endpoint && new Model(context.endpoint, context);
  return {
    history_get: ({ filter }, call) => readHistory(filter, { call, store: context.store }),
    prompt_complete: async (request, call: ThreadCall) => {
      const answer = context.answerPrompt?.(request, call);
      if (answer) {
        call.note?.("asked the client's model");
        return { content: await answer };
      }
      if (!model) throw new HostError(UNCONFIGURED, { code: "unavailable" });
      call.note?.(`asked ${model.name} of llm.endpoint`);
      return { content: await model.complete(request, call) };
    },
    close: async () => model?.close(),
  };
}

const UNCONFIGURED =
  "Cannot complete the prompt: no model is configured. Hint: set llm.endpoint and llm.model in host.yaml";

function readHistory(
  filter: string,
  { call, store }: { call: HostCall; store: Store },
): Maybe<HistoryMessage[]> {
  return chain(store.listHistory(call.llmSessionId || call.sessionId), (messages) => {
    try {
      return filterHistory(messages, filter);
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw new HostError(cause.message, { code: "invalid", cause });
    }
  });
}

/** Asks until it has an answer, or no more time. */
class Model {
  readonly name: string;
  private readonly client: ChatClient;
  private readonly clock: Clock;
  private readonly random: () => number;
  private readonly retries: number;
  private readonly closing = new AbortController();

  constructor(endpoint: LlmEndpoint, { clock, random = Math.random }: LlmContext) {
    this.name = endpoint.model;
    this.client = new ChatClient(endpoint, clock);
    this.clock = clock;
    this.random = random;
    this.retries = endpoint.retries ?? DEFAULT_RETRIES;
  }

  async complete(request: PromptCompleteRequest, call: ThreadCall): Promise<string> {
    demandNumbers(request);
    const limitMs = Math.min(MAX_WAIT_MS, timeLeftMs(call, this.clock.now()));
    const endMs = this.clock.now() + limitMs;
    const timeout = new AbortController();
    const cancel = this.clock.setTimer(limitMs, () => timeout.abort(timedOut(limitMs)));
    const forget = whenEnded(call, () => timeout.abort(endedError("complete the prompt")));
    try {
      const signal = AbortSignal.any([timeout.signal, this.closing.signal]);
      return await this.attempt(request, { signal, endMs });
    } finally {
      cancel();
      forget();
    }
  }

  close(): Promise<void> {
    const message = "Cannot complete the prompt: the skill is closed";
    this.closing.abort(new HostError(message, { code: "closed" }));
    return this.client.close();
  }

  private async attempt(
    request: PromptCompleteRequest,
    { signal, endMs }: { signal: AbortSignal; endMs: number },
  ): Promise<string> {
    for (let failed = 0; ; failed++) {
      signal.throwIfAborted();
      const attempt = await this.client.ask(request, signal);
      if (attempt.ok) return attempt.content;
      const step = { failed, random: this.random() };
      const waitMs = attempt.retryAfterMs ?? backoffMs(BACKOFF, step);
      const hasTime = this.clock.now() + waitMs < endMs;
      if (!attempt.passes || failed >= this.retries || !hasTime) throw attempt.error;
      await this.pause(waitMs, signal);
    }
  }

  private pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = () => {
        cancel();
        signal.removeEventListener("abort", go);
        resolve();
      };
      const cancel = this.clock.setTimer(ms, go);
      signal.addEventListener("abort", go);
    });
  }
}

function demandNumbers({ temperature, max_tokens }: PromptCompleteRequest): void {
  for (const [name, value] of Object.entries({ temperature, max_tokens })) {
    if (Number.isFinite(value) && value >= 0) continue;
    const reason = `${name} is ${value}, expected 0 or more`;
    throw new HostError(`Cannot complete the prompt: ${reason}`, { code: "invalid" });
  }
}

function timedOut(limitMs: number): HostError {
  const message = `Cannot complete the prompt: no answer within ${Math.round(limitMs)} ms`;
  return new HostError(message, { code: "timeout" });
}
